/// Plans, work packages and the desk they go to.
@NullMarked
package guildhall.samples.execution;

import org.jspecify.annotations.NullMarked;
