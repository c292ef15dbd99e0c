package guildhall.samples.run;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.ops.Config;
import guildhall.ops.ConfigException;
import guildhall.runtime.Guildhall;
import guildhall.samples.print.Lines;
import guildhall.sdk.Amount;
import guildhall.task.Goal;
import guildhall.task.InputSchema;
import guildhall.task.Refused;
import guildhall.task.TaskEngine;
import guildhall.task.TaskRequest;
import guildhall.task.TaskView;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/// `mvn -Prun`: the main job, then the gateway until Ctrl-C.
public final class Main {

  private static final Amount BUDGET = Amount.credits("25");
  private static final int FAILED = 1;
  private static final int UNUSABLE = 2;

  private Main() {}

  /// Runs; see [Options] for what it can be told.
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(Options.fromSystemProperties(), out));
  }

  private static int run(Options options, PrintStream out) {
    Screen screen = new Screen(out);
    if (options.endWithParent()) {
      endWithParent();
    }
    try {
      InputFile file = new InputFile(options.input());
      screen.line(file.announcement());
      JsonNode input = InputSchema.normalised(file.read());
      return run(options, input, screen);
    } catch (ConfigException e) {
      say(String.valueOf(e.getMessage()), screen);
    } catch (Refused e) {
      say("Not accepted (" + e.code().code() + "): " + e.sentence(), screen);
    } catch (IOException e) {
      say("Cannot run: " + e.getMessage(), screen);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return UNUSABLE;
  }

  private static int run(Options options, JsonNode input, Screen screen)
      throws ConfigException, Refused, IOException, InterruptedException {
    try (SampleNode node = new SampleNode(config(options))) {
      screen.line("The book lies in " + node.data());
      screen.line("");
      boolean completed = job(options, node, input, screen);
      if (!options.once()) {
        screen.line("The gateway is up on " + node.address() + " until Ctrl-C.");
        new CountDownLatch(1).await();
      }
      return completed ? 0 : FAILED;
    }
  }

  private static void say(String sentence, Screen screen) {
    Lines.wrapped("", sentence).forEach(screen::line);
  }

  /// A server that Maven started is to end with it.
  private static void endWithParent() {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    if (parent.isPresent()) {
      var _ = parent.get().onExit().thenRun(() -> Runtime.getRuntime().halt(FAILED));
    }
  }

  private static Config config(Options options) throws ConfigException {
    return options.config().isPresent() ? Config.load(options.config().get()) : Config.defaults();
  }

  private static boolean job(Options options, SampleNode node, JsonNode input, Screen screen)
      throws Refused, InterruptedException, IOException {
    check(input, node.goal());
    Guildhall guildhall = node.guildhall();
    OpenTasks.lines(leftOpen(guildhall, options.job()), node.address()).forEach(screen::line);
    Approver.Mode mode = Approver.mode(options.approve(), options.once());
    try (Approver approver =
        new Approver(mode, guildhall.tasks(), Guildhall.LOCAL, screen, node.address())) {
      boolean colours = Approver.terminal().isPresent();
      return new Job(guildhall, node.vertx(), approver, screen, new Style(colours))
          .run(request(options, node, input));
    }
  }

  /// What an earlier run has left, but for the task that this one takes up again.
  static List<TaskView> leftOpen(Guildhall guildhall, Optional<String> job) {
    List<TaskView> open = guildhall.book().await(_ -> guildhall.state().tasks().open());
    return open.stream()
        .filter(task -> job.isEmpty() || !task.submitted().idempotencyKey().equals(job))
        .toList();
  }

  private static void check(JsonNode input, Goal goal) throws Refused {
    var violations = InputSchema.of(goal.inputSchema()).violations(input);
    if (!violations.isEmpty()) {
      throw new Refused(
          violations.getFirst().code(),
          violations.stream()
              .map(InputSchema.Violation::sentence)
              .collect(Collectors.joining("; ")));
    }
  }

  private static TaskRequest request(Options options, SampleNode node, JsonNode input) {
    return new TaskRequest(
        Guildhall.LOCAL,
        node.goal().name(),
        node.goal().plan(),
        input,
        BUDGET,
        TaskEngine.defaultDeadline(node.guildhall().clock().instant()),
        options.job(),
        input.toString());
  }
}
