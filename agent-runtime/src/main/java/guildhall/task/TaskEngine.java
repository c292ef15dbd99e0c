package guildhall.task;

import guildhall.book.BookClock;
import guildhall.book.ContentId;
import guildhall.json.RecordJson;
import guildhall.ledger.Decision;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation.Hold;
import guildhall.settlement.Settlement;
import guildhall.task.TaskFact.ApprovalAsked;
import guildhall.task.TaskFact.ApprovalDecided;
import guildhall.task.TaskFact.TaskEnded;
import guildhall.task.TaskFact.TaskSubmitted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Accepts tasks, drives them, and takes them up again after a crash. Its methods wait for the
/// book: call them on virtual threads, never on an event loop.
public final class TaskEngine {

  /// The longest a task may take.
  public static final Duration LONGEST = Duration.ofDays(7);

  private static final int LONGEST_KEY = 255;

  private final TaskServices services;
  private final Map<String, TaskRun> running = new ConcurrentHashMap<>();

  /// An engine that has not taken anything up yet, see [#recover].
  public TaskEngine(TaskServices services) {
    this.services = services;
  }

  /// What became of a submission.
  ///
  /// @param task its id
  /// @param created false if the same was submitted before under the same key
  public record Accepted(String task, boolean created) {}

  private sealed interface Submitted {
    record Yes(Accepted accepted, TaskView view) implements Submitted {}

    record No(ErrorCode code, String sentence) implements Submitted {}
  }

  /// Takes up every task that had not ended. Called once, when all agents of this node are here.
  ///
  /// @return how many
  public int recover() {
    var open = services.book().await(_ -> services.tasks().open());
    open.forEach(this::start);
    return open.size();
  }

  /// Accepts a task, holds its budget and starts it, in one group of the book.
  ///
  /// @throws Refused if it is not accepted; no money was held
  public Accepted submit(TaskRequest request) throws Refused {
    check(request);
    ContentId order = keep(request.principal(), new TaskOrder(request.plan(), request.input()));
    Submitted result =
        services
            .book()
            .await(draft -> {
              Id body = Id.hash(request.body());
              Optional<Submitted> before =
                  before(request.principal(), request.idempotencyKey(), body);
              if (before.isPresent()) {
                return before.get();
              }
              String task =
                  "t"
                      + Long.toString(draft.timeMicros(), 36)
                      + "-"
                      + Long.toString(draft.position(), 36);
              Id hold = Id.at(draft.timeMicros(), "task", task);
              long deadline = BookClock.micros(request.deadline());
              Decision decision =
                  services
                      .ledger()
                      .decide(hold(hold, request, deadline), draft.timeMicros(), draft.position());
              Optional<String> tooMuch = services.limits().problem(request.budget());
              if (decision.ok() && tooMuch.isPresent()) {
                return new Submitted.No(ErrorCode.INVALID_BUDGET, "the budget of " + tooMuch.get());
              }
              LedgerStatus status = decision.appendTo(draft);
              if (status != LedgerStatus.CREATED) {
                return refusal(status, request);
              }
              draft.append(
                  new TaskSubmitted(
                      task,
                      request.principal(),
                      request.goal(),
                      order,
                      request.budget().micros(),
                      deadline,
                      request.idempotencyKey(),
                      body,
                      hold));
              return new Submitted.Yes(
                  new Accepted(task, true), services.tasks().find(task).orElseThrow());
            });
    if (result instanceof Submitted.Yes(var accepted, var view) && accepted.created()) {
      start(view);
    }
    return accepted(result);
  }

  /// What an earlier submission under the same key became, whatever time has made of its deadline
  /// since.
  ///
  /// @param body what is submitted now
  /// @throws Refused if the key was used for another body
  public Optional<Accepted> submitted(String principal, String idempotencyKey, String body)
      throws Refused {
    Optional<Submitted> before =
        services.book().await(_ -> before(principal, Optional.of(idempotencyKey), Id.hash(body)));
    return before.isPresent() ? Optional.of(accepted(before.get())) : Optional.empty();
  }

