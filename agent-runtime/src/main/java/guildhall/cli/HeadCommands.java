package guildhall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `guildhall head`.
@Command(
    name = "head",
    description = "Trains small classifiers on labelled examples of a datanet, and lists them.",
    synopsisSubcommandLabel = "COMMAND")
final class HeadCommands extends Asking {

  private static final String PATH = "/v1/heads";

  HeadCommands(Options options, Console console) {
    super(options, console);
  }

  @Command(name = "list", description = "Lists heads in the order they were trained.")
  int list(
      @Option(
              names = "--after",
              paramLabel = "NAME",
              defaultValue = "",
              description = "Begins after this head.")
          String after,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "100",
              description = "At most so many (100, and no more than that).")
          int limit)
      throws Failure {
    String path =
        PATH + "?limit=" + limit + (after.isEmpty() ? "" : "&after=" + HttpNode.encoded(after));
    return running(node -> node.get(path), this::printAll);
  }

  private void printAll(ObjectNode found) {
    Table table = new Table("name", "owner", "trained on", "examples>", "words>", "labels");
    for (JsonNode each : found.path("heads")) {
      table.row(
          each.path("name").asText(),
          each.path("owner").asText(),
          each.path("from").asText(),
          each.path("examples").asText(),
          each.path("words").asText(),
          labels(each));
    }
    table.print(console.out());
    if (found.has("next")) {
      JsonNode last = found.path("heads").path(found.path("heads").size() - 1);
      console.err().println("there are more: --after " + Table.plain(last.path("name").asText()));
    }
  }

  private static String labels(JsonNode head) {
    List<String> labels = new ArrayList<>();
    head.path("labels").forEach(each -> labels.add(each.asText()));
    return String.join(" ", labels);
  }

  @Command(
      name = "train",
      description = {
        "Trains a head on the contributions of a datanet that have a label, and registers it under",
        "the name by which calls ask for it, for good. Doing it again changes nothing."
      })
  int train(
      @Parameters(paramLabel = "NAME", description = "The name.") String name,
      @Option(
              names = "--datanet",
              paramLabel = "DATANET",
              required = true,
              description = "What it learns from.")
          String datanet,
      @Option(
              names = "--datanet-version",
              paramLabel = "N",
              defaultValue = "0",
              description = "A published version; the newest if not given.")
          int version,
      @Option(
              names = "--as",
              paramLabel = "PRINCIPAL",
              defaultValue = "",
              description = "For this principal; local if not given.")
          String as)
      throws Failure {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("name", name).put("datanet", datanet);
    if (version != 0) {
      var _ = body.put("version", version);
    }
    String path = as.isEmpty() ? PATH : PATH + "?as=" + HttpNode.encoded(as);
    return running(node -> node.post(path, body), this::print);
  }

  private void print(ObjectNode head) {
    List<String> fields = new ArrayList<>();
    for (String each : List.of("name", "status", "owner", "from", "examples", "words")) {
      fields.addAll(List.of(each, head.path(each).asText()));
    }
    fields.addAll(List.of("labels", labels(head)));
    Answers.fields(console.out(), fields.toArray(String[]::new));
  }
}
