package guildhall.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.BookClock;
import guildhall.book.Entry;
import guildhall.host.Progressed;
import guildhall.json.RecordJson;
import guildhall.market.NoAward;
import guildhall.market.Ordered;
import guildhall.outbound.EffectAcknowledged;
import guildhall.sdk.Amount;
import guildhall.settlement.BidScore;
import guildhall.settlement.SettlementFact.Awarded;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.settlement.SettlementFact.Metered;
import guildhall.settlement.SettlementFact.Rejected;
import guildhall.settlement.SettlementFact.Settled;
import guildhall.task.TaskFact.ApprovalAsked;
import guildhall.task.TaskFact.ApprovalDecided;
import guildhall.task.TaskFact.StepEnded;
import guildhall.task.TaskFact.TaskEnded;
import guildhall.task.TaskFact.TaskSubmitted;
import java.util.List;
import java.util.Optional;

/// Entries of the book as events of tasks: the one place where both are matched.
public final class TaskEvents {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TaskEvents() {}

  /// The event an entry is, or empty if it does not concern a task.
  public static Optional<TaskEvent> of(Entry entry) {
    return switch (entry.fact()) {
      case TaskSubmitted fact -> event(entry, fact.task(), "task.submitted", submitted(fact));
      case Awarded fact -> event(entry, fact.task(), "call.awarded", awarded(fact));
      case Metered fact -> event(entry, Tasks.taskOf(fact.call()), "call.metered", metered(fact));
      case Settled fact -> event(entry, Tasks.taskOf(fact.call()), "call.settled", settled(fact));
      case Rejected fact ->
          event(
              entry,
              Tasks.taskOf(fact.call()),
              "call.rejected",
              object()
                  .put("call", fact.call())
                  .put("code", fact.code())
                  .put("reason", fact.reason()));
      case NoAward fact -> event(entry, fact.task(), "request.unanswered", unanswered(fact));
      case Distributed fact ->
          event(entry, Tasks.taskOf(fact.call()), "royalties.distributed", distributed(fact));
      case Progressed fact -> event(entry, fact.task(), "call.progressed", progressed(fact));
      case EffectAcknowledged fact ->
          event(
              entry,
              fact.task(),
              "effect.acknowledged",
              object()
                  .put("endpoint", fact.endpoint())
                  .put("key", fact.key())
                  .put("reference", fact.reference()));
      case ApprovalAsked fact -> event(entry, fact.task(), "approval.asked", asked(fact));
      case ApprovalDecided fact ->
          event(
              entry,
              fact.task(),
              "approval.decided",
              object()
                  .put("approval", fact.approval())
                  .put("approved", fact.approved())
                  .put("by", fact.by()));
      case StepEnded fact ->
          event(
              entry,
              fact.task(),
              "step.ended",
              object()
                  .put("step", fact.step())
                  .put("outcome", fact.outcome())
                  .put("code", fact.code())
                  .put("reason", fact.reason()));
      case TaskEnded fact ->
          event(
              entry,
              fact.task(),
              "task.ended",
              object()
                  .put("state", fact.state().name())
                  .put("code", fact.code())
                  .put("reason", fact.reason()));
      default -> Optional.empty();
    };
  }

  private static ObjectNode object() {
    return JSON.objectNode();
  }

  private static Optional<TaskEvent> event(Entry entry, String task, String type, JsonNode data) {
    return Ordered.isOrder(task)
        ? Optional.empty()
        : Optional.of(
            new TaskEvent(
                entry.position(), BookClock.instant(entry.timeMicros()), task, type, data));
  }

  private static String credits(long micros) {
    return Amount.micros(micros).toCredits();
  }

  private static ObjectNode submitted(TaskSubmitted fact) {
    return object()
        .put("goal", fact.goal())
        .put("budget", credits(fact.budgetMicros()))
        .put("deadline", BookClock.instant(fact.deadlineMicros()).toString());
  }

  private static ObjectNode unanswered(NoAward fact) {
    return withBids(
        object()
            .put("request", fact.request())
            .put("capability", fact.capability())
            .put("code", fact.code()),
        fact.scores());
  }

  private static ObjectNode awarded(Awarded fact) {
    ObjectNode data =
        object()
            .put("call", fact.call())
            .put("attempt", fact.attempt())
            .put("parent", fact.parent().orElse(""))
            .put("capability", fact.capability())
            .put("agent", fact.agent())
            .put("owner", fact.owner())
            .put("fee", credits(fact.feeMicros()))
            .put("expensesUpTo", credits(fact.expensesMicros()))
            .put("deadline", BookClock.instant(fact.deadlineMicros()).toString())
            .put("policy", fact.policy());
    fact.payer().ifPresent(payer -> data.put("payer", payer));
    if (fact.perThousandMicros() > 0) {
      data.put("perThousand", credits(fact.perThousandMicros()));
    }
    return withBids(data, fact.scores());
  }

  /// Adds every bid with its score vector.
  private static ObjectNode withBids(ObjectNode data, List<BidScore> scores) {
    var bids = data.putArray("bids");
    for (BidScore score : scores) {
      ObjectNode bid = bids.addObject().put("agent", score.agent()).put("verdict", score.verdict());
      if (score.withinMillis() > 0) {
        bid.put("fee", credits(score.feeMicros()))
            .put("expensesUpTo", credits(score.expensesMicros()))
            .put("withinMillis", score.withinMillis())
            .put("total", score.total());
        bid.putObject("score")
            .put("price", score.price())
            .put("time", score.time())
            .put("quality", score.quality())
            .put("record", score.record())
            .put("load", score.load());
      }
      if (!score.note().isEmpty()) {
        bid.put("note", score.note());
      }
    }
    return data;
  }

  private static ObjectNode metered(Metered fact) {
    return object()
        .put("call", fact.call())
        .put("characters", fact.characters())
        .put("charged", credits(fact.chargedMicros()));
  }

  private static ObjectNode settled(Settled fact) {
    ObjectNode data =
        object()
            .put("call", fact.call())
            .put("charged", credits(fact.chargedMicros()))
            .set("lines", RecordJson.tree(fact.lines()));
    fact.access().ifPresent(lines -> data.set("access", RecordJson.tree(lines)));
    return data;
  }

  private static ObjectNode distributed(Distributed fact) {
    ObjectNode data = object().put("call", fact.call()).put("method", fact.method());
    if (fact.vestsMicros() > 0) {
      data.put("paidFrom", BookClock.instant(fact.vestsMicros()).toString());
    }
    return data.set("lines", RecordJson.tree(fact.lines()));
  }

  private static ObjectNode progressed(Progressed fact) {
    return object()
        .put("call", fact.call())
        .put("capability", fact.capability())
        .put("agent", fact.agent())
        .put("permille", fact.permille())
        .put("note", fact.note());
  }

  private static ObjectNode asked(ApprovalAsked fact) {
    return object()
        .put("step", fact.step())
        .put("approval", fact.approval())
        .put("kind", fact.kind())
        .put("question", fact.question())
        .put("subject", fact.subject().toString())
        .put("atMost", credits(fact.priceMicros()))
        .put("expires", BookClock.instant(fact.expiresMicros()).toString());
  }
}
