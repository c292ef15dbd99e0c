/// Research on the shipped datanet.
@NullMarked
package guildhall.samples.research;

import org.jspecify.annotations.NullMarked;
