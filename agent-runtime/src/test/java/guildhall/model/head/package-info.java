/// Tests of heads: training, predicting, and whom that pays.
@NullMarked
package guildhall.model.head;

import org.jspecify.annotations.NullMarked;
