/// What users submit, checked.
@NullMarked
package guildhall.task;

import org.jspecify.annotations.NullMarked;
