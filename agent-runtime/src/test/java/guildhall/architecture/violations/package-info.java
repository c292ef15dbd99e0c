/// Classes that break one rule each, so that every rule is seen to fail. Nothing else belongs here.
@NullMarked
package guildhall.architecture.violations;

import org.jspecify.annotations.NullMarked;
