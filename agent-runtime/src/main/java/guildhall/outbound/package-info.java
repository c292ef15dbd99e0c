/// The one way out: HTTP to endpoints the operator has named, with deadlines, retries by key, and a
/// memory in the book of what was acknowledged.
///
/// What belongs here: how something is sent and what is known of it. What does not: what is said,
/// and addresses chosen by anyone but the operator.
@NullMarked
package guildhall.outbound;

import org.jspecify.annotations.NullMarked;
