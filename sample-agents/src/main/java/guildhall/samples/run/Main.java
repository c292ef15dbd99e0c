package guildhall.samples.run;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.json.RecordJson;
import guildhall.ops.Config;
import guildhall.ops.ConfigException;
import guildhall.runtime.Guildhall;
import guildhall.samples.SampleAgents;
import guildhall.sdk.Amount;
import guildhall.task.Goal;
import guildhall.task.InputSchema;
import guildhall.task.Refused;
import guildhall.task.TaskEngine;
import guildhall.task.TaskRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
    if (options.endWithParent()) {
      endWithParent();
    }
    try (SampleNode node = new SampleNode(config(options))) {
      boolean completed = job(options, node, out);
      if (!options.once()) {
        out.println("The gateway is up on " + node.address() + " until Ctrl-C.");
        new CountDownLatch(1).await();
      }
      return completed ? 0 : FAILED;
    } catch (ConfigException e) {
      out.println(e.getMessage());
    } catch (Refused e) {
      out.println("Not accepted (" + e.code().code() + "): " + e.sentence());
    } catch (IOException e) {
      out.println("Cannot run: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return UNUSABLE;
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

  private static boolean job(Options options, SampleNode node, PrintStream out)
      throws Refused, InterruptedException, IOException {
    JsonNode input = InputSchema.normalised(input(options.input()));
    check(input, node.goal());
    Guildhall guildhall = node.guildhall();
    Approver.Mode mode = Approver.mode(options.approve(), options.once());
    try (Approver approver =
        new Approver(mode, guildhall.tasks(), Guildhall.LOCAL, out, node.address())) {
      boolean colours = Approver.terminal().isPresent();
      return new Job(guildhall, node.vertx(), approver, out, new Style(colours))
          .run(request(options, node, input));
    }
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

  private static JsonNode input(Optional<Path> file) throws IOException {
    try (InputStream in =
        file.isPresent()
            ? Files.newInputStream(file.get())
            : SampleAgents.class.getResourceAsStream(SampleAgents.INPUTS.getFirst())) {
      if (in == null) {
        throw new IOException("the sample input is not on the class path");
      }
      return RecordJson.readTree(in.readAllBytes());
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + e.getFile(), e);
    } catch (UncheckedIOException e) {
      throw new IOException("the input is not JSON", e);
    }
  }
}
