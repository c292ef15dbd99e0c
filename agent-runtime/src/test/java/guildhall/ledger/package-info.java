/// The ledger's evidence: tables of operations and statuses, hold trees, limits, and seeded random
/// runs against an audit and a naive model.
@NullMarked
package guildhall.ledger;

import org.jspecify.annotations.NullMarked;
