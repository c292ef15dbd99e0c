package guildhall.task;

import guildhall.book.ContentId;
import guildhall.ledger.Id;
import guildhall.task.TaskFact.ApprovalAsked;
import guildhall.task.TaskFact.StepEnded;
import guildhall.task.TaskFact.TaskSubmitted;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A task at one moment.
///
/// @param submitted how it began
/// @param submittedMicros when
/// @param state where it stands
/// @param code why it ended, empty if completed or under way
/// @param reason the same as a sentence
/// @param result once completed
/// @param endedMicros when it ended, 0 before
/// @param steps steps that have ended, in that order
/// @param pending questions that wait for the user
/// @param decided answers so far, by approval id
/// @param events positions of the entries that concern it, in order
public record TaskView(
    TaskSubmitted submitted,
    long submittedMicros,
    TaskState state,
    String code,
    String reason,
    Optional<ContentId> result,
    long endedMicros,
    List<StepEnded> steps,
    List<ApprovalAsked> pending,
    Map<String, Boolean> decided,
    List<Long> events) {

  /// Copies what is mutable.
  public TaskView {
    steps = List.copyOf(steps);
    pending = List.copyOf(pending);
    decided = Map.copyOf(decided);
    events = List.copyOf(events);
  }

  /// Its id.
  public String id() {
    return submitted.task();
  }

  /// Where its budget is reserved.
  public Id hold() {
    return submitted.hold();
  }
}
