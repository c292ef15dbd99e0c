/// The tree kept in order: sources are formatted, short, documented and free of leftovers.
@NullMarked
package guildhall.tidy;

import org.jspecify.annotations.NullMarked;
