/// What a contribution was used for and what that brought, as a contributor wants to see it.
///
/// What belongs here: where in the book an account's uses are, statements over them, running sums
/// of datanets and a forecast from these. What does not: who is paid and how much
/// (`guildhall.settlement`), who may look (`gateway`). Nothing here decides anything or moves
/// money.
@NullMarked
package guildhall.settlement.use;

import org.jspecify.annotations.NullMarked;
