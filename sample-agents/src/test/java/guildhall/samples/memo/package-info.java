/// Memos against the records they cite.
@NullMarked
package guildhall.samples.memo;

import org.jspecify.annotations.NullMarked;
