/// The sample agents on their own and together.
@NullMarked
package guildhall.samples;

import org.jspecify.annotations.NullMarked;
