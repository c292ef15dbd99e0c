/// A host that chooses agents and speaks HTTP.
@NullMarked
package guildhall.architecture.violations.host;

import org.jspecify.annotations.NullMarked;
