/// A stand-in for an agent elsewhere that misbehaves on the wire as told.
@NullMarked
package guildhall.host.remote.faultagent;

import org.jspecify.annotations.NullMarked;
