/// Runs of handlers: who hears what, and who is to blame.
@NullMarked
package guildhall.host;

import org.jspecify.annotations.NullMarked;
