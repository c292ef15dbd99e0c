/// What decides whether something that is offered to a datanet may go to review, and with what
/// reasons.
///
/// What belongs here: reading what is offered item by item, the checks of an item in their order,
/// and the index of duplicates over all datanets. What does not: the review itself, what the book
/// says of contributions, storage, money. Nothing here reads a clock: what was used so far is
/// handed in.
@NullMarked
package guildhall.datanet.admission;

import org.jspecify.annotations.NullMarked;
