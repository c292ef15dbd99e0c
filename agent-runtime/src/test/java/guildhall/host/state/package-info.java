/// What agents keep: the projection and the turns.
@NullMarked
package guildhall.host.state;

import org.jspecify.annotations.NullMarked;
