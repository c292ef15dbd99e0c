/// Jars of agents come and go while the runtime runs.
@NullMarked
package guildhall.host.jars;

import org.jspecify.annotations.NullMarked;
