/// The case, its schema and random cases.
@NullMarked
package guildhall.samples.marketentry;

import org.jspecify.annotations.NullMarked;
