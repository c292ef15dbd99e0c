/// Tests of what may go to review: formats, bad inputs, checks, personal data, duplicates.
@NullMarked
package guildhall.datanet.admission;

import org.jspecify.annotations.NullMarked;
