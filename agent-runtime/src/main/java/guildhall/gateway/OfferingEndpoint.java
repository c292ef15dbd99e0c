package guildhall.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.datanet.ContributionDesk.Result;
import guildhall.datanet.ContributionDesk.Taken;
import guildhall.datanet.CurationStatus;
import guildhall.datanet.DatanetViews;
import guildhall.datanet.admission.Admission;
import guildhall.datanet.admission.Columns;
import guildhall.datanet.admission.Declaration;
import guildhall.datanet.admission.NotAdmitted;
import guildhall.datanet.admission.Offering;
import guildhall.datanet.admission.Reason;
import guildhall.export.Credits;
import guildhall.gateway.Refusals.OfDatanet;
import guildhall.task.ErrorCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// `POST /v1/datanets/{id}/contributions`: the body is what is contributed, by its `Content-Type`.
final class OfferingEndpoint {

  /// One is judged at a time; others may come in meanwhile.
  private static final int AT_ONCE = 4;

  private static final String TYPES =
      "text/plain, text/csv, application/x-ndjson (or application/jsonl), application/zip";

  private final GatewayServices services;
  private final Callers callers;
  private final DatanetViews views;
  private final Semaphore places = new Semaphore(AT_ONCE);

  OfferingEndpoint(GatewayServices services, Callers callers) {
    this.services = services;
    this.callers = callers;
    this.views = new DatanetViews(services.datanets().datanets());
  }

  void addTo(Front front) {
    front.upload(
        "/v1/datanets/{id}/contributions",
        services.datanets().offerings().bytes(),
        this::contribute);
  }

  /// What the address and the headers say of a body.
  private record Said(
      String contributor,
      String type,
      String name,
      Columns columns,
      String prefix,
      Declaration declaration) {

    boolean hasRows() {
      return type.equals("text/csv") || type.equals("application/x-ndjson");
    }
  }

  private Answer contribute(Incoming request, Upload body)
      throws Problem, Upload.Gone, IOException, InterruptedException {
    Said said = said(request);
    if (services.book().await(_ -> views.find(request.subject())).isEmpty()) {
      throw Refusals.noSuchDatanet(request.subject());
    }
    if (!places.tryAcquire()) {
      throw Problem.of(
              ErrorCode.OVERLOADED, "others contribute, nothing was taken; try again later")
          .withHeader("Retry-After", "5");
    }
    try (FileChannel file = body.receive();
        InputStream in = new BufferedInputStream(Channels.newInputStream(file))) {
      Result result =
          services
              .datanets()
              .desk()
              .contribute(
                  request.subject(),
                  said.contributor(),
                  said.prefix(),
                  offering(said, in),
                  said.declaration());
      return answer(request.subject(), said.contributor(), result);
    } finally {
      places.release();
    }
  }

  private Said said(Incoming request) throws Problem {
    request.onlyQuery(
        "as", "licence", "consent", "name", "prefix", "idColumn", "textColumn", "labelColumn");
    Columns columns =
        new Columns(
            request.once("idColumn"), request.once("textColumn"), request.once("labelColumn"));
    Said said =
        new Said(
            callers.acting(request),
            type(request.header("Content-Type").orElse("")),
            request.once("name").orElse(""),
            columns,
            request.once("prefix").orElse("item"),
            new Declaration(request.once("licence"), request.flag("consent")));
    if (!said.name().isEmpty() && !said.type().equals("text/plain")) {
      throw noSuchPart("name", said.name(), "of text/plain");
    }
    if (!said.hasRows() && !columns.equals(Columns.none())) {
      throw noSuchPart("a column", String.valueOf(columns), "of text/csv and application/x-ndjson");
    }
    return said;
  }

  private static Problem noSuchPart(String what, String value, String only) {
    return Problem.of(
        ErrorCode.INVALID_PARAMETER,
        what + " is " + Incoming.shown(value) + ", it is only " + only);
  }

