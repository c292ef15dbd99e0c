package guildhall.samples.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.ContentId;
import guildhall.book.Entry;
import guildhall.host.Addresses;
import guildhall.host.ProgressTold;
import guildhall.json.RecordJson;
import guildhall.ledger.AccountView;
import guildhall.runtime.Guildhall;
import guildhall.samples.execution.LaunchPlan;
import guildhall.samples.memo.Memo;
import guildhall.samples.print.Lines;
import guildhall.samples.print.MemoText;
import guildhall.samples.risk.Simulation;
import guildhall.sdk.Receipt;
import guildhall.settlement.Engagement;
import guildhall.task.Refused;
import guildhall.task.TaskEvent;
import guildhall.task.TaskEvents;
import guildhall.task.TaskRequest;
import guildhall.task.TaskState;
import guildhall.task.TaskView;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One task, watched to its end and printed.
final class Job {

  private static final int ROYALTIES_WITHIN_SECONDS = 10;

  private final Guildhall node;
  private final Vertx vertx;
  private final Approver approver;
  private final Screen screen;
  private final Timeline timeline;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch distributed = new CountDownLatch(1);
  private volatile boolean printed;

  Job(Guildhall node, Vertx vertx, Approver approver, Screen screen, Style style) {
    this.node = node;
    this.vertx = vertx;
    this.approver = approver;
    this.screen = screen;
    this.timeline = new Timeline(screen, style);
  }

  /// Submits, watches, prints.
  ///
  /// @return whether the task was completed
  /// @throws Refused if it was not accepted
  boolean run(TaskRequest request) throws Refused, InterruptedException {
    String task = node.tasks().submit(request).task();
    long from = node.tasks().find(task, request.principal()).events().getFirst();
    MessageConsumer<ProgressTold> progress = vertx.eventBus().localConsumer(Addresses.PROGRESS);
    progress.handler(message -> {
      ProgressTold told = message.body();
      if (told.task().equals(task) && !told.durable()) {
        timeline.show(told);
      }
    });
    try (var _ = node.book().feed().subscribe("timeline", from, entry -> follow(entry, task))) {
      ended.await();
      if (!distributed.await(ROYALTIES_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        screen.line("Royalties are still being distributed; the receipt shows what is settled.");
      }
    } finally {
      var _ = progress.unregister();
    }
    return print(node.tasks().find(task, request.principal()));
  }

  private void follow(Entry entry, String task) {
    TaskEvents.of(entry)
        .filter(event -> event.task().equals(task))
        .ifPresent(event -> take(event, task));
  }

  private void take(TaskEvent event, String task) {
    if (event.type().equals("approval.decided")) { // before it is seen: who sees it may answer
      approver.decided(event.data().path("approval").asText());
    }
    timeline.show(event);
    if (event.type().equals("approval.asked") && isPending(event)) {
      printDelivered(task);
      approver.asked(event);
    }
    if (event.type().equals("task.ended")) {
      ended.countDown();
    }
    if (ended.getCount() == 0 && isDistributed(task)) {
      distributed.countDown();
    }
  }

  /// What was decided and planned so far: nobody should approve what they have not seen.
  private void printDelivered(String task) {
    List<Engagement> calls = node.book().await(_ -> node.state().engagements().ofTask(task));
    ObjectNode delivered = RecordJson.mapper().createObjectNode();
    for (Engagement call : calls) {
      String request = call.award().request();
      call.output()
          .filter(_ -> call.award().parent().isEmpty())
          .ifPresent(output ->
              delivered.set(
                  request.substring(request.indexOf('/') + 1), RecordJson.readTree(read(output))));
    }
    printResult(delivered);
    printed = true;
  }

  private byte[] read(ContentId id) {
    try {
      return node.contents().get(id).orElseThrow(() -> new IOException("content is gone: " + id));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a result", e);
    }
  }

  private boolean isPending(TaskEvent event) {
    String approval = event.data().path("approval").asText();
    return node
        .book()
        .await(_ -> node.state().tasks().find(event.task()).orElseThrow())
        .pending()
        .stream()
        .anyMatch(asked -> asked.approval().equals(approval));
  }

  private boolean isDistributed(String task) {
    return receipt(task).state() != Receipt.State.SETTLED;
  }

  private Receipt receipt(String task) {
    return node.book().await(draft -> node.receipts().ofTask(task, draft.timeMicros()));
  }

  private boolean print(TaskView task) {
    if (task.result().isPresent() && !printed) {
      printResult(RecordJson.readTree(read(task.result().get())));
    } else {
      screen.line("");
    }
    screen.line(Books.of(receipt(task.id())));
    List<AccountView> accounts = node.book().await(_ -> node.state().ledger().accounts());
    screen.line(Books.trialBalance(accounts));
    String vesting = Books.vesting(vesting(accounts));
    if (!vesting.isEmpty()) {
      screen.line(vesting);
    }
    if (task.state() != TaskState.COMPLETED) {
      Lines.wrapped(
              "", "The task ended " + task.state() + " (" + task.code() + "): " + task.reason())
          .forEach(screen::line);
    }
    return task.state() == TaskState.COMPLETED;
  }

  private Map<String, Long> vesting(List<AccountView> accounts) {
    return node.book()
        .await(_ -> {
          Map<String, Long> micros = new LinkedHashMap<>();
          for (AccountView each : accounts) {
            String account = each.account();
            micros.put(account, node.state().vesting().figures(account).vestingMicros());
          }
          return micros;
        });
  }

  private void printResult(JsonNode result) {
    screen.line("");
    if (result.has("memo")) {
      screen.line(MemoText.of(read(result.path("memo"), Memo.class)));
    }
    if (result.has("risk")) {
      screen.line(MemoText.of(read(result.path("risk"), Simulation.class)));
    }
    if (result.has("plan")) {
      screen.line(MemoText.of(read(result.path("plan"), LaunchPlan.class)));
    }
  }

  private static <T> T read(JsonNode tree, Class<T> type) {
    return RecordJson.read(RecordJson.bytes(tree), type);
  }
}
