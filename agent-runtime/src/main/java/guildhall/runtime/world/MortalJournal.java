package guildhall.runtime.world;

import guildhall.book.EncodedBatch;
import guildhall.book.Journal;
import guildhall.book.RawEntry;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// One life of a journal: when it has died nothing more is appended, and the next life goes on over
/// what it holds, as after a crash.
final class MortalJournal implements Journal {

  private final Journal journal;
  private boolean dead;

  /// A life over what `journal` holds.
  MortalJournal(Journal journal) {
    this.journal = journal;
  }

  /// Returns when nothing is being appended any more.
  synchronized void die() {
    dead = true;
  }

  @Override
  public synchronized void append(EncodedBatch batch) throws IOException {
    if (dead) {
      throw new IOException("the world has crashed, as its faults say");
    }
    journal.append(batch);
  }

  @Override
  public void replay(long from, long contents, Consumer<RawEntry> reader) throws IOException {
    journal.replay(from, contents, reader);
  }

  @Override
  public List<RawEntry> read(long from, int max) throws IOException {
    return journal.read(from, max);
  }

  @Override
  public void close() {}
}
