package guildhall.datanet.admission;

import java.util.Optional;

/// The documents behind the numbers of [Duplicates]. Asked on the thread that judges; may block.
public interface Corpus {

  /// `datanet#id` of a document.
  ///
  /// @param number from 0 on
  String key(int number);

  /// What it was compared by, see [Item#compared]; empty if it was erased. Then its signature alone
  /// decides what is near to it.
  Optional<String> compared(int number);
}
