package guildhall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.cli.Node.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `guildhall contributor uses`.
@Command(
    name = "uses",
    description = {
      "Lists what a contributor's contributions were used for, newest first, and what that brought."
    })
final class UsesCommand extends Asking implements Callable<Integer> {

  private static final int PAGE = 100;

  @Parameters(paramLabel = "NAME", description = "The contributor's account.")
  private String name = "";

  @Option(
      names = "--datanet",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Only contributions to this one.")
  private String datanet = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Stops after the receipt with the Nth use (20).")
  private int limit;

  @Option(names = "--before", paramLabel = "POS", description = "Only entries at lower positions.")
  private @Nullable Long before;

  UsesCommand(Options options, Console console) {
    super(options, console);
  }

  @Override
  public Integer call() throws Failure {
    long next = before == null ? Long.MAX_VALUE : before;
    if (limit < 1 || next < 0) {
      throw Failure.usage("--limit has to be 1 or more, --before 0 or more");
    }
    try (Node node = options.node()) {
      List<JsonNode> found = new ArrayList<>();
      do {
        Page page = node.uses(name, datanet, Math.min(PAGE, limit - found.size()), next);
        found.addAll(page.lines());
        next = page.before();
      } while (next >= 0 && found.size() < limit);
      print(found, next);
      return Failure.OK;
    }
  }

  private void print(List<JsonNode> uses, long next) {
    if (options.json) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("contributor", name);
      json.putArray("uses").addAll(uses);
      if (next >= 0) {
        json.put("before", next);
      }
      Answers.json(json, console.out());
      return;
    }
    Table table =
        new Table(
            "position>",
            "time",
            "amount>",
            "weight>",
            "state",
            "contribution",
            "capability",
            "receipt");
    for (JsonNode use : uses) {
      table.row(
          use.path("position").asText(),
          use.path("time").asText(),
          Answers.credits(use.path("amount")),
          use.path("weight").asText(),
          use.path("state").asText(),
          contribution(use),
          use.path("capability").asText(),
          use.path("receipt").asText());
    }
    table.print(console.out());
    if (next >= 0) {
      console.err().println("perhaps there are older ones: --before " + next);
    }
  }

  private static String contribution(JsonNode use) {
    String role = use.path("role").asText();
    return role.equals("royalty")
        ? use.path("contribution").asText()
        : (use.path("contribution").asText() + " (" + role + ")").strip();
  }
}
