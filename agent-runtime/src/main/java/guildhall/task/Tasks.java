package guildhall.task;

import guildhall.book.CborRecords;
import guildhall.book.ContentId;
import guildhall.book.Entry;
import guildhall.book.Snapshotted;
import guildhall.host.Progressed;
import guildhall.ledger.Id;
import guildhall.market.NoAward;
import guildhall.market.Ordered;
import guildhall.outbound.EffectAcknowledged;
import guildhall.settlement.SettlementFact;
import guildhall.task.TaskFact.ApprovalAsked;
import guildhall.task.TaskFact.ApprovalDecided;
import guildhall.task.TaskFact.StepEnded;
import guildhall.task.TaskFact.TaskEnded;
import guildhall.task.TaskFact.TaskSubmitted;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Every task. Read on the book's writer thread.
public final class Tasks implements Snapshotted {

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

  /// A task without its lists; these follow, each in a sequence of its own, task by task, so that
  /// no record grows with the length of a task's life.
  private record SavedTask(
      TaskSubmitted submitted,
      long submittedMicros,
      TaskState ended,
      String code,
      String reason,
      Optional<ContentId> result,
      long endedMicros) {

    static SavedTask of(State state) {
      return new SavedTask(
          state.submitted,
          state.submittedMicros,
          state.ended,
          state.code,
          state.reason,
          state.result,
          state.endedMicros);
    }

    State state() {
      State state = new State(submitted, submittedMicros);
      state.ended = ended;
      state.code = code;
      state.reason = reason;
      state.result = result;
      state.endedMicros = endedMicros;
      return state;
    }
  }

  private record SavedStep(StepEnded step) {}

  private record SavedQuestion(ApprovalAsked asked) {}

  private record SavedAnswer(String task, String approval, boolean approved) {}

  /// A part of the positions that concern a task.
  private record SavedEvents(String task, List<Long> positions) {}

  private static final int EVENTS_IN_A_RECORD = 1000;

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
      case SettlementFact fact -> noteOther(taskOf(call(fact)), entry);
      case NoAward fact -> noteOther(fact.task(), entry);
      case Progressed fact -> noteOther(fact.task(), entry);
      case EffectAcknowledged fact -> noteOther(fact.task(), entry);
      default -> {}
    }
  }

  private void applyTask(TaskFact fact, Entry entry) {
    switch (fact) {
      case TaskSubmitted submitted -> {
        add(new State(submitted, entry.timeMicros()));
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

  private void add(State state) {
    TaskSubmitted submitted = state.submitted;
    tasks.put(submitted.task(), state);
    submitted
        .idempotencyKey()
        .ifPresent(key ->
            byKey.put(
                submitted.principal() + "\n" + key,
                new Submission(submitted.task(), submitted.bodyHash())));
  }

  /// What happens to calls, which may belong to an order instead.
  private void noteOther(String task, Entry entry) {
    if (!Ordered.isOrder(task)) {
      note(task, entry);
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

  @Override
  public String name() {
    return "tasks";
  }

  @Override
  public int stateVersion() {
    return 1;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (State state : tasks.values()) {
      CborRecords.write(out, SavedTask.of(state));
    }
    CborRecords.end(out);
    for (State state : tasks.values()) {
      for (StepEnded step : state.steps) {
        CborRecords.write(out, new SavedStep(step));
      }
    }
    CborRecords.end(out);
    for (State state : tasks.values()) {
      for (ApprovalAsked asked : state.pending.values()) {
        CborRecords.write(out, new SavedQuestion(asked));
      }
    }
    CborRecords.end(out);
    for (State state : tasks.values()) {
      for (var each : new TreeMap<>(state.decided).entrySet()) {
        CborRecords.write(
            out, new SavedAnswer(state.submitted.task(), each.getKey(), each.getValue()));
      }
    }
    CborRecords.end(out);
    for (State state : tasks.values()) {
      saveEvents(state, out);
    }
    CborRecords.end(out);
  }

  private static void saveEvents(State state, DataOutput out) throws IOException {
    List<Long> events = state.events;
    for (int from = 0; from < events.size(); from += EVENTS_IN_A_RECORD) {
      int to = Math.min(events.size(), from + EVENTS_IN_A_RECORD);
      CborRecords.write(out, new SavedEvents(state.submitted.task(), events.subList(from, to)));
    }
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    if (version != stateVersion()) {
      throw CborRecords.unknownVersion(this, version);
    }
    CborRecords.read(in, SavedTask.class, saved -> add(saved.state()));
    CborRecords.read(
        in, SavedStep.class, saved -> saved(saved.step().task()).steps.add(saved.step()));
    CborRecords.read(
        in,
        SavedQuestion.class,
        saved -> saved(saved.asked().task()).pending.put(saved.asked().approval(), saved.asked()));
    CborRecords.read(
        in,
        SavedAnswer.class,
        saved -> saved(saved.task()).decided.put(saved.approval(), saved.approved()));
    CborRecords.read(
        in, SavedEvents.class, saved -> saved(saved.task()).events.addAll(saved.positions()));
  }

  /// A task that was read before.
  private State saved(String task) throws IOException {
    State state = tasks.get(task);
    if (state == null) {
      throw new IOException("the saved state speaks of a task it does not hold: " + task);
    }
    return state;
  }

  private static String call(SettlementFact fact) {
    return switch (fact) {
      case SettlementFact.Awarded awarded -> awarded.call();
      case SettlementFact.Metered metered -> metered.call();
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
