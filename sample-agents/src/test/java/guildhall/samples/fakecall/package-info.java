/// A market, datanets and calls in memory, for the tests of the samples.
///
/// What belongs here: stand-ins for the runtime, as small as they can be: no ledger, no scores, no
/// time. What does not: assertions.
@NullMarked
package guildhall.samples.fakecall;

import org.jspecify.annotations.NullMarked;
