/// What agents keep between their calls: one call at a time, written with its payment.
///
/// What belongs here: the projection of kept values, and the turns calls take. What does not: when
/// a value is written, which is part of how a call ends.
@NullMarked
package guildhall.host.state;

import org.jspecify.annotations.NullMarked;
