/// Risk: distributions of what is uncertain, and what they do to the value of the case.
///
/// What belongs here: calibration from cited figures and the Monte Carlo simulation of yearly cash
/// flows. What does not: deciding anything. Numbers are plain `double`s: this is statistics about
/// EUR, not money of the ledger.
@NullMarked
package guildhall.samples.risk;

import org.jspecify.annotations.NullMarked;