  private static Accepted accepted(Submitted submitted) throws Refused {
    return switch (submitted) {
      case Submitted.No(var code, var sentence) -> throw new Refused(code, sentence);
      case Submitted.Yes(var accepted, var _) -> accepted;
    };
  }

  private void check(TaskRequest request) throws Refused {
    if (request.budget().isZero()) {
      throw new Refused(ErrorCode.INVALID_BUDGET, "the budget must be more than 0");
    }
    Duration left = Duration.between(services.clock().instant(), request.deadline());
    if (!left.isPositive() || left.compareTo(LONGEST) > 0) {
      throw new Refused(
          ErrorCode.INVALID_DEADLINE,
          "the deadline must lie within the next "
              + LONGEST.toDays()
              + " days, not at "
              + request.deadline());
    }
    if (request.idempotencyKey().filter(key -> key.length() > LONGEST_KEY).isPresent()) {
      throw new Refused(
          ErrorCode.INVALID_PARAMETER,
          "an Idempotency-Key has at most " + LONGEST_KEY + " characters");
    }
    var problems = request.plan().problems();
    if (!problems.isEmpty()) {
      throw new Refused(ErrorCode.INVALID_PLAN, String.join("; ", problems));
    }
  }

  private Optional<Submitted> before(String principal, Optional<String> idempotencyKey, Id body) {
    return idempotencyKey
        .flatMap(key -> services.tasks().submission(principal, key))
        .map(seen ->
            seen.bodyHash().equals(body)
                ? new Submitted.Yes(
                    new Accepted(seen.task(), false),
                    services.tasks().find(seen.task()).orElseThrow())
                : new Submitted.No(
                    ErrorCode.IDEMPOTENCY_CONFLICT,
                    "this Idempotency-Key was used for another body, which became task "
                        + seen.task()));
  }

  private static Hold hold(Id hold, TaskRequest request, long deadlineMicros) {
    return new Hold(
        hold,
        Optional.empty(),
        request.principal(),
        0,
        request.budget().micros(),
        deadlineMicros + 2 * Settlement.GRACE_MICROS);
  }

  private static Submitted refusal(LedgerStatus status, TaskRequest request) {
    String account = "account " + request.principal();
    return switch (status) {
      case INSUFFICIENT_FUNDS ->
          new Submitted.No(
              ErrorCode.INSUFFICIENT_FUNDS,
              account + " has less available than the budget of " + request.budget());
      case EXCEEDS_CREDIT_LINE ->
          new Submitted.No(
              ErrorCode.INSUFFICIENT_FUNDS,
              account
                  + " has less than the budget of "
                  + request.budget()
                  + " with its credit line");
      case EXCEEDS_HOLD_LIMIT, VELOCITY_EXCEEDED, BUDGET_EXCEEDED ->
          new Submitted.No(
              ErrorCode.INSUFFICIENT_FUNDS,
              "the budget of " + request.budget() + " is more than the limits of " + account);
      case ACCOUNT_FROZEN -> new Submitted.No(ErrorCode.INSUFFICIENT_FUNDS, account + " is frozen");
      case ACCOUNT_CLOSED -> new Submitted.No(ErrorCode.INSUFFICIENT_FUNDS, account + " is closed");
      case DEBIT_NOT_FOUND ->
          new Submitted.No(ErrorCode.INSUFFICIENT_FUNDS, account + " does not exist");
      case EXPIRY_IN_PAST ->
          new Submitted.No(ErrorCode.INVALID_DEADLINE, "the deadline has passed");
      default -> throw new IllegalStateException("a budget cannot be held so: " + status);
    };
  }

  private ContentId keep(String owner, Object value) {
    try {
      return services.contents().write(owner, RecordJson.bytes(value));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep an order", e);
    }
  }

