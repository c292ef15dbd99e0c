/// Tests of text as tokens.
@NullMarked
package guildhall.datanet.text;

import org.jspecify.annotations.NullMarked;
