/// The book and the ledger under a simulated disk and clock: one seed is one run, the same seed the
/// same run, and a run that goes wrong says its seed.
///
/// What belongs here: what is asked, how it is driven, what must hold afterwards, and how often
/// each status and each fault was met. What does not: the model, which is [guildhall.ledger.naive],
/// and the disk, which is [guildhall.simulation.faultdisk].
@NullMarked
package guildhall.simulation;

import org.jspecify.annotations.NullMarked;
