package guildhall.samples.run;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.ledger.AccountView;
import guildhall.samples.execution.LaunchDesk;
import guildhall.sdk.Receipt;
import guildhall.settlement.Engagement;
import guildhall.settlement.SettlementFact;
import guildhall.task.TaskState;
import guildhall.task.TaskView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real process is killed with SIGKILL at random moments of a task and started again: the task
/// finishes, nothing that was delivered is paid or run again, nothing stays held, and the launch
/// desk has seen each package's effect once.
class KillTest {

  private static final int CYCLES = Integer.getInteger("guildhall.killCycles", 10);
  private static final long SEED = Long.getLong("guildhall.killSeed", 20_261_120);

  @TempDir Path folder;

  @Test
  void main_killedAtRandomMoments_finishesEachTaskOnce() throws Exception {
    Random random = new Random(SEED);
    try (LaunchDesk desk = LaunchDesk.open(folder.resolve("desk.jsonl"), 0)) {
      long taskMillis = undisturbed(desk);
      int killedAtWork = 0;
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        String job = "cycle-" + cycle;
        if (killOnce(desk, job, random.nextLong(taskMillis + 1))) {
          killedAtWork++;
        }
        Set<String> delivered = deliveredCalls();
        RunProcess again = start(desk, job);
        assertThat(again.exitStatus()).as("seed %d, %s: %s", SEED, job, again.lines()).isZero();
        assertThat(callsRun(again))
            .as("seed %d, %s", SEED, job)
            .doesNotContainAnyElementsOf(delivered);
        check(desk, job);
      }
      System.out.printf(
          "%d kills, %d of them while the task was at work, seed %d%n", CYCLES, killedAtWork, SEED);
      assertThat(killedAtWork).isPositive();
    }
  }

  /// How long a task takes from its submission to its end, in milliseconds.
  private long undisturbed(LaunchDesk desk) throws Exception {
    RunProcess first = start(desk, "undisturbed");
    assertThat(first.exitStatus()).as("%s", first.lines()).isZero();
    check(desk, "undisturbed");
    return first.taskMillis();
  }

  /// @return whether it was killed before it had ended by itself
  private boolean killOnce(LaunchDesk desk, String job, long afterMillis) throws Exception {
    RunProcess process = start(desk, job);
    process.awaitLine();
    boolean ended = process.awaitEnd(afterMillis);
    process.kill();
    return !ended;
  }

  private RunProcess start(LaunchDesk desk, String job) throws IOException {
    return RunProcess.start(
        List.of(
            "run.once=true",
            "run.approve=true",
            "run.job=" + job,
            "guildhall.data=" + data(),
            "guildhall.http.port=0",
            "guildhall.fund=100000",
            "guildhall.endpoints.launch-desk=" + desk.address()),
        line -> line.contains("task t"));
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Set<String> deliveredCalls() throws IOException {
    if (!Files.exists(data())) {
      return Set.of();
    }
    try (BookFolder book = new BookFolder(data())) {
      return book.entries().stream()
          .filter(entry -> entry.fact() instanceof SettlementFact.Settled)
          .map(entry -> ((SettlementFact.Settled) entry.fact()).call())
          .collect(Collectors.toSet());
    }
  }

  /// The host logs each run of a handler before it begins.
  private static Set<String> callsRun(RunProcess process) {
    return process.lines().stream()
        .filter(line -> line.contains(" run t") && line.contains(" by "))
        .map(line -> line.substring(line.indexOf(" run t") + 5, line.lastIndexOf(" by ")))
        .collect(Collectors.toSet());
  }

  private void check(LaunchDesk desk, String job) throws IOException {
    try (BookFolder book = new BookFolder(data())) {
      var state = book.guildhall().state();
      List<TaskView> tasks = book.read(() -> state.tasks().newest("local", "", 1000));
      TaskView task =
          tasks.stream()
              .filter(each -> each.submitted().idempotencyKey().orElse("").equals(job))
              .reduce((_, _) -> {
                throw new AssertionError("two tasks under the key " + job);
              })
              .orElseThrow();
      assertThat(task.state())
          .as("%s of %s: %s", job, SEED, task.reason())
          .isEqualTo(TaskState.COMPLETED);
      assertThat(book.<Integer>read(() -> state.ledger().openHoldCount())).isZero();
      assertThat(book.<Long>read(() -> state.ledger().trialBalanceMicros())).isZero();
      paidOnce(book);
      debitIsSumOfReceipts(book, tasks);
      effectsOnce(desk, task);
    }
  }

  private static void paidOnce(BookFolder book) {
    Map<String, Long> settled =
        book.entries().stream()
            .filter(entry -> entry.fact() instanceof SettlementFact.Settled)
            .map(entry -> ((SettlementFact.Settled) entry.fact()).call())
            .map(call -> call.substring(0, call.lastIndexOf('#')))
            .collect(Collectors.groupingBy(request -> request, Collectors.counting()));
    assertThat(settled.values()).isNotEmpty().allMatch(count -> count == 1);
  }

  private static void debitIsSumOfReceipts(BookFolder book, List<TaskView> tasks) {
    var node = book.guildhall();
    long debit =
        100_000_000_000L
            - node.book()
                .await(_ -> node.state().ledger().find("local").orElseThrow())
                .balanceMicros();
    long receipts =
        tasks.stream()
            .mapToLong(task ->
                node.book()
                    .await(draft -> node.receipts().ofTask(task.id(), draft.timeMicros()))
                    .total()
                    .micros())
            .sum();
    assertThat(debit).isEqualTo(receipts).isPositive();
    for (TaskView task : tasks) {
      Receipt receipt =
          node.book().await(draft -> node.receipts().ofTask(task.id(), draft.timeMicros()));
      assertThat(sumOfLines(receipt)).isEqualTo(receipt.total().micros());
    }
    List<AccountView> accounts = node.book().await(_ -> node.state().ledger().accounts());
    assertThat(accounts).allMatch(account -> account.heldMicros() == 0);
    List<Engagement> undistributed = book.read(() -> node.state().engagements().undistributed());
    assertThat(undistributed).isEmpty();
  }

  private static long sumOfLines(Receipt receipt) {
    return receipt.lines().stream().mapToLong(line -> line.amount().micros()).sum()
        + receipt.parts().stream().mapToLong(KillTest::sumOfLines).sum();
  }

  private static void effectsOnce(LaunchDesk desk, TaskView task) {
    Map<String, Integer> effects = desk.effects();
    assertThat(effects.keySet()).filteredOn(key -> key.startsWith(task.id() + "/")).isNotEmpty();
    assertThat(effects.values()).allMatch(count -> count == 1);
  }
}
