/// From evidence to weights.
@NullMarked
package guildhall.attribution;

import org.jspecify.annotations.NullMarked;