  private static String type(String declared) throws Problem {
    String[] parts = declared.toLowerCase(Locale.ROOT).split(";", -1);
    String type = parts[0].strip().replace("application/jsonl", "application/x-ndjson");
    boolean utf8 = true;
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      utf8 &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
    }
    boolean known =
        List.of("text/plain", "text/csv", "application/x-ndjson", "application/zip").contains(type);
    if (!known || !utf8) {
      throw Problem.of(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "the Content-Type is \""
              + Incoming.shown(declared)
              + "\", taken are, in UTF-8, "
              + TYPES);
    }
    return type;
  }

  private static Offering offering(Said said, InputStream in) {
    return switch (said.type()) {
      case "text/plain" -> new Offering.Text(said.name(), in);
      case "text/csv" -> new Offering.Csv(in, said.columns());
      case "application/zip" -> new Offering.Zip(in);
      default -> new Offering.JsonLines(in, said.columns());
    };
  }

  private static Answer answer(String datanet, String contributor, Result result) throws Problem {
    return switch (result) {
      case Result.Done(var items, var due) -> Answer.ok(json(datanet, contributor, items, due));
      case Result.Refused(var why, var due) -> throw refused(why, due);
      case Result.NotNow(var status, var id) -> {
        if (status == CurationStatus.BAD_NAME && id.isEmpty()) {
          throw Problem.of(
              ErrorCode.INVALID_PARAMETER,
              Incoming.shown(contributor)
                  + " cannot contribute: a contributor's name has 1 to 63 lower-case letters,"
                  + " digits and hyphens");
        }
        Refusals.refuse(Refusals.of(status, new OfDatanet(datanet, id, contributor)));
        yield Answer.ok(json(datanet, contributor, List.of(), 0));
      }
    };
  }

  private static Problem refused(NotAdmitted why, long dueMicros) {
    String cost = dueMicros == 0 ? "" : " It cost " + Credits.of(dueMicros) + ".";
    ErrorCode code =
        why.reason() == Reason.TOO_LARGE ? ErrorCode.BODY_TOO_LARGE : ErrorCode.NOT_ADMITTED;
    return Problem.of(code, why.reason().code() + ": " + why.sentence() + cost);
  }

  private static ObjectNode json(
      String datanet, String contributor, List<Taken> items, long dueMicros) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("datanet", datanet)
            .put("contributor", contributor)
            .put("due", Credits.of(dueMicros));
    for (String state : List.of("accepted", "again", "alias", "refused")) {
      json.put(state, items.stream().filter(it -> word(it.admission()).equals(state)).count());
    }
    ArrayNode array = json.putArray("items");
    items.forEach(each -> put(array.addObject(), each, datanet, items));
    return json;
  }

  private static String word(Admission admission) {
    return switch (admission) {
      case Admission.Accepted _ -> "accepted";
      case Admission.Again _ -> "again";
      case Admission.Alias _ -> "alias";
      case Admission.Refused _ -> "refused";
    };
  }

  private static void put(ObjectNode json, Taken taken, String datanet, List<Taken> items) {
    json.put("id", taken.id()).put("state", word(taken.admission()));
    switch (taken.admission()) {
      case Admission.Accepted(var score, var notes, var passages) -> {
        json.put("score", score.total());
        ArrayNode array = json.putArray("notes");
        notes.forEach(array::add);
        putCopied(json, passages);
      }
      case Admission.Again _ -> {}
      case Admission.Alias alias ->
          json.put("aliasOf", key(alias.root(), datanet, items))
              .put("same", alias.same())
              .put("rootWithdrawn", alias.withdrawn());
      case Admission.Refused(var why) -> {
        json.put("code", why.reason().code()).put("message", why.sentence());
        if (why.line() > 0) {
          json.put("line", why.line());
        }
      }
    }
  }

  /// Of whom it has passages, who earn by them.
  private static void putCopied(ObjectNode json, List<Admission.Passage> passages) {
    Map<String, Integer> characters = new LinkedHashMap<>();
    passages.forEach(each ->
        characters.merge(each.key().orElse("@commons"), each.to() - each.from(), Integer::sum));
    ArrayNode array = json.putArray("copied");
    characters.forEach((key, count) -> array.addObject().put("of", key).put("characters", count));
  }

  private static String key(Admission.Root root, String datanet, List<Taken> items) {
    return switch (root) {
      case Admission.Root.Earlier(var _, var key) -> key;
      case Admission.Root.SameOffering(var position) -> datanet + "#" + items.get(position).id();
    };
  }
}
