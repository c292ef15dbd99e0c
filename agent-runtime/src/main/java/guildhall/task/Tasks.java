package guildhall.task;

import guildhall.book.ContentId;
import guildhall.book.Entry;
import guildhall.book.Projection;
import guildhall.host.Progressed;
import guildhall.ledger.Id;
import guildhall.market.NoAward;
import guildhall.outbound.EffectAcknowledged;
import guildhall.settlement.SettlementFact;
import guildhall.task.TaskFact.ApprovalAsked;
import guildhall.task.TaskFact.ApprovalDecided;
import guildhall.task.TaskFact.StepEnded;
import guildhall.task.TaskFact.TaskEnded;
import guildhall.task.TaskFact.TaskSubmitted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every task. Read on the book's writer thread.
public final class Tasks implements Projection {

  private static final class State {
    final TaskSubmitted submitted;
    final long submittedMicros;
    TaskState ended = TaskState.WORKING;
    String code = "";
    String reason = "";
    Optional<ContentId> result = Optional.empty();
    long endedMicros;
    final List<StepEnded> steps = new ArrayList<>();
    final Map<String, ApprovalAsked> pending = new LinkedHashMap<>();
    final Map<String, Boolean> decided = new HashMap<>();
    final List<Long> events = new ArrayList<>();

    State(TaskSubmitted submitted, long submittedMicros) {
      this.submitted = submitted;
      this.submittedMicros = submittedMicros;
    }

    TaskView view() {
      TaskState state = !ended.ended() && !pending.isEmpty() ? TaskState.INPUT_REQUIRED : ended;
      return new TaskView(
          submitted,
          submittedMicros,
          state,
          code,
          reason,
          result,
          endedMicros,
          steps,
          List.copyOf(pending.values()),
          decided,
          events);
    }
  }

  /// A submission that was seen before under the same key.
  ///
  /// @param task what it became
  /// @param bodyHash of what was submitted
  record Submission(String task, Id bodyHash) {}

  private final LinkedHashMap<String, State> tasks = new LinkedHashMap<>();
  private final Map<String, Submission> byKey = new HashMap<>();

  @Override
  public void apply(Entry entry) {
    switch (entry.fact()) {
      case TaskFact fact -> applyTask(fact, entry);
      case SettlementFact fact -> note(taskOf(call(fact)), entry);
      case NoAward fact -> note(fact.task(), entry);
      case Progressed fact -> note(fact.task(), entry);
      case EffectAcknowledged fact -> note(fact.task(), entry);
      default -> {}
    }
  }

  private void applyTask(TaskFact fact, Entry entry) {
    switch (fact) {
      case TaskSubmitted submitted -> {
        tasks.put(submitted.task(), new State(submitted, entry.timeMicros()));
        submitted
            .idempotencyKey()
            .ifPresent(key ->
                byKey.put(
                    submitted.principal() + "\n" + key,
                    new Submission(submitted.task(), submitted.bodyHash())));
        note(submitted.task(), entry);
      }
      case ApprovalAsked asked -> note(asked.task(), entry).pending.put(asked.approval(), asked);
      case ApprovalDecided decided -> {
        State state = note(decided.task(), entry);
        state.pending.remove(decided.approval());
        state.decided.put(decided.approval(), decided.approved());
      }
      case StepEnded step -> note(step.task(), entry).steps.add(step);
      case TaskEnded ended -> {
        State state = note(ended.task(), entry);
        state.ended = ended.state();
        state.code = ended.code();
        state.reason = ended.reason();
        state.result = ended.result();
        state.endedMicros = entry.timeMicros();
        state.pending.clear();
      }
    }
  }

  private State note(String task, Entry entry) {
    State state = tasks.get(task);
    if (state == null) {
      throw new IllegalStateException("the book speaks of a task it never accepted: " + task);
    }
    state.events.add(entry.position());
    return state;
  }

  private static String call(SettlementFact fact) {
    return switch (fact) {
      case SettlementFact.Awarded awarded -> awarded.call();
      case SettlementFact.Settled settled -> settled.call();
      case SettlementFact.Rejected rejected -> rejected.call();
      case SettlementFact.Distributed distributed -> distributed.call();
    };
  }

  /// The task a call belongs to: the first part of its id.
  static String taskOf(String call) {
    return call.substring(0, call.indexOf('/'));
  }

  /// A task, or empty.
  public Optional<TaskView> find(String task) {
    return Optional.ofNullable(tasks.get(task)).map(State::view);
  }

  /// The newest tasks of a principal, newest first.
  ///
  /// @param before only tasks older than this one; the newest of all if it is empty or there is
  ///   none
  public List<TaskView> newest(String principal, String before, int limit) {
    boolean known = tasks.containsKey(before);
    return tasks.sequencedValues().reversed().stream()
        .dropWhile(state -> known && !state.submitted.task().equals(before))
        .skip(known ? 1 : 0)
        .filter(state -> state.submitted.principal().equals(principal))
        .limit(limit)
        .map(State::view)
        .toList();
  }

  /// Whether a task has not ended.
  boolean isOpen(String task) {
    State state = tasks.get(task);
    return state != null && !state.ended.ended();
  }

  /// The answer to a question, empty while there is none.
  Optional<Boolean> decision(String task, String approval) {
    return Optional.ofNullable(tasks.get(task)).map(state -> state.decided.get(approval));
  }

  /// Tasks that have not ended, oldest first.
  public List<TaskView> open() {
    return tasks.values().stream().filter(state -> !state.ended.ended()).map(State::view).toList();
  }

  Optional<Submission> submission(String principal, String key) {
    return Optional.ofNullable(byKey.get(principal + "\n" + key));
  }
}
