/// The gateway over a real runtime in memory, asked by real clients.
@NullMarked
package guildhall.gateway;

import org.jspecify.annotations.NullMarked;
