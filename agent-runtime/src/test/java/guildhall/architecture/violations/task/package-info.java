/// A task engine that sleeps.
@NullMarked
package guildhall.architecture.violations.task;

import org.jspecify.annotations.NullMarked;
