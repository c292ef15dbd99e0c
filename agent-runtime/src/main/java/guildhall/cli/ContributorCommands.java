package guildhall.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `guildhall contributor`.
@Command(
    name = "contributor",
    description = "Shows how contributors fare.",
    synopsisSubcommandLabel = "COMMAND")
final class ContributorCommands extends Asking {

  ContributorCommands(Options options, Console console) {
    super(options, console);
  }

  @Command(
      name = "show",
      description = {
        "Shows how much of what somebody offered was accepted, in permille, and the royalties that"
            + " brought."
      })
  int show(@Parameters(paramLabel = "NAME", description = "The contributor.") String name)
      throws Failure {
    return running(node -> node.get(Addressed.of("/v1/contributors/", name)));
  }
}
