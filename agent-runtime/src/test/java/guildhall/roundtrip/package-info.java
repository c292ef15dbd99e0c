/// What every saved state must hold to: saved and loaded it is the same, now and after all that
/// follows. For the tests of whoever is [guildhall.book.Snapshotted].
@NullMarked
package guildhall.roundtrip;

import org.jspecify.annotations.NullMarked;
