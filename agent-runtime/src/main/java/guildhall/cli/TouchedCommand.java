package guildhall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `guildhall datanet touched`.
@Command(
    name = "touched",
    description = {
      "Shows what a withdrawal of a contribution is about: artefacts that were made from it, and"
          + " receipts of answers it was read for or has a part of."
    })
final class TouchedCommand extends Asking implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "DATANET", description = "The datanet.")
  private String datanet = "";

  @Parameters(index = "1", paramLabel = "ID", description = "The contribution.")
  private String id = "";

  @Option(names = "--only", paramLabel = "LIST", description = "artefacts or receipts.")
  private @Nullable String only;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many of each (50).")
  private @Nullable Integer limit;

  @Option(names = "--after", paramLabel = "ID", description = "Only artefacts after this one.")
  private @Nullable String after;

  @Option(names = "--before", paramLabel = "POS", description = "Only receipts at lower positions.")
  private @Nullable Long before;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "For this principal, or @operator; local if not given.")
  private @Nullable String as;

  TouchedCommand(Options options, Console console) {
    super(options, console);
  }

  @Override
  public Integer call() throws Failure {
    return running(
        node ->
            node.get(
                Addressed.of(DatanetCommands.DATANETS, datanet, "/contributions/", id, "/touched")
                    .with("only", only)
                    .with("limit", limit)
                    .with("after", after)
                    .with("before", before)
                    .with("as", as)),
        touched -> print(touched, console));
  }

  /// Says what was touched.
  static void print(ObjectNode touched, Console console) {
    if (touched.path("artefacts") instanceof ObjectNode artefacts) {
      printArtefacts(artefacts, console);
    }
    if (touched.has("artefacts") && touched.has("receipts")) {
      console.out().println();
    }
    if (touched.path("receipts") instanceof ObjectNode receipts) {
      printReceipts(receipts, console);
    }
  }

  private static void printArtefacts(ObjectNode artefacts, Console console) {
    console.out().println("artefacts  " + artefacts.path("total").asText());
    Table table = new Table("artefact", "kind", "owner", "made from it");
    JsonNode page = artefacts.path("artefacts");
    for (JsonNode each : page) {
      table.row(
          each.path("id").asText(),
          each.path("kind").asText(),
          each.path("owner").asText(),
          each.path("direct").asBoolean() ? "itself" : "over others");
    }
    if (!page.isEmpty()) {
      table.print(console.out());
    }
    if (artefacts.has("next")) {
      String last = page.path(page.size() - 1).path("id").asText();
      console.err().println("there are more: --only artefacts --after " + Table.plain(last));
    }
  }

  private static void printReceipts(ObjectNode receipts, Console console) {
    console.out().println("receipts  " + receipts.path("total").asText());
    Table table =
        new Table("position>", "time", "read", "weight>", "amount>", "", "capability", "receipt");
    JsonNode page = receipts.path("receipts");
    for (JsonNode each : page) {
      table.row(
          each.path("position").asText(),
          each.path("time").asText(),
          each.path("read").asBoolean() ? "yes" : "no",
          each.path("weight").asText(),
          Answers.credits(each.path("amount")),
          each.path("reversed").asBoolean() ? "reversed" : "",
          each.path("capability").asText(),
          each.path("receipt").asText());
    }
    if (!page.isEmpty()) {
      table.print(console.out());
    }
    if (!receipts.path("complete").asBoolean()) {
      console.err().println("not all receipts are counted yet: ask again");
    }
    if (receipts.has("next")) {
      String last = page.path(page.size() - 1).path("position").asText();
      console.err().println("there are more: --only receipts --before " + last);
    }
  }
}
