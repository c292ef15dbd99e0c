/// Plans and their templates.
@NullMarked
package guildhall.task.plan;

import org.jspecify.annotations.NullMarked;
