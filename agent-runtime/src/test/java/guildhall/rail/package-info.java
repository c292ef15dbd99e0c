/// Tests of what comes in and goes out over rails.
@NullMarked
package guildhall.rail;

import org.jspecify.annotations.NullMarked;
