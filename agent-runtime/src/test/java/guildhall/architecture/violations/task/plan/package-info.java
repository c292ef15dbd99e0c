/// A plan that knows its engine.
@NullMarked
package guildhall.architecture.violations.task.plan;

import org.jspecify.annotations.NullMarked;
