package guildhall.runtime;

import guildhall.book.SortedRecords;
import guildhall.book.SortedRecordsWriter;
import guildhall.book.Storage;
import guildhall.ledger.SealedIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Locale;

/// Keeps the ledger's sealed ids in files, one a generation.
///
/// A generation is written when it is sealed, on the thread that seals. A file of its name that is
/// there already, from before a restart or by a second replayer, is replaced: whoever has it open
/// goes on reading what it was. Files that the ledger has dropped stay until [#retain], because an
/// older snapshot may name them.
///
/// Safe for several ledgers of one book; each keeps files of its own open.
final class SealedIdFiles implements SealedIds.Store {

  private static final String SUFFIX = ".ids";

  private final Storage storage;

  SealedIdFiles(Storage storage) {
    this.storage = storage;
  }

  @Override
  public synchronized SealedIds keep(long generation, SealedIds ids) {
    String name = String.format(Locale.ROOT, "%020d%s", generation, SUFFIX);
    try {
      return new Kept(name, written(name, ids));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep ids in " + storage.where(name), e);
    }
  }

  private SortedRecords written(String name, SealedIds ids) throws IOException {
    try (var writer = new SortedRecordsWriter(storage, name, ids.count())) {
      ids.each((high, low, value, bodyHash) -> {
        try {
          writer.add(high, low, value, bodyHash);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
      return writer.finish();
    }
  }

  @Override
  public SealedIds open(String name, int count, int checksum) {
    try {
      SortedRecords records = SortedRecords.open(storage, name);
      if (records.count() != count || records.checksum() != checksum) {
        records.close();
        throw new IOException(
            "%s holds other ids than the snapshot says".formatted(storage.where(name)));
      }
      return new Kept(name, records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void drop(SealedIds ids) {
    if (ids instanceof Kept kept) {
      try {
        kept.records.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close " + storage.where(kept.name), e);
      }
    }
  }

  /// Deletes all generations but those named.
  ///
  /// @param names that the ledger or a snapshot still needs
  synchronized void retain(Collection<String> names) throws IOException {
    for (String name : storage.list()) {
      if (name.endsWith(SUFFIX) && !names.contains(name)) {
        storage.delete(name);
      }
    }
    storage.syncNames();
  }

  private record Kept(String name, SortedRecords records) implements SealedIds {

    @Override
    public int count() {
      return records.count();
    }

    @Override
    public boolean find(long high, long low, long[] into) {
      try {
        return records.find(high, low, into);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void each(Visitor visitor) {
      try {
        records.each(visitor::id);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int checksum() {
      return records.checksum();
    }
  }
}
