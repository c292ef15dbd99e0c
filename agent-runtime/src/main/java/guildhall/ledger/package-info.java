/// Double entry, pure: accounts, holds, transfers, and the statuses that say why not.
///
/// What belongs here: what may happen to an account or a hold, and the facts that say it has. What
/// does not: prices, agents, policies, clocks and I/O. Time arrives as data; the same facts in the
/// same order always give the same balances.
@NullMarked
package guildhall.ledger;

import org.jspecify.annotations.NullMarked;
