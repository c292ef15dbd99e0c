package guildhall.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/// `guildhall`: the operator's command.
@Command(
    name = "guildhall",
    description = "Looks after a Guildhall node: its book, its accounts, its datanets.",
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
      "  3  no node answers, the answer cannot be written, or it is not known whether it was done"
    })
public final class Main {

  /// What Java makes of bytes that are no letters in the locale's encoding.
  private static final char UNREADABLE = '\uFFFD';

  @SuppressWarnings("UnusedVariable") // picocli fills it
  @Mixin
  private final Options options;

  private Main(Options options) {
    this.options = options;
  }

  /// Runs a command and ends the process with its exit status.
  public static void main(String[] args) {
    System.exit(
        run(
            args,
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            System.getenv(),
            isWatched()));
  }

  private static boolean isWatched() {
    return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
  }

  /// Like the other, with nobody who watches.
  static int run(
      String[] args, OutputStream out, OutputStream err, Map<String, String> environment) {
    return run(args, out, err, environment, false);
  }

  /// Runs a command.
  ///
  /// @param out what was asked for, in UTF-8
  /// @param err everything else
  /// @param environment variables that stand for options that are not given
  /// @param terminal whether somebody watches
  /// @return the exit status
  static int run(
      String[] args,
      OutputStream out,
      OutputStream err,
      Map<String, String> environment,
      boolean terminal) {
    Output output = new Output(out);
    Console console =
        new Console(
            output,
            new PrintWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8)),
            new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true),
            terminal);
    int status = execute(args, console, environment);
    console.out().flush();
    IOException failure = output.untold();
    if (failure == null) {
      return status;
    }
    String done = status == Failure.OK ? "done, but " : "";
    console
        .err()
        .println("guildhall: " + done + "the answer cannot be written: " + Failure.why(failure));
    return status == Failure.OK ? Failure.UNKNOWN : status;
  }

  private static int execute(String[] args, Console console, Map<String, String> environment) {
    if (Arrays.stream(args).anyMatch(arg -> arg.indexOf(UNREADABLE) >= 0)) {
      console
          .err()
          .println("guildhall: an argument is not in the locale's encoding; set LC_ALL=C.UTF-8");
      return Failure.USAGE;
    }
    Options options = new Options(environment, console);
    return new CommandLine(new Main(options))
        .addSubcommand(new BookCommands(options, console))
        .addSubcommand(new AccountCommands(options, console))
        .addSubcommand(new LedgerCommands(options, console))
        .addSubcommand(
            new CommandLine(new DatanetCommands(options, console))
                .addSubcommand(new ContributeCommand(options, console))
                .addSubcommand(new ForecastCommand(options, console))
                .addSubcommand(new TouchedCommand(options, console)))
        .addSubcommand(
            new CommandLine(new ContributorCommands(options, console))
                .addSubcommand(new UsesCommand(options, console)))
        .addSubcommand(new BondCommands(options, console))
        .addSubcommand(new RoyaltyCommands(options, console))
        .addSubcommand(new ArtefactCommands(options, console))
        .addSubcommand(new HeadCommands(options, console))
        .setExpandAtFiles(false) // @treasury is an account, not a file with more arguments
        .setOut(console.out())
        .setErr(console.err())
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler((e, _) -> misused(e, console))
        .setExecutionExceptionHandler((e, _, _) -> failed(e, console))
        .setExitCodeExceptionMapper(_ -> Failure.UNKNOWN)
        .execute(args);
  }

  /// Says what is wrong last thing before the prompt, not above a page of help.
  private static int misused(ParameterException e, Console console) {
    CommandLine command = e.getCommandLine();
    if (!command.getSubcommands().isEmpty() && !(e instanceof UnmatchedArgumentException)) {
      command.usage(console.err());
    }
    console.err().println("guildhall: " + Table.plain(String.valueOf(e.getMessage())));
    if (!UnmatchedArgumentException.printSuggestions(e, console.err())) {
      console.err().println("see " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return Failure.USAGE;
  }

  private static int failed(Exception e, Console console) throws Exception {
    console.out().flush();
    if (e instanceof Failure failure) {
      console.err().println("guildhall: " + Table.plain(failure.sentence()));
      return failure.exitStatus();
    }
    console.err().println("guildhall: a bug of ours, and it is not known what was done:");
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
