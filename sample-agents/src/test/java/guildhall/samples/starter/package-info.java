/// The project that newcomers copy, built as they build it.
@NullMarked
package guildhall.samples.starter;

import org.jspecify.annotations.NullMarked;
