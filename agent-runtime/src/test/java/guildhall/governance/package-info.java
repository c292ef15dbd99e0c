/// Policies: their versions and how they are put aside.
@NullMarked
package guildhall.governance;

import org.jspecify.annotations.NullMarked;
