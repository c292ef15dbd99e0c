/// Tests of the smallest agent.
@NullMarked
package guildhall.samples.hello;

import org.jspecify.annotations.NullMarked;
