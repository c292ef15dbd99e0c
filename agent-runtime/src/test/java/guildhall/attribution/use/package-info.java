/// Credit for what was read, and made-up games to hold estimates against.
@NullMarked
package guildhall.attribution.use;

import org.jspecify.annotations.NullMarked;
