/// The program as a whole, in a process of its own.
@NullMarked
package guildhall.samples.run;

import org.jspecify.annotations.NullMarked;
