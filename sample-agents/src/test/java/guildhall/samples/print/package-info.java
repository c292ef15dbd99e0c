/// What a terminal shows.
@NullMarked
package guildhall.samples.print;

import org.jspecify.annotations.NullMarked;
