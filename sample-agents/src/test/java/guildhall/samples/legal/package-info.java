/// Rules against the shipped summaries.
@NullMarked
package guildhall.samples.legal;

import org.jspecify.annotations.NullMarked;
