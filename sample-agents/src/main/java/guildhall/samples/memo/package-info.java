/// The memo: what was found, what follows from it by written rules, and where each sentence comes
/// from.
///
/// What belongs here: deciding and wording. What does not: finding facts, and printing for a
/// terminal.
@NullMarked
package guildhall.samples.memo;

import org.jspecify.annotations.NullMarked;
