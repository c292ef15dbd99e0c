/// What a benchmark found: rows with their baselines, printed for people and written for machines.
///
/// What does not belong here: measuring.
@NullMarked
package guildhall.bench.report;

import org.jspecify.annotations.NullMarked;
