/// The rules that money is split by, in versions, and the limits of what one task may do.
///
/// What belongs here: policies and which one is in force, limits. What does not: how a split is
/// computed (`settlement`). Today one version is adopted at the first start; proposals and votes
/// come on top of the same facts.
@NullMarked
package guildhall.governance;

import org.jspecify.annotations.NullMarked;
