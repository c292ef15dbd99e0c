/// Calibration and simulation against known results.
@NullMarked
package guildhall.samples.risk;

import org.jspecify.annotations.NullMarked;
