/// A test kit that knows the runtime.
@NullMarked
package guildhall.architecture.violations.sdk.testkit;

import org.jspecify.annotations.NullMarked;
