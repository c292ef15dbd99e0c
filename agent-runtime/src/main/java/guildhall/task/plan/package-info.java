/// Plans, pure: steps, what each needs from the others, and what can run next.
@NullMarked
package guildhall.task.plan;

import org.jspecify.annotations.NullMarked;
