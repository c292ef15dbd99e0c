package guildhall.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/// `guildhall`: the operator's command.
@Command(
    name = "guildhall",
    description = "Looks after a Guildhall node: its book, its accounts, its ledger.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Main.Version.class,
    subcommands = GenerateCompletion.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExit status:%n",
    footer = {
      "  0  done",
      "  1  refused, or a check has failed",
      "  2  wrong usage",
      "  3  no node answers, or it is not known whether it was done"
    })
public final class Main {

  @SuppressWarnings("UnusedVariable") // picocli fills it
  @Mixin
  private final Options options;

  private Main(Options options) {
    this.options = options;
  }

  /// Runs a command and ends the process with its exit status.
  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err, System.getenv()));
  }

  /// Runs a command.
  ///
  /// @param out what was asked for, in UTF-8
  /// @param err everything else
  /// @param environment variables that stand for options that are not given
  /// @return the exit status
  static int run(
      String[] args, OutputStream out, OutputStream err, Map<String, String> environment) {
    Console console =
        new Console(
            out,
            new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)),
            new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true));
    Options options = new Options(environment);
    CommandLine line =
        new CommandLine(new Main(options))
            .addSubcommand(new BookCommands(options, console))
            .addSubcommand(new AccountCommands(options, console))
            .addSubcommand(new LedgerCommands(options, console))
            .setOut(console.out())
            .setErr(console.err())
            .setUsageHelpWidth(100)
            .setExecutionExceptionHandler((e, _, _) -> failed(e, console));
    int status = line.execute(args);
    console.out().flush();
    return status;
  }

  private static int failed(Exception e, Console console) throws Exception {
    console.out().flush();
    if (e instanceof Failure failure) {
      console.err().println("guildhall: " + Table.plain(failure.sentence()));
      return failure.exitStatus();
    }
    throw e;
  }

  /// What `--version` says.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"guildhall " + (version == null ? "(not packaged)" : version)};
    }
  }
}
