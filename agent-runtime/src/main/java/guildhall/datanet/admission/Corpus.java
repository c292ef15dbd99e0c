package guildhall.datanet.admission;

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

  /// The document that is most likely to be what another one repeats with words changed, which
  /// signatures do not find: for example the one with which it shares most runs that are rare.
  /// Empty if there is none, or if nobody looks.
  ///
  /// @param tokens of the document that is offered
  default OptionalInt likeliest(int[] tokens) {
    return OptionalInt.empty();
  }
}
