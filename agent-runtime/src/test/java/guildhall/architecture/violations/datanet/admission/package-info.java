/// Admission that knows more than it is handed.
@NullMarked
package guildhall.architecture.violations.datanet.admission;

import org.jspecify.annotations.NullMarked;
