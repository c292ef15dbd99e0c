/// What of an answer stands word for word in registered documents.
///
/// What belongs here: the index over tokens of documents, its files, and the search in it. What
/// does not: how texts become tokens, what a match is worth, who is paid, Vert.x.
@NullMarked
package guildhall.datanet.span;

import org.jspecify.annotations.NullMarked;
