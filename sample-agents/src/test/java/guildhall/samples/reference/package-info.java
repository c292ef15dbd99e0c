/// What the reference of the SDK shows, run.
@NullMarked
package guildhall.samples.reference;

import org.jspecify.annotations.NullMarked;
