/// Hosting many agents: what they cost, how they are found, activated and waited for.
@NullMarked
package guildhall.bench.agents;

import org.jspecify.annotations.NullMarked;
