/// Records as JSON: what is written, what is read, and what is said of what cannot be.
@NullMarked
package guildhall.json;

import org.jspecify.annotations.NullMarked;
