/// Publishing and searching.
@NullMarked
package guildhall.datanet;

import org.jspecify.annotations.NullMarked;
