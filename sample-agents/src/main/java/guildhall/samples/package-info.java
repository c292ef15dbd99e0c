/// The sample agents: a market-entry decision by specialists who buy from one another.
///
/// What belongs here: the list of the agents. What they do is in one package an idea below;
/// starting a runtime with them is not their business. Nothing below knows the runtime, only the
/// SDK.
@NullMarked
package guildhall.samples;

import org.jspecify.annotations.NullMarked;
