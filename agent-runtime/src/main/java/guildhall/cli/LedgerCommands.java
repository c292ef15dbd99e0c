package guildhall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;

/// `guildhall ledger`.
@Command(
    name = "ledger",
    description = "Looks at the ledger as a whole.",
    synopsisSubcommandLabel = "COMMAND")
final class LedgerCommands extends Asking {

  LedgerCommands(Options options, Console console) {
    super(options, console);
  }

  @Command(
      name = "trial-balance",
      description = {
        "Sums all accounts by unit: what is above zero, what is below, and both together, which is"
            + " zero. Exit status 1 if it is not."
      })
  int trialBalance() throws Failure {
    try (Node node = options.node()) {
      ObjectNode trial = node.trialBalance();
      return say(trial, this::print, trial.path("zero").asBoolean());
    }
  }

  private void print(ObjectNode trial) {
    Table table = new Table("unit", "accounts>", "credit>", "debit>", "held>", "sum>");
    for (JsonNode unit : trial.path("units")) {
      table.row(
          unit.path("unit").asText(),
          unit.path("accounts").asText(),
          Answers.credits(unit.path("credit")),
          Answers.credits(unit.path("debit")),
          Answers.credits(unit.path("held")),
          Answers.credits(unit.path("sum")));
    }
    table.print(console.out());
  }
}
