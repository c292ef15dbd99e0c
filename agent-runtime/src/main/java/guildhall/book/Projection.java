package guildhall.book;

import java.util.List;
import java.util.function.Consumer;

/// A fold over the book: what is kept in memory of the facts so far. It decides nothing, so
/// replaying the same entries gives the same state.
///
/// Called only from the book's writer thread (or by the replay at start), in order, once per entry;
/// all but [#ahead], which takes the place of [#apply] in a replay. Whoever reads a projection does
/// so within a [Command] or [Book#read], on that same thread.
@FunctionalInterface
public interface Projection {

  /// Takes one entry in. Facts of other packages are ignored. Must not throw: an exception here
  /// stops the book.
  void apply(Entry entry);

  /// Does what of applying some entries can be done before it is their turn: on another thread,
  /// while those before them are applied.
  ///
  /// @return applies them in place of [#apply], with the same effect; called once for each, in
  ///   their order
  default Consumer<Entry> ahead(List<Entry> entries) {
    return this::apply;
  }
}
