package guildhall.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.BookClock;
import guildhall.book.ContentId;
import guildhall.book.ContentStore;
import guildhall.export.Credits;
import guildhall.json.RecordJson;
import guildhall.ledger.HoldView;
import guildhall.settlement.Engagement;
import guildhall.task.TaskFact.ApprovalAsked;
import guildhall.task.TaskFact.StepEnded;
import guildhall.task.TaskOrder;
import guildhall.task.TaskState;
import guildhall.task.TaskView;
import guildhall.task.plan.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// Tasks as JSON.
final class TaskJson {

  private TaskJson() {}

  /// A task and what was awarded for it, at one moment.
  ///
  /// @param view the task
  /// @param calls its engagements in the order of award
  /// @param hold what is still reserved, while it is open
  record Snapshot(TaskView view, List<Engagement> calls, Optional<HoldView> hold) {

    /// On the book's writer thread.
    static Snapshot of(GatewayServices services, TaskView view) {
      return new Snapshot(
          view, services.engagements().ofTask(view.id()), services.ledger().openHold(view.hold()));
    }

    /// Without what owners of agents have paid themselves.
    long spentMicros() {
      return calls.stream()
          .filter(call -> call.payer().isEmpty())
          .mapToLong(Engagement::chargedMicros)
          .sum();
    }

    long heldMicros() {
      return hold.map(open ->
              open.feeMicros() + open.expensesMicros() - open.spentBelowMicros() - meteredMicros())
          .orElse(0L);
    }

    /// What calls that are still at work have been paid already.
    private long meteredMicros() {
      return calls.stream()
          .filter(call -> call.payer().isEmpty() && call.state() == Engagement.State.FUNDED)
          .mapToLong(Engagement::chargedMicros)
          .sum();
    }

    /// The attempts at a step, in turn.
    List<Engagement> attempts(String step) {
      String request = view.id() + "/" + step;
      return calls.stream().filter(call -> call.award().request().equals(request)).toList();
    }
  }

  /// What a list shows of a task.
  static ObjectNode summary(Snapshot task) {
    TaskView view = task.view();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", view.id())
            .put("goal", view.submitted().goal())
            .put("state", view.state().name())
            .put("code", view.code())
            .put("reason", view.reason())
            .put("budget", Credits.of(view.submitted().budgetMicros()))
            .put("spent", Credits.of(task.spentMicros()))
            .put("held", Credits.of(task.heldMicros()))
            .put("created", time(view.submittedMicros()))
            .put("deadline", time(view.submitted().deadlineMicros()));
    if (view.endedMicros() > 0) {
      json.put("ended", time(view.endedMicros()));
    }
    String self = "/v1/tasks/" + view.id();
    json.putObject("links")
        .put("self", self)
        .put("events", self + "/events")
        .put("receipt", self + "/receipt");
    return json;
  }

  /// Everything about a task. Reads contents: not on an event loop.
  static ObjectNode full(Snapshot task, ContentStore contents) {
    ObjectNode json = summary(task);
    JsonNode links = json.remove("links");
    ArrayNode steps = json.putArray("steps");
    content(contents, task.view().submitted().order())
        .map(bytes -> RecordJson.read(bytes, TaskOrder.class))
        .ifPresent(order -> order.plan().steps().forEach(step -> steps.add(step(task, step))));
    ArrayNode approvals = json.putArray("approvals");
    task.view().pending().forEach(asked -> approvals.add(approval(asked)));
    task.view()
        .result()
        .flatMap(result -> content(contents, result))
        .ifPresent(bytes -> json.set("result", RecordJson.readTree(bytes)));
    json.set("links", links);
    return json;
  }

  private static ObjectNode step(Snapshot task, Step step) {
    Optional<StepEnded> ended =
        task.view().steps().stream().filter(each -> each.step().equals(step.id())).findFirst();
    List<Engagement> attempts = task.attempts(step.id());
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", step.id())
            .put("capability", step.capability())
            .put("status", ended.map(StepEnded::outcome).orElseGet(() -> status(task, step)));
    if (!attempts.isEmpty()) {
      json.put("agent", attempts.getLast().award().agent()).put("call", attempts.getLast().call());
    }
    ended.ifPresent(end -> json.put("code", end.code()).put("reason", end.reason()));
    return json;
  }

  private static String status(Snapshot task, Step step) {
    TaskState state = task.view().state();
    if (state.ended()) {
      boolean delivered =
          task.attempts(step.id()).stream()
              .anyMatch(call -> call.state() == Engagement.State.COMPLETED);
      return delivered ? "delivered" : "canceled"; // it was, just before the task was ended
    }
    if (task.view().pending().stream().anyMatch(asked -> asked.step().equals(step.id()))) {
      return "awaiting_approval";
    }
    return task.attempts(step.id()).isEmpty() ? "pending" : "running";
  }

  private static ObjectNode approval(ApprovalAsked asked) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("approval", asked.approval())
        .put("step", asked.step())
        .put("question", asked.question())
        .put("kind", asked.kind())
        .put("atMost", Credits.of(asked.priceMicros()))
        .put("expires", time(asked.expiresMicros()));
  }

  private static Optional<byte[]> content(ContentStore contents, ContentId id) {
    try {
      return contents.get(id);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a task's content", e);
    }
  }

  static String time(long micros) {
    return BookClock.instant(micros).toString();
  }
}
