/// Method *span*: what an answer repeats word for word, paid to whoever registered it first.
///
/// What belongs here: the shape of matches, what a token is worth, and the way from both to
/// weights, pure and in whole numbers. What does not: finding matches, texts, indexes, files.
@NullMarked
package guildhall.attribution.span;

import org.jspecify.annotations.NullMarked;
