package guildhall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `guildhall royalties`.
@Command(
    name = "royalties",
    description = "Shows how royalties were distributed, takes them back, and says who inherits.",
    synopsisSubcommandLabel = "COMMAND")
final class RoyaltyCommands extends Asking {

  private static final String ROYALTIES = "/v1/admin/royalties/";
  private static final String ACCOUNTS = "/v1/admin/accounts/";

  RoyaltyCommands(Options options, Console console) {
    super(options, console);
  }

  @Command(name = "show", description = "Shows the lines of a call's distribution.")
  int show(@Parameters(paramLabel = "CALL", description = "As its receipt names it.") String call)
      throws Failure {
    return running(node -> node.get(Addressed.of(ROYALTIES, call)), this::print);
  }

  private void print(ObjectNode found) {
    Table table = new Table("line>", "account", "role", "amount>", "state", "note");
    for (JsonNode line : found.path("lines")) {
      table.row(
          line.path("line").asText(),
          line.path("account").asText(),
          line.path("role").asText(),
          Answers.credits(line.path("amount")),
          line.path("state").asText(),
          line.path("note").asText());
    }
    table.print(console.out());
  }

  @Command(
      name = "reverse",
      description = "Takes lines of a distribution back before they are paid, each once.")
  int reverse(
      @Parameters(paramLabel = "CALL", description = "As its receipt names it.") String call,
      @Option(names = "--line", paramLabel = "N", description = "Only this line, from 0 on.")
          @Nullable Integer line,
      @Option(
              names = "--to",
              paramLabel = "NAME",
              description = "Whose they are instead; back to the pool if not given.")
          @Nullable String to,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              required = true,
              description = "One sentence.")
          String reason,
      @Option(
              names = "--evidence",
              paramLabel = "TEXT",
              required = true,
              description = "What shows that it is right.")
          String evidence)
      throws Failure {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("reason", reason).put("evidence", evidence);
    if (line != null) {
      body.put("line", line.intValue());
    }
    if (to != null) {
      body.put("to", to);
    }
    return running(node -> node.post(Addressed.of(ROYALTIES, call, ":reverse"), body), this::print);
  }

  @Command(
      name = "successor",
      description = "Names who is paid the royalties of an account once that cannot be paid.")
  int successor(
      @Parameters(index = "0", paramLabel = "NAME", description = "The account.") String account,
      @Parameters(index = "1", paramLabel = "SUCCESSOR", description = "A principal.")
          String successor)
      throws Failure {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("successor", successor);
    return running(node -> node.post(Addressed.of(ACCOUNTS, account, ":successor"), body));
  }

  @Command(name = "claim", description = "Pays what lies unclaimed of an account.")
  int claim(@Parameters(paramLabel = "NAME", description = "The account.") String account)
      throws Failure {
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    return running(node -> node.post(Addressed.of(ACCOUNTS, account, ":claim"), nothing));
  }
}
