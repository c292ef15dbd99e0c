/// Models and adapters as artefacts: who registered which, what each was made from, and how what
/// they are due goes on to that.
///
/// What belongs here: the register, the split inside a datanet as it was when something was made
/// from it, the lineage at one position of the book. What does not: running a model, the arithmetic
/// of a lineage (`attribution.lineage`), and how much of an answer is due to a model at all
/// (`settlement`).
@NullMarked
package guildhall.model;

import org.jspecify.annotations.NullMarked;
