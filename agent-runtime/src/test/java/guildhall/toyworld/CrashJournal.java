package guildhall.toyworld;

import guildhall.book.EncodedBatch;
import guildhall.book.Journal;
import guildhall.book.RawEntry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/// A journal that breaks for good at a chosen batch: what was appended before is what a restart
/// finds. Each life of a node gets its own over the same journal.
public final class CrashJournal implements Journal {

  private final Journal journal;
  private final CompletableFuture<Boolean> crashed = new CompletableFuture<>();
  private int batchesLeft = Integer.MAX_VALUE;
  private IntPredicate fatalType = _ -> false;

  /// A life over what `journal` holds.
  public CrashJournal(Journal journal) {
    this.journal = journal;
  }

  /// Breaks after so many more batches.
  public synchronized void crashAfter(int batches) {
    batchesLeft = batches;
  }

  /// Breaks before the first entry of a type is written.
  public synchronized void crashBefore(int type) {
    fatalType = each -> each == type;
  }

  /// Completed when it has broken.
  public CompletableFuture<Boolean> crashed() {
    return crashed;
  }

  @Override
  public synchronized void append(EncodedBatch batch) throws IOException {
    if (crashed.isDone()
        || batchesLeft-- <= 0
        || batch.entries().stream().mapToInt(RawEntry::type).anyMatch(fatalType)) {
      crashed.complete(true);
      throw new IOException("crashed as planned");
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
