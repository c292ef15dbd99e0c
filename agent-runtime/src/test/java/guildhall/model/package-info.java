/// Artefacts: the register, what they are due, and what a withdrawal touches.
@NullMarked
package guildhall.model;

import org.jspecify.annotations.NullMarked;
