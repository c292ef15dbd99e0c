package guildhall.datanet.admission;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The documents behind the numbers of [Duplicates]. Asked on the thread that judges; may block.
public interface Corpus {

  /// `datanet#id` of a document.
  ///
  /// @param number from 0 on
  String key(int number);

  /// What it was compared by, see [Item#compared]; empty if it was erased. Then its signature alone
  /// decides what is near to it.
  Optional<String> compared(int number);

  /// What a document is compared by, apart for each document it is of: what it has from earlier
  /// ones is theirs, and so is what others take of that from it. None if it was erased.
  default List<Text> texts(int number) {
    return compared(number).map(text -> List.of(new Text(number, text))).orElse(List.of());
  }

  /// A text and whose it is.
  ///
  /// @param number of the document
  record Text(int number, String text) {}

  /// The document that is most likely to be what another one repeats with words changed, which
  /// signatures do not find: for example the one with which it shares most runs that are rare.
  /// Empty if there is none, or if nobody looks.
  ///
  /// @param tokens of the document that is offered
  default OptionalInt likeliest(int[] tokens) {
    return OptionalInt.empty();
  }

  /// Whether a passage is everybody's, and so nobody's in particular.
  ///
  /// @param passage its tokens
  default boolean isCommon(int[] passage) {
    return false;
  }
}
