/// Credit for what was read: what was used of it, and how much of the answer that explains.
///
/// What belongs here: the versions of the method *use* and how a game of sources is valued. What
/// does not: finding near duplicates, asking a model, what a model learned before (`lineage`).
@NullMarked
package guildhall.attribution.use;

import org.jspecify.annotations.NullMarked;
