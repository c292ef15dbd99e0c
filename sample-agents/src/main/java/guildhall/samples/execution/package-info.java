/// Execution: from an advice to work packages, and from those to effects in the world outside.
///
/// What belongs here: planning packages, sending each once, and the sample endpoint they are sent
/// to. What does not: asking for approval (the task does, before the step that sends).
@NullMarked
package guildhall.samples.execution;

import org.jspecify.annotations.NullMarked;
