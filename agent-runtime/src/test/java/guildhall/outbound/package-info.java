/// Effects, against a real HTTP server on this machine.
@NullMarked
package guildhall.outbound;

import org.jspecify.annotations.NullMarked;
