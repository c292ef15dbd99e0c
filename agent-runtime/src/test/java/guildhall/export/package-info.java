/// Exports against programs that read them, and the check against books that are wrong.
@NullMarked
package guildhall.export;

import org.jspecify.annotations.NullMarked;
