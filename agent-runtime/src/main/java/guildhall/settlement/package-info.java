/// From an award to its receipt: engagements, the split of a fee, the distribution of royalties and
/// what becomes of them until they are paid.
///
/// What belongs here: what an engagement is and how it ends, how a fee is split under a policy,
/// receipts, what a model says of an answer it wrote, royalties that vest; bonds in a package of
/// their own. What does not: how accounts work (`ledger`), who is chosen (`market`), how an agent
/// or a model is run (`host`). The split itself is pure.
@NullMarked
package guildhall.settlement;

import org.jspecify.annotations.NullMarked;
