/// Text as tokens: what two texts have to share for one to repeat the other.
///
/// What belongs here: the rules by which characters become tokens, with a version. What does not:
/// indexes over tokens, and words as the *use* method compares them.
@NullMarked
package guildhall.datanet.text;

import org.jspecify.annotations.NullMarked;
