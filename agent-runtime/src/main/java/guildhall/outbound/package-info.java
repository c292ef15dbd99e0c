/// The two ways out. [Outbound] sends effects to endpoints the operator has named, with retries by
/// key and a memory in the book of what was acknowledged. [GuardedHttp] calls addresses that others
/// have chosen, under rules about where it may lead.
///
/// What belongs here: how something is sent and what is known of its arrival. What does not: what
/// is said.
@NullMarked
package guildhall.outbound;

import org.jspecify.annotations.NullMarked;
