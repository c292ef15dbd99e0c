/// What operators touch: configuration, the key for administration, metrics, logging.
///
/// What belongs here: reading settings, and watching the runtime. What does not: HTTP (`gateway`)
/// and wiring (`runtime`).
@NullMarked
package guildhall.ops;

import org.jspecify.annotations.NullMarked;
