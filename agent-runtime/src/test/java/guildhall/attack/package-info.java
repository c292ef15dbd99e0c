/// What it brings to cheat: each attack on attribution against the honest return, on the parts as
/// they stand one behind the other, from what is offered to the lines that are paid.
///
/// What belongs here: attacks, one a file, the arena they are tried in, and the bounds they must
/// not pass. What does not: tests of a single method, which stand beside it, and times.
@NullMarked
package guildhall.attack;

import org.jspecify.annotations.NullMarked;
