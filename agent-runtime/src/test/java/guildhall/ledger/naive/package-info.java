/// The ledger written a second time: slow, obvious and sharing no code with the first.
///
/// What belongs here: the model only. What does not: facts, positions and anything of the real
/// ledger but its operations and statuses.
@NullMarked
package guildhall.ledger.naive;

import org.jspecify.annotations.NullMarked;
