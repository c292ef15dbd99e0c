/// Tests of the index of spans, against a search that looks everywhere.
@NullMarked
package guildhall.datanet.span;

import org.jspecify.annotations.NullMarked;
