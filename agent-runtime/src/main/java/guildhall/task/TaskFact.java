package guildhall.task;

import guildhall.book.ContentId;
import guildhall.book.Fact;
import guildhall.ledger.Id;
import java.util.Optional;

/// What the book says of tasks. Times are book time in microseconds.
public sealed interface TaskFact extends Fact {

  /// A task was accepted; the hold of its budget stands in the same group.
  ///
  /// @param task its id
  /// @param principal who pays
  /// @param goal name of the goal, or `steps` if the plan was the user's own
  /// @param order plan and input, see [TaskOrder]
  /// @param budgetMicros most it may cost
  /// @param deadlineMicros when it must have ended
  /// @param idempotencyKey under which it was submitted
  /// @param bodyHash of what was submitted
  /// @param hold where the budget is reserved
  record TaskSubmitted(
      String task,
      String principal,
      String goal,
      ContentId order,
      long budgetMicros,
      long deadlineMicros,
      Optional<String> idempotencyKey,
      Id bodyHash,
      Id hold)
      implements TaskFact {}

  /// The user is asked.
  ///
  /// @param task which task
  /// @param step for which step
  /// @param approval identity of the question; follows from what is to be approved and its price
  /// @param kind `effect` before a step that asks for approval, `interrupted` when a crash left a
  ///   step's outcome unknown
  /// @param question one sentence
  /// @param subject hash of the step's input
  /// @param priceMicros most it will cost
  /// @param expiresMicros when no answer counts as no
  record ApprovalAsked(
      String task,
      String step,
      String approval,
      String kind,
      String question,
      Id subject,
      long priceMicros,
      long expiresMicros)
      implements TaskFact {}

  /// The user has answered, or time has.
  ///
  /// @param by who; empty if the question expired
  record ApprovalDecided(String task, String approval, boolean approved, String by)
      implements TaskFact {}

  /// A step is over.
  ///
  /// @param outcome `delivered`, `skipped`, `declined` or `failed`
  /// @param code stable, empty if delivered
  /// @param reason one sentence, empty if delivered
  record StepEnded(String task, String step, String outcome, String code, String reason)
      implements TaskFact {}

  /// A task is over; the release of its hold stands in the same group.
  ///
  /// @param state how
  /// @param code stable, empty if completed
  /// @param reason one sentence, empty if completed
  /// @param result the task's result as JSON, if completed
  record TaskEnded(
      String task, TaskState state, String code, String reason, Optional<ContentId> result)
      implements TaskFact {}
}
