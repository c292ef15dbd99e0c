/// The ledger held against the bare journal, against databases, and against itself: `mvn -q -Pbench
/// -Dbench=ledger`.
///
/// What belongs here: the load, what is compared, and the part that runs in processes of its own.
/// [guildhall.bench.ledger.LedgerBook] is the one class that knows how an operation is made.
@NullMarked
package guildhall.bench.ledger;

import org.jspecify.annotations.NullMarked;
