/// What users submit: tasks with a budget, their plans, their durable course.
///
/// What belongs here: submitting, driving steps, approvals, cancelling, recovery, and the events
/// others watch. What does not: HTTP (`gateway`), who does a step (`market`). Plans themselves are
/// pure (`task.plan`).
@NullMarked
package guildhall.task;

import org.jspecify.annotations.NullMarked;
