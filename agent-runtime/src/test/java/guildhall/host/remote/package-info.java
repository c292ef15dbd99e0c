/// Remote agents: over real sockets, honest ones and ones with faults, and what they are paid.
@NullMarked
package guildhall.host.remote;

import org.jspecify.annotations.NullMarked;
