/// Programs of Debian packages that tests compare with, installed where they are missing.
@NullMarked
package guildhall.debian;

import org.jspecify.annotations.NullMarked;
