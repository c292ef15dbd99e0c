/// The book for people and other programs: exports in three formats, statements, shapes of accounts
/// in JSON, and the check of every law of the ledger.
///
/// What belongs here: texts and findings that follow from entries alone. What does not: reading
/// files and serving HTTP, which is done by whoever hands the entries over (`gateway`, `cli`).
@NullMarked
package guildhall.export;

import org.jspecify.annotations.NullMarked;
