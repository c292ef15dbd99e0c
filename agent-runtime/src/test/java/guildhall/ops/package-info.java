/// Configuration, the key for administration, metrics and logs.
@NullMarked
package guildhall.ops;

import org.jspecify.annotations.NullMarked;
