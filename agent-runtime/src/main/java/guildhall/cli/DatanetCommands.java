package guildhall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.json.RecordJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `guildhall datanet`.
@Command(
    name = "datanet",
    description = "Shows, makes, fills, judges and publishes datanets.",
    synopsisSubcommandLabel = "COMMAND")
final class DatanetCommands extends Asking {

  static final String DATANETS = "/v1/datanets/";
  private static final String AS = "For this principal, or @operator; local if not given.";

  DatanetCommands(Options options, Console console) {
    super(options, console);
  }

  @Command(name = "list", description = "Lists all datanets.")
  int list() throws Failure {
    return running(node -> node.get("/v1/datanets"), this::printAll);
  }

  private void printAll(ObjectNode found) {
    Table table =
        new Table("datanet", "owner", "type", "version>", "accepted>", "waiting>", "", "purpose");
    for (JsonNode each : found.path("datanets")) {
      table.row(
          each.path("name").asText(),
          each.path("owner").asText(),
          each.path("type").asText(),
          each.path("version").asText(),
          each.path("accepted").asText(),
          each.path("waiting").asText(),
          each.path("private").asBoolean() ? "private" : "",
          shortened(each.path("purpose").asText()));
    }
    table.print(console.out());
  }

  private static Addressed contribution(String datanet, String id, String verb) throws Failure {
    return Addressed.of(DATANETS, datanet, "/contributions/", id, verb);
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 59) + "…";
  }

  @Command(
      name = "show",
      description = {
        "Shows a datanet with its charter; with --state the contributions of that state, with --id"
            + " one of them."
      })
  int show(
      @Parameters(paramLabel = "DATANET", description = "Its name.") String datanet,
      @Option(
              names = "--state",
              paramLabel = "STATE",
              description = "waiting, accepted, rejected or withdrawn.")
          @Nullable String state,
      @Option(names = "--id", paramLabel = "ID", description = "A contribution.")
          @Nullable String id,
      @Option(names = "--after", paramLabel = "ID", description = "Begins after this one.")
          @Nullable String after,
      @Option(names = "--limit", paramLabel = "N", description = "At most so many (100).")
          @Nullable Integer limit,
      @Option(names = "--as", paramLabel = "NAME", description = AS) @Nullable String as)
      throws Failure {
    if (id != null) {
      return running(node -> node.get(contribution(datanet, id, "").with("as", as)));
    }
    if (state == null) {
      return running(node -> node.get(Addressed.of(DATANETS, datanet)));
    }
    return running(
        node ->
            node.get(
                Addressed.of(DATANETS, datanet, "/contributions")
                    .with("state", state)
                    .with("after", after)
                    .with("limit", limit)
                    .with("as", as)),
        this::printPage);
  }

  private void printPage(ObjectNode found) {
    Table table = new Table("contribution", "contributor", "score>", "alias of", "reason");
    found
        .path("contributions")
        .forEach(each ->
            table.row(
                each.path("id").asText(),
                each.path("contributor").asText(),
                each.path("score").asText(),
                each.path("aliasOf").asText(),
                each.path("reason").asText()));
    table.print(console.out());
    if (found.has("next")) {
      String next = found.path("next").asText();
      console
          .err()
          .println("there may be more: --after " + next.substring(next.lastIndexOf('=') + 1));
    }
  }

  @Command(
      name = "create",
      description = {
        "Makes a datanet, or changes the charter of one's own; doing it again changes nothing.",
        "What is not given has its default, also when a charter is changed."
      })
  int create(
      @Parameters(
              paramLabel = "DATANET",
              description = "Lower-case letters, digits, hyphens and dots.")
          String datanet,
      @Option(
              names = "--charter",
              paramLabel = "FILE",
              description = "The charter as JSON; instead of the options below.")
          @Nullable Path charter,
      @Option(names = "--purpose", paramLabel = "TEXT", description = "What it is for.")
          @Nullable String purpose,
      @Option(
              names = "--licence",
              paramLabel = "SPDX",
              description = "A licence it accepts; may be given more than once.")
          @Nullable List<String> licences,
      @Option(
              names = "--type",
              paramLabel = "TYPE",
              description = "text (if not given), row or example.")
          @Nullable String type,
      @Option(
              names = "--reviewer",
              paramLabel = "NAME",
              description = "Who judges; may be given more than once. Without, nobody judges.")
          @Nullable List<String> reviewers,
      @Option(
              names = "--quorum",
              paramLabel = "N",
              description = "So many of them must agree; more than half if not given.")
          @Nullable Integer quorum,
      @Option(names = "--closed", description = "It takes no contributions now.") boolean closed,
      @Option(names = "--as", paramLabel = "NAME", description = AS) @Nullable String as)
      throws Failure {
    ObjectNode body =
        charter == null
            ? charter(purpose, licences, type, reviewers, quorum)
            : fromFile(charter, purpose == null && licences == null && reviewers == null);
    if (closed) {
      body.put("open", false);
    }
    return running(node -> node.put(Addressed.of(DATANETS, datanet).with("as", as), body));
  }

  private static ObjectNode charter(
      @Nullable String purpose,
      @Nullable List<String> licences,
      @Nullable String type,
      @Nullable List<String> reviewers,
      @Nullable Integer quorum)
      throws Failure {
    if (purpose == null || licences == null) {
      throw Failure.usage("a charter needs --purpose and --licence, or a file with --charter");
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("purpose", purpose);
    licences.forEach(body.putArray("licences")::add);
    if (type != null) {
      body.put("type", type);
    }
    if (reviewers != null) {
      ObjectNode review = body.putObject("review");
      ArrayNode names = review.putArray("reviewers");
      reviewers.forEach(names::add);
      if (quorum != null) {
        review.put("quorum", quorum.intValue());
      }
    }
    return body;
  }

  private static ObjectNode fromFile(Path file, boolean alone) throws Failure {
    if (!alone) {
      throw Failure.usage("--charter is the whole charter: no options of one beside it");
    }
    try {
      if (RecordJson.mapper().readTree(Files.readAllBytes(file)) instanceof ObjectNode object) {
        return object;
      }
    } catch (com.fasterxml.jackson.core.JsonProcessingException _) {
      // told below
    } catch (IOException e) {
      throw Failure.usage(Failure.why(e));
    }
    throw Failure.usage(file + " is no JSON object");
  }

  @Command(name = "review", description = "Approves or refuses what waits to be judged.")
  int review(
      @Parameters(index = "0", paramLabel = "DATANET", description = "The datanet.") String datanet,
      @Parameters(index = "1", paramLabel = "ID", description = "The contribution.") String id,
      @Option(names = "--refuse", description = "Refuses it; needs a reason.") boolean refuse,
      @Option(names = "--reason", paramLabel = "TEXT", description = "One sentence.")
          @Nullable String reason,
      @Option(names = "--as", paramLabel = "NAME", description = AS) @Nullable String as)
      throws Failure {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("approved", !refuse);
    if (reason != null) {
      body.put("reason", reason);
    }
    return running(node -> node.post(contribution(datanet, id, ":review").with("as", as), body));
  }

  @Command(
      name = "withdraw",
      description = "Takes a contribution out of every version, or an offer back.")
  int withdraw(
      @Parameters(index = "0", paramLabel = "DATANET", description = "The datanet.") String datanet,
      @Parameters(index = "1", paramLabel = "ID", description = "The contribution.") String id,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              required = true,
              description = "One sentence.")
          String reason,
      @Option(names = "--erase", description = "Its text is erased too, for good.") boolean erase,
      @Option(names = "--as", paramLabel = "NAME", description = AS) @Nullable String as)
      throws Failure {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("reason", reason).put("erase", erase);
    return running(
        node -> node.post(contribution(datanet, id, ":withdraw").with("as", as), body),
        this::printWithdrawn);
  }

  private void printWithdrawn(ObjectNode withdrawn) {
    JsonNode touched = withdrawn.path("touched");
    ObjectNode rest = withdrawn.deepCopy();
    rest.remove("touched");
    Answers.print(rest, console.out());
    if (touched instanceof ObjectNode what) {
      console.out().println();
      TouchedCommand.print(what, console);
    }
  }

  @Command(name = "publish", description = "Makes the next version of what was accepted.")
  int publish(
      @Parameters(paramLabel = "DATANET", description = "The datanet.") String datanet,
      @Option(names = "--as", paramLabel = "NAME", description = AS) @Nullable String as)
      throws Failure {
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    return running(
        node -> node.post(Addressed.of(DATANETS, datanet, ":publish").with("as", as), nothing));
  }

  @Command(name = "diff", description = "Says how two versions differ; the newest two if not told.")
  int diff(
      @Parameters(paramLabel = "DATANET", description = "The datanet.") String datanet,
      @Option(names = "--from", paramLabel = "V", description = "The earlier version, or 0.")
          @Nullable Integer from,
      @Option(names = "--to", paramLabel = "V", description = "The later version.")
          @Nullable Integer to,
      @Option(names = "--as", paramLabel = "NAME", description = AS) @Nullable String as)
      throws Failure {
    return running(
        node ->
            node.get(
                Addressed.of(DATANETS, datanet, "/diff")
                    .with("from", from)
                    .with("to", to)
                    .with("as", as)),
        this::printDifference);
  }

  private void printDifference(ObjectNode found) {
    for (String kind : List.of("added", "replaced", "withdrawn")) {
      found.path(kind).forEach(id -> console.out().println(kind + "  " + Table.plain(id.asText())));
    }
  }
}