  private void start(TaskView task) {
    running.computeIfAbsent(task.id(), _ -> new TaskRun(services, task, this::ended)).start();
  }

  private void ended(String task) {
    running.remove(task);
  }

  private enum Decided {
    DONE,
    NO_TASK,
    NOT_PENDING
  }

  /// Answers a question a task waits with.
  ///
  /// @param approval its id; empty for the only one that is pending
  /// @throws Refused if there is no such task, or nothing waits for that answer
  public void decide(String task, String approval, boolean approved, String by) throws Refused {
    Decided decided =
        services
            .book()
            .await(draft -> {
              Optional<TaskView> view = services.tasks().find(task);
              if (view.isEmpty() || !view.get().submitted().principal().equals(by)) {
                return Decided.NO_TASK;
              }
              ApprovalAsked asked = pending(view.get(), approval);
              if (asked == null || asked.expiresMicros() <= draft.timeMicros()) {
                return Decided.NOT_PENDING;
              }
              draft.append(new ApprovalDecided(task, asked.approval(), approved, by));
              return Decided.DONE;
            });
    switch (decided) {
      case NO_TASK -> throw noSuchTask(task);
      case NOT_PENDING ->
          throw new Refused(
              ErrorCode.APPROVAL_NOT_PENDING,
              approval.isEmpty()
                  ? "no approval is pending, or more than one: name it"
                  : "approval " + approval + " is not pending");
      case DONE -> poke(task);
    }
  }

  private static @Nullable ApprovalAsked pending(TaskView task, String approval) {
    if (approval.isEmpty()) {
      return task.pending().size() == 1 ? task.pending().getFirst() : null;
    }
    return task.pending().stream()
        .filter(asked -> asked.approval().equals(approval))
        .findFirst()
        .orElse(null);
  }

  /// Stops a task: every hold below its budget is voided leaf first and the rest of the budget
  /// returns. A call that was delivered before stays paid.
  ///
  /// @throws Refused if there is no such task, or it has ended
  public void cancel(String task, String by) throws Refused {
    Decided decided =
        services
            .book()
            .await(draft -> {
              Optional<TaskView> view = services.tasks().find(task);
              if (view.isEmpty() || !view.get().submitted().principal().equals(by)) {
                return Decided.NO_TASK;
              }
              if (view.get().state().ended()) {
                return Decided.NOT_PENDING;
              }
              services.settlement().release(draft, task, view.get().hold());
              draft.append(
                  new TaskEnded(
                      task, TaskState.CANCELED, "canceled", "canceled by " + by, Optional.empty()));
              return Decided.DONE;
            });
    switch (decided) {
      case NO_TASK -> throw noSuchTask(task);
      case NOT_PENDING -> throw new Refused(ErrorCode.TASK_ENDED, "task " + task + " has ended");
      case DONE -> {
        services.host().cancelTask(task);
        poke(task);
      }
    }
  }

  private void poke(String task) {
    TaskRun run = running.get(task);
    if (run != null) {
      run.poke();
    }
  }

  /// A task of a principal.
  ///
  /// @throws Refused if there is none; somebody else's task counts as none
  public TaskView find(String task, String by) throws Refused {
    return services
        .book()
        .await(_ -> services.tasks().find(task))
        .filter(view -> view.submitted().principal().equals(by))
        .orElseThrow(() -> noSuchTask(task));
  }

  private static Refused noSuchTask(String task) {
    return new Refused(ErrorCode.TASK_NOT_FOUND, "there is no task " + task);
  }

  /// How many tasks are being driven.
  public int runningCount() {
    return running.size();
  }

  /// Stops driving; what is open goes on when the runtime is started again.
  public void stop() {
    running.values().forEach(TaskRun::stop);
  }

  /// The deadline of a task that states none.
  ///
  /// @param now the time of the submission
  public static Instant defaultDeadline(Instant now) {
    return now.plus(Duration.ofMinutes(30));
  }
}
