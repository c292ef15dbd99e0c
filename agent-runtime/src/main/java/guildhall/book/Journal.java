package guildhall.book;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Where a book lies. One writer; reads may come from any thread.
public interface Journal extends AutoCloseable {

  /// Entries that [#verify] reads at a time unless a journal knows better.
  int VERIFY_PAGE = 512;

  /// Hands every durable entry from a position on to `reader`, in order; then the journal is ready
  /// to append. Called once, before anything else but [#snapshots].
  ///
  /// @param from 0, or where a snapshot of [#snapshots] ends
  /// @param contents up to which place the content store has everything, see [ContentStore#written]
  /// @throws CorruptJournalException if an entry inside the journal is damaged, or names contents
  ///   that are lost; a torn tail, which a crash during a write leaves behind and which nobody was
  ///   told of, is cut off instead: the last batch, if it or what it names is not whole
  void replay(long from, long contents, Consumer<RawEntry> reader) throws IOException;

  /// Like [#replay(long, long, Consumer)] where no contents are needed.
  default void replay(long from, Consumer<RawEntry> reader) throws IOException {
    replay(from, Long.MAX_VALUE, reader);
  }

  /// Makes a batch durable: all of it or, after a crash, none of it. When it returns, a crash of
  /// the process or the machine cannot lose it.
  ///
  /// The contents that it names may become durable later: they count at [#replay].
  ///
  /// @param batch not empty, positions following on the last one; not kept after this returns
  /// @throws IOException if it is not known whether the batch is durable; the journal must not be
  ///   appended to again
  void append(EncodedBatch batch) throws IOException;

  /// At most `max` durable entries from a position on, in order; empty at the end.
  List<RawEntry> read(long from, int max) throws IOException;

  /// Where states are put aside beside this journal; empty if it cannot do that.
  default Optional<Snapshots> snapshots() {
    return Optional.empty();
  }

  /// Reads every durable entry again from where it lies, whatever is in memory, and checks all that
  /// a replay checks. Any thread, also while others append; those entries are not read.
  ///
  /// @return what was checked
  /// @throws CorruptJournalException if an entry is damaged
  default Extent verify(Consumer<RawEntry> reader) throws IOException {
    long next = 0;
    List<RawEntry> page = read(next, VERIFY_PAGE);
    while (!page.isEmpty()) {
      page.forEach(reader);
      next += page.size();
      page = read(next, VERIFY_PAGE);
    }
    return Extent.IN_MEMORY;
  }

  /// How much of it lies on disk. Any thread.
  default Extent extent() {
    return Extent.IN_MEMORY;
  }

  @Override
  void close() throws IOException;
}
