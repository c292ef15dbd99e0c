package guildhall.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.BookClock;
import guildhall.book.Command;
import guildhall.export.Credits;
import guildhall.gateway.Refusals.OfBond;
import guildhall.settlement.bond.Bond;
import guildhall.settlement.bond.BondDesk;
import guildhall.settlement.bond.BondDesk.Post;
import guildhall.settlement.bond.BondStatus;
import guildhall.task.InputSchema;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `/v1/bonds` and `/v1/duties`: what a principal has bonded, and for what one can.
final class BondEndpoints {

  private static final InputSchema POST_FORM =
      Forms.of(
          """
          {"type": "object", "additionalProperties": false, "required": ["id", "duty", "amount"],
           "properties": {
             "id": {"type": "string"},
             "duty": {"type": "string", "minLength": 1, "maxLength": 200},
             "amount": {"type": "string"},
             "until": {"type": "string"}}}
          """);

  private static final InputSchema INCREASE_FORM =
      Forms.of(
          """
          {"type": "object", "additionalProperties": false, "required": ["id", "duty", "amount"],
           "properties": {
             "id": {"type": "string"},
             "duty": {"type": "string", "minLength": 1, "maxLength": 200},
             "amount": {"type": "string"}}}
          """);

  private static final InputSchema DUTY_FORM =
      Forms.of(
          """
          {"type": "object", "additionalProperties": false, "required": ["duty"],
           "properties": {"duty": {"type": "string", "minLength": 1, "maxLength": 200}}}
          """);

  private final GatewayServices services;
  private final Callers callers;
  private final BondDesk desk;

  BondEndpoints(GatewayServices services, Callers callers) {
    this.services = services;
    this.callers = callers;
    this.desk = services.disputes().desk();
  }

  void addTo(Front front) {
    front.get("/v1/duties", this::duties);
    front.get("/v1/bonds", this::list);
    front.post("/v1/bonds", this::post);
    front.post("/v1/bonds:increase", this::increase);
    front.post("/v1/bonds:withdraw", this::withdraw);
    front.post("/v1/bonds:release", this::release);
  }

  private Answer duties(Incoming request) throws Problem {
    request.onlyQuery();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode duties = json.putArray("duties");
    services
        .book()
        .await(_ -> services.disputes().bonds().kinds())
        .forEach(kind ->
            duties
                .addObject()
                .put("kind", kind.kind())
                .put("minimum", Credits.of(kind.minimumMicros()))
                .put("cooldown", duration(kind.cooldownMicros())));
    return Answer.ok(json);
  }

  static String duration(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS).toString();
  }

  private Answer list(Incoming request) throws Problem {
    request.onlyQuery("as", "duty");
    String principal = callers.acting(request);
    Optional<String> duty = request.once("duty");
    List<Bond> bonds =
        services
            .book()
            .await(_ ->
                services.disputes().bonds().all().stream()
                    .filter(bond -> bond.principal().equals(principal))
                    .filter(bond -> duty.isEmpty() || bond.duty().equals(duty.get()))
                    .toList());
    return Answer.ok(json(bonds));
  }

  static ObjectNode json(List<Bond> bonds) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode array = json.putArray("bonds");
    bonds.forEach(bond -> array.add(json(bond)));
    return json;
  }

  private static ObjectNode json(Bond bond) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", bond.hold().toString())
            .put("principal", bond.principal())
            .put("duty", bond.duty())
            .put("amount", Credits.of(bond.amountMicros()))
            .put("left", Credits.of(bond.leftMicros()))
            .put("minimum", Credits.of(bond.minimumMicros()))
            .put("cooldown", duration(bond.cooldownMicros()))
            .put("state", bond.state().name().toLowerCase(Locale.ROOT))
            .put("until", BookClock.instant(bond.untilMicros()).toString());
    if (bond.releasableMicros() > 0) {
      json.put("releasable", BookClock.instant(bond.releasableMicros()).toString());
    }
    ArrayNode pending = json.putArray("pending");
    bond.pending()
        .forEach(each ->
            pending
                .addObject()
                .put("offence", each.offence())
                .put("rule", each.rule())
                .put("evidence", each.evidence().hex())
                .put("lapses", BookClock.instant(each.lapsesMicros()).toString()));
    ArrayNode slashed = json.putArray("slashed");
    bond.slashed().forEach(slashed::add);
    return json;
  }

  private Answer post(Incoming request) throws Problem {
    request.onlyQuery("as");
    String principal = callers.acting(request);
    JsonNode body = Forms.valid(POST_FORM, request);
    long micros = Forms.micros(body, "/amount");
    Optional<Long> until =
        body.has("until") ? Optional.of(Forms.time(body, "/until")) : Optional.empty();
    var id = Forms.id(body);
    String duty = body.path("duty").textValue();
    Command<BondStatus> command =
        draft ->
            desk.post(new Post(id, principal, duty, micros, until.orElse(draft.timeMicros() + 1)))
                .decide(draft);
    String value = until.isEmpty() ? amount(body) : amount(body) + " until " + body.path("until");
    return done(new OfBond(principal, duty, value), command);
  }

  private static String amount(JsonNode body) {
    return body.path("amount").textValue();
  }

  private Answer increase(Incoming request) throws Problem {
    request.onlyQuery("as");
    String principal = callers.acting(request);
    JsonNode body = Forms.valid(INCREASE_FORM, request);
    String duty = body.path("duty").textValue();
    return done(
        new OfBond(principal, duty, amount(body)),
        desk.increase(Forms.id(body), principal, duty, Forms.micros(body, "/amount")));
  }

  private Answer withdraw(Incoming request) throws Problem {
    request.onlyQuery("as");
    String principal = callers.acting(request);
    String duty = Forms.valid(DUTY_FORM, request).path("duty").textValue();
    return done(new OfBond(principal, duty, ""), desk.withdraw(principal, duty));
  }

  private Answer release(Incoming request) throws Problem {
    request.onlyQuery("as");
    String principal = callers.acting(request);
    String duty = Forms.valid(DUTY_FORM, request).path("duty").textValue();
    return done(new OfBond(principal, duty, ""), desk.release(principal, duty));
  }

  private Answer done(OfBond it, Command<BondStatus> command) throws Problem {
    return done(services, it, command);
  }

  private record Done(BondStatus status, Optional<Bond> bond) {}

  /// Has a command decided, and answers with the bond as it is then: all in one, since what is read
  /// later could fail and say of a thing done that it was not.
  static Answer done(GatewayServices services, OfBond it, Command<BondStatus> command)
      throws Problem {
    Done done =
        services
            .book()
            .await(draft -> {
              BondStatus status = command.decide(draft);
              return new Done(status, services.disputes().bonds().find(it.principal(), it.duty()));
            });
    Refusals.refuse(Refusals.of(done.status(), it));
    ObjectNode json =
        done.bond()
            .map(BondEndpoints::json)
            .orElseGet(() ->
                JsonNodeFactory.instance
                    .objectNode()
                    .put("principal", it.principal())
                    .put("duty", it.duty())
                    .put("state", "ended"));
    return Answer.ok(json.put("status", done.status().code()));
  }
}
