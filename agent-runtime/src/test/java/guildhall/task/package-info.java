/// Tasks on a node in memory: order, questions, ends and restarts.
@NullMarked
package guildhall.task;

import org.jspecify.annotations.NullMarked;
