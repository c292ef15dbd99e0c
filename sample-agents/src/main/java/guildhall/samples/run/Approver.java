package guildhall.samples.run;

import guildhall.samples.print.Lines;
import guildhall.task.ErrorCode;
import guildhall.task.Refused;
import guildhall.task.TaskEngine;
import guildhall.task.TaskEvent;
import java.io.Console;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

  private static final int QUESTIONS_MAX = 3;

  private final Mode mode;
  private final TaskEngine tasks;
  private final String principal;
  private final Screen screen;
  private final String gateway;
  private final Supplier<@Nullable String> answers;
  private final Set<String> decided = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

  /// At the terminal this process has.
  Approver(Mode mode, TaskEngine tasks, String principal, Screen screen, String gateway) {
    this(
        mode,
        tasks,
        principal,
        screen,
        gateway,
        () -> terminal().map(Console::readLine).orElse(null));
  }

  /// @param answers what the person types, a line at a time; null when nobody is there any more
  Approver(
      Mode mode,
      TaskEngine tasks,
      String principal,
      Screen screen,
      String gateway,
      Supplier<@Nullable String> answers) {
    this.answers = answers;
    this.mode = mode;
    this.tasks = tasks;
    this.principal = principal;
    this.screen = screen;
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
          Thread.ofVirtual().name("ask-" + approval).start(() -> askPerson(event, approval));
      case REST -> how(event, approval);
      case REST_THEN_DECLINE -> {
        how(event, approval);
        screen.line(
            "    Nobody is at a terminal: no answer within "
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

  /// Notes that a question needs no answer any more, whoever gave it.
  void decided(String approval) {
    decided.add(approval);
  }

  private void how(TaskEvent event, String approval) {
    Curl.approve(gateway + "/v1/tasks/" + event.task(), approval).forEach(screen::line);
  }

  private void askPerson(TaskEvent event, String approval) {
    String question = event.data().path("question").asText();
    String atMost = event.data().path("atMost").asText();
    List<String> lines =
        Lines.wrapped("", question + "? It may cost at most " + atMost + " cr. [y/N]");
    screen.line("");
    String ask = String.join("\n", lines) + " ";
    for (int i = 0; i < QUESTIONS_MAX; i++) {
      screen.question(ask);
      String typed = answers.get();
      screen.answered();
      if (decided.contains(approval)) {
        return;
      }
      Optional<Boolean> meant = meaning(typed);
      if (meant.isPresent()) {
        answer(event.task(), approval, meant.get());
        return;
      }
      ask = "Please answer y or n: ";
    }
    screen.line("That was neither yes nor no " + QUESTIONS_MAX + " times: it counts as no.");
    answer(event.task(), approval, false);
  }

  /// What an answer means; an empty line, and nobody there, is a no. Empty if it is neither.
  private static Optional<Boolean> meaning(@Nullable String typed) {
    return switch (typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT)) {
      case "y", "yes" -> Optional.of(true);
      case "", "n", "no" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private void answer(String task, String approval, boolean approved) {
    try {
      tasks.decide(task, approval, approved, principal);
    } catch (Refused refused) {
      if (refused.code() != ErrorCode.APPROVAL_NOT_PENDING) {
        screen.line("The answer was not taken: " + refused.sentence());
      }
    }
  }

  @Override
  public void close() {
    later.shutdownNow();
  }
}
