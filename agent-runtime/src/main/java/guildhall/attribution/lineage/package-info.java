/// Credit along what was made from what, by shares that were agreed at registration.
///
/// What belongs here: the graph, how an amount goes up along it, the split inside a datanet that
/// needs no evidence. What does not: what was used in one answer (`use`), who registers what and
/// may do so.
@NullMarked
package guildhall.attribution.lineage;

import org.jspecify.annotations.NullMarked;
