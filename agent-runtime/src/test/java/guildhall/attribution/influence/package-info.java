/// Influence against true retraining, enumeration and finite differences; against those who try to
/// look influential; and to the last bit.
///
/// What does not belong here: how fast it is.
@NullMarked
package guildhall.attribution.influence;

import org.jspecify.annotations.NullMarked;
