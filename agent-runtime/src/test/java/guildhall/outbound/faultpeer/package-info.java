/// A peer on a bare socket that answers, or breaks the wire, as told.
@NullMarked
package guildhall.outbound.faultpeer;

import org.jspecify.annotations.NullMarked;
