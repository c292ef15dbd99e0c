/// The arrows of the house: who may know whom, what the pure core may not touch, and the proof that
/// each rule can fail.
@NullMarked
package guildhall.architecture;

import org.jspecify.annotations.NullMarked;
