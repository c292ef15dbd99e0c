package guildhall.book;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A journal that forgets: for tests. "Durable" means kept by this object.
public final class MemoryJournal implements Journal {

  private final List<RawEntry> entries = new ArrayList<>();

  @Override
  public synchronized void replay(long from, long contents, Consumer<RawEntry> reader) {
    entries.subList(Math.toIntExact(from), entries.size()).forEach(reader);
  }

  @Override
  public synchronized void append(EncodedBatch batch) {
    if (batch.firstPosition() != entries.size()) {
      throw new IllegalArgumentException("expected position " + entries.size());
    }
    entries.addAll(batch.entries());
  }

  @Override
  public synchronized List<RawEntry> read(long from, int max) {
    int start = Math.toIntExact(Math.min(from, entries.size()));
    return List.copyOf(entries.subList(start, Math.min(entries.size(), start + max)));
  }

  @Override
  public void close() {}
}
