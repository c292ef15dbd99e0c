package guildhall.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `guildhall contributor`.
@Command(
    name = "contributor",
    description = "Shows how contributors fare.",
    synopsisSubcommandLabel = "COMMAND")
final class ContributorCommands {

  private final Options options;
  private final Console console;

  ContributorCommands(Options options, Console console) {
    this.options = options;
    this.console = console;
  }

  @Command(
      name = "show",
      description = {
        "Shows how much of what somebody offered was accepted, in permille, and the royalties that"
            + " brought."
      })
  int show(@Parameters(paramLabel = "NAME", description = "The contributor.") String name)
      throws Failure {
    try (HttpNode node = options.running()) {
      Answers.print(
          node.get(Addressed.of("/v1/contributors/", name).toString()), options.json, console);
      return Failure.OK;
    }
  }
}
