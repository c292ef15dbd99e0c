/// Bugs planted on purpose: each patch changes the sources of the book or the ledger for the worse,
/// and the simulation has to notice.
///
/// What belongs here: applying patches, building what they change, and asking the simulation. The
/// patches lie beside, as resources. What does not: the simulation itself.
@NullMarked
package guildhall.simulation.bugs;

import org.jspecify.annotations.NullMarked;
