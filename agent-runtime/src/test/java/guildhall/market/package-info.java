/// Announcements, bids and purchases on a node in memory.
@NullMarked
package guildhall.market;

import org.jspecify.annotations.NullMarked;
