package guildhall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `guildhall artefact`.
@Command(
    name = "artefact",
    description = "Registers models and adapters, and shows what they were made from.",
    synopsisSubcommandLabel = "COMMAND")
final class ArtefactCommands extends Asking {

  private static final String PATH = "/v1/artefacts";

  ArtefactCommands(Options options, Console console) {
    super(options, console);
  }

  @Command(name = "list", description = "Lists artefacts in the order they were registered.")
  int list(
      @Option(
              names = "--made-from",
              paramLabel = "KEY",
              defaultValue = "",
              description = {
                "Only those made from this, itself or over others: a contribution (wines#at), a",
                "version of a datanet (datanet:wines@3), an artefact (model:base)."
              })
          String madeFrom,
      @Option(
              names = "--after",
              paramLabel = "ID",
              defaultValue = "",
              description = "Begins after this artefact.")
          String after,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "1000",
              description = "At most so many (1000, and no more than that).")
          int limit)
      throws Failure {
    String path = PATH + "?limit=" + limit + query("after", after) + query("madeFrom", madeFrom);
    return running(node -> node.get(path), this::printAll);
  }

  private void printAll(ObjectNode found) {
    Table table = new Table("id", "kind", "owner", "own>", "made from");
    for (JsonNode each : found.path("artefacts")) {
      table.row(
          each.path("id").asText(),
          each.path("kind").asText(),
          each.path("owner").asText(),
          each.path("own").asText(),
          parents(each));
    }
    table.print(console.out());
    if (found.has("next")) {
      JsonNode last = found.path("artefacts").path(found.path("artefacts").size() - 1);
      console.err().println("there are more: --after " + Table.plain(last.path("id").asText()));
    }
  }

  private static String query(String name, String value) {
    return value.isEmpty() ? "" : "&" + name + "=" + HttpNode.encoded(value);
  }

  private static String parents(JsonNode artefact) {
    List<String> parents = new ArrayList<>();
    for (JsonNode each : artefact.path("parents")) {
      parents.add(each.path("from").asText() + "=" + each.path("millionths").asText());
    }
    return String.join(" ", parents);
  }

  @Command(name = "show", description = "Shows an artefact and what it owes its parents.")
  int show(@Parameters(paramLabel = "ID", description = "The artefact.") String id) throws Failure {
    if (id.isEmpty()) {
      throw Failure.usage("ID is empty");
    }
    return running(node -> node.get(PATH + "/" + HttpNode.encoded(id)), this::print);
  }

  private void print(ObjectNode artefact) {
    List<String> fields = new ArrayList<>();
    for (String name : List.of("id", "status", "kind", "owner", "own", "manifest")) {
      if (artefact.has(name)) {
        fields.addAll(List.of(name, artefact.path(name).asText()));
      }
    }
    fields.addAll(List.of("made from", parents(artefact)));
    Answers.fields(console.out(), fields.toArray(String[]::new));
  }

  @Command(
      name = "register",
      description = {
        "Registers a model or an adapter under the name by which calls ask for it, for good.",
        "Doing it again changes nothing."
      })
  int register(
      @Parameters(paramLabel = "ID", description = "The name.") String id,
      @Option(
              names = "--kind",
              paramLabel = "KIND",
              required = true,
              description = "model or adapter.")
          String kind,
      @Option(
              names = "--parent",
              paramLabel = "KEY=MILLIONTHS",
              description = {
                "What it was made from and what that is due of a million: model:ID, or",
                "datanet:NAME@VERSION. Once for each."
              })
          @Nullable List<String> parents,
      @Option(
              names = "--as",
              paramLabel = "NAME",
              defaultValue = "",
              description = "For this principal; local if not given.")
          String as)
      throws Failure {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("id", id).put("kind", kind);
    ArrayNode array = body.putArray("parents");
    for (String each : parents == null ? List.<String>of() : parents) {
      array.add(parent(each));
    }
    String path = as.isEmpty() ? PATH : PATH + "?as=" + HttpNode.encoded(as);
    return running(node -> node.post(path, body), this::print);
  }

  private static ObjectNode parent(String text) throws Failure {
    int equals = text.lastIndexOf('=');
    try {
      return JsonNodeFactory.instance
          .objectNode()
          .put("from", text.substring(0, Math.max(0, equals)))
          .put("millionths", Integer.parseInt(text.substring(equals + 1)));
    } catch (NumberFormatException _) {
      throw Failure.usage("--parent " + text + " is not KEY=MILLIONTHS, such as model:base=100000");
    }
  }
}
