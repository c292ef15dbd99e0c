/// What runs in the process of an untrusted jar of agents, and what it and the runtime say to each
/// other.
///
/// What belongs here: the messages, the frames they travel in, and the child's side of them. What
/// does not: anything of the runtime, none of whose classes the child has but the SDK's, the JSON
/// mapper's and these.
@NullMarked
package guildhall.child;

import org.jspecify.annotations.NullMarked;
