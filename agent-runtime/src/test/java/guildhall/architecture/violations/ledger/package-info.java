/// A ledger with clocks, chance, files, threads and fractions.
@NullMarked
package guildhall.architecture.violations.ledger;

import org.jspecify.annotations.NullMarked;
