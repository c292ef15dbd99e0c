package guildhall.book;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// States of a book put aside beside its journal, so that a start folds only what came after.
///
/// A snapshot stands where a segment begins. It is built from the snapshot before it and the sealed
/// segments since, by projections of its own: the book's writer never waits for it. It is written
/// under another name, synced, renamed, and read once more before an older one is removed; two are
/// kept. One that is damaged, of another journal, or of a form this code does not read is passed
/// over, and the next older one, or the whole journal, is used instead.
public final class Snapshots {

  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
  private static final int KEPT = 2;
  private static final int READ_BYTES = 1 << 20;

  private final Storage storage;
  private final JournalIndex index;
  private volatile long newest;

  Snapshots(Storage storage, JournalIndex index) {
    this.storage = storage;
    this.index = index;
  }

  /// What projections hold after a restore.
  ///
  /// @param position entries before it are folded in; 0 if there was no snapshot
  /// @param timeMicros book time of the last of them
  public record Restored(long position, long timeMicros) {}

  /// Loads the newest snapshot that can be used into projections that have seen nothing yet.
  ///
  /// @throws IOException if the storage cannot be read
  public Restored restore(List<Snapshotted> projections) throws IOException {
    for (String name : names().reversed()) {
      Optional<SnapshotFile> found = usable(name, projections);
      if (found.isPresent()) {
        SnapshotFile.load(storage, name, projections);
        newest = found.get().position();
        return new Restored(newest, found.get().timeMicros());
      }
    }
    newest = 0;
    return new Restored(0, 0);
  }

  private List<String> names() throws IOException {
    return storage.list().stream().filter(name -> name.endsWith(SnapshotFile.SUFFIX)).toList();
  }

  private Optional<SnapshotFile> usable(String name, List<Snapshotted> projections) {
    try {
      SnapshotFile snapshot = SnapshotFile.verified(storage, name);
      Optional<String> why = whyNot(snapshot, name, projections);
      why.ifPresent(
          reason -> LOG.warn("the snapshot {} is passed over: {}", storage.where(name), reason));
      return why.isEmpty() ? Optional.of(snapshot) : Optional.empty();
    } catch (IOException e) {
      LOG.warn("the snapshot {} is passed over", storage.where(name), e);
      return Optional.empty();
    }
  }

  private Optional<String> whyNot(SnapshotFile snapshot, String name, List<Snapshotted> projections)
      throws IOException {
    String segment = Segment.nameOf(snapshot.position());
    if (!name.equals(SnapshotFile.nameOf(snapshot.position()))
        || !Segment.names(storage).contains(segment)) {
      return Optional.of("no segment begins where it ends");
    }
    try (FileWindow bytes = FileWindow.of(storage, segment, Frame.ALIGNMENT)) {
      Segment next = Segment.load(segment, storage.where(segment), -1, bytes);
      if (!next.journal().equals(snapshot.journal()) || !next.previous().equals(snapshot.hash())) {
        return Optional.of("it does not belong to this journal");
      }
    }
    List<SnapshotFile.Section> sections = SnapshotFile.sections(storage, name);
    if (sections.size() != projections.size()) {
      return Optional.of("it has " + sections.size() + " sections, not " + projections.size());
    }
    for (int i = 0; i < sections.size(); i++) {
      if (!sections.get(i).name().equals(projections.get(i).name())
          || sections.get(i).version() > projections.get(i).stateVersion()
          || sections.get(i).version() < projections.get(i).oldestStateVersion()) {
        return Optional.of("this code does not read its section " + sections.get(i));
      }
    }
    return Optional.empty();
  }

  /// Entries before this position lie in segments that do not change any more.
  long sealed() {
    return index.sealed();
  }

  /// Bytes of sealed segments that no snapshot covers yet.
  long uncoveredBytes() {
    return index.between(newest, index.sealed()).stream().mapToLong(Segment::size).sum();
  }

  /// Puts aside the state after all sealed segments; does nothing if there is nothing new. One
  /// thread at a time, any thread.
  ///
  /// @param fresh projections that have seen nothing yet
  /// @param stop asked at every entry: whether to break off
  /// @return the position the newest snapshot now stands at
  /// @throws IOException if the storage fails or what it gives is damaged; the snapshots that were
  ///   there stay
  public long advance(Supplier<List<Snapshotted>> fresh, FactTypes types, BooleanSupplier stop)
      throws IOException {
    long to = index.sealed();
    if (to <= newest) {
      return newest;
    }
    List<Snapshotted> projections = fresh.get();
    Restored from = restore(projections);
    SnapshotFile snapshot = fold(from, to, projections, types, stop);
    try {
      snapshot.write(storage, projections);
    } finally {
      forgetUnfinished(); // also what an earlier attempt left; the disk may be full of them
    }
    SnapshotFile.verified(storage, SnapshotFile.nameOf(to));
    newest = to;
    forgetOld();
    return to;
  }

  private SnapshotFile fold(
      Restored from, long to, List<Snapshotted> projections, FactTypes types, BooleanSupplier stop)
      throws IOException {
    long[] time = {from.timeMicros()};
    long position = from.position();
    @Nullable Bits128 hash = null;
    Bits128 journal = Bits128.ZERO;
    for (Segment sealed : index.between(from.position(), to)) {
      String where = storage.where(sealed.name());
      try (FileWindow bytes = FileWindow.of(storage, sealed.name(), READ_BYTES)) {
        Segment segment = Segment.load(sealed.name(), where, position - 1, bytes);
        Bits128 before = hash == null ? segment.previous() : hash;
        Recovery recovery = Recovery.ofDurable(segment, where, bytes, position, before);
        recovery.frames(raw -> {
          if (stop.getAsBoolean()) {
            throw new CancellationException("the book closes");
          }
          Entry entry = types.decode(raw);
          time[0] = entry.timeMicros();
          for (Snapshotted projection : projections) {
            projection.apply(entry);
          }
        });
        position = recovery.position();
        hash = recovery.lastHash();
        journal = segment.journal();
      }
    }
    if (position != to || hash == null) {
      throw new CorruptJournalException(
          storage.where(""), position - 1, "a sealed segment lacks entries before " + to);
    }
    return new SnapshotFile(journal, to, time[0], hash);
  }

  private void forgetUnfinished() throws IOException {
    for (String name : storage.list()) {
      if (name.endsWith(SnapshotFile.UNFINISHED)) {
        storage.delete(name);
      }
    }
  }

  private void forgetOld() throws IOException {
    List<String> names = new ArrayList<>(names());
    while (names.size() > KEPT) {
      storage.delete(names.removeFirst());
    }
  }
}
