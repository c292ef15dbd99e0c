package guildhall.samples.run;

import guildhall.task.ErrorCode;
import guildhall.task.Refused;
import guildhall.task.TaskEngine;
import guildhall.task.TaskEvent;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Answers the questions a task asks: as the command line said, else as the person at the terminal
/// says, else somebody else does over REST.
final class Approver implements AutoCloseable {

  /// Who answers.
  enum Mode {
    /// Everything is approved, as `-Dapprove` says.
    ALWAYS,
    /// The terminal is asked.
    TERMINAL,
    /// REST only.
    REST,
    /// REST, for a while: nobody is there, and the run is to end.
    REST_THEN_DECLINE
  }

  /// How long an unattended run waits for an answer over REST.
  private static final Duration UNATTENDED = Duration.ofSeconds(5);

  private final Mode mode;
  private final TaskEngine tasks;
  private final String principal;
  private final PrintStream out;
  private final String gateway;
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

  Approver(Mode mode, TaskEngine tasks, String principal, PrintStream out, String gateway) {
    this.mode = mode;
    this.tasks = tasks;
    this.principal = principal;
    this.out = out;
    this.gateway = gateway;
  }

  static Mode mode(boolean approve, boolean once) {
    if (approve) {
      return Mode.ALWAYS;
    }
    if (terminal().isPresent()) {
      return Mode.TERMINAL;
    }
    return once ? Mode.REST_THEN_DECLINE : Mode.REST;
  }

  /// The terminal a person sits at, if one does.
  @SuppressWarnings("SystemConsoleNull") // which of both it is depends on the console's provider
  static Optional<Console> terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  /// Sees to an answer, on a thread of its own if it has to wait for one.
  void asked(TaskEvent event) {
    String approval = event.data().path("approval").asText();
    switch (mode) {
      case ALWAYS -> answer(event.task(), approval, true);
      case TERMINAL ->
          Thread.ofVirtual()
              .name("ask-" + approval)
              .start(() -> answer(event.task(), approval, ask(event)));
      case REST -> out.println(how(event, approval));
      case REST_THEN_DECLINE -> {
        out.println(how(event, approval));
        out.println(
            "             Nobody is at a terminal: no answer within "
                + UNATTENDED.toSeconds()
                + " s counts as no (-Dapprove says yes).");
        var _ =
            later.schedule(
                () -> answer(event.task(), approval, false),
                UNATTENDED.toMillis(),
                TimeUnit.MILLISECONDS);
      }
    }
  }

  private String how(TaskEvent event, String approval) {
    return "             Approve with: curl -X POST -H 'Content-Type: application/json' -d"
        + " '{\"approval\":\""
        + approval
        + "\"}' "
        + gateway
        + "/v1/tasks/"
        + event.task()
        + ":approve";
  }

  private static boolean ask(TaskEvent event) {
    return terminal()
        .map(console ->
            console.readLine(
                "%n%s? It may cost at most %s cr. [y/N] ",
                event.data().path("question").asText(), event.data().path("atMost").asText()))
        .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).startsWith("y"))
        .isPresent();
  }

  private void answer(String task, String approval, boolean approved) {
    try {
      tasks.decide(task, approval, approved, principal);
    } catch (Refused refused) {
      if (refused.code() != ErrorCode.APPROVAL_NOT_PENDING) {
        out.println("The answer was not taken: " + refused.sentence());
      }
    }
  }

  @Override
  public void close() {
    later.shutdownNow();
  }
}
