/// The smallest agent there is.
///
/// What belongs here: one agent that sells one thing. What does not: anything that would make it
/// longer.
@NullMarked
package guildhall.samples.hello;

import org.jspecify.annotations.NullMarked;
