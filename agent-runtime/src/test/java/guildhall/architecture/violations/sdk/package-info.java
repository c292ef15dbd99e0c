/// An SDK that knows the runtime.
@NullMarked
package guildhall.architecture.violations.sdk;

import org.jspecify.annotations.NullMarked;
