/// Datanets that break rules.
@NullMarked
package guildhall.architecture.violations.datanet;

import org.jspecify.annotations.NullMarked;
