/// Credit along what was made from what.
@NullMarked
package guildhall.attribution.lineage;

import org.jspecify.annotations.NullMarked;
