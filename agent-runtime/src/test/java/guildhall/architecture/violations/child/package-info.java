/// A child that knows the runtime.
@NullMarked
package guildhall.architecture.violations.child;

import org.jspecify.annotations.NullMarked;
