/// Tests of the method *span*.
@NullMarked
package guildhall.attribution.span;

import org.jspecify.annotations.NullMarked;
