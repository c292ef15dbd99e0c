package guildhall.book;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The book without its threads: replay, decide, commit. Whoever runs it (the threads of [Book], or
/// a simulation step by step) keeps to this: one thread at a time decides, one at a time commits,
/// and batches are committed in the order in which they were filled.
final class Engine {

  private final Journal journal;
  private final Optional<ContentStore> contents;
  private final FactTypes types;
  private final List<Projection> projections;
  private final List<Consumer<Entry>> folds;
  private final BookClock clock;
  private final Book.BatchStart batchStart;
  private final Feed feed;

  private long nextPosition; // the deciding thread's, like lastTimeMicros
  private long lastTimeMicros;

  Engine(Book.Setup setup) {
    this.journal = setup.journal();
    this.contents = setup.contents();
    this.types = setup.types();
    this.projections = List.copyOf(setup.projections());
    this.folds = projections.stream().<Consumer<Entry>>map(each -> each::apply).toList();
    this.clock = setup.clock();
    this.batchStart = setup.batchStart();
    this.feed = new Feed(journal, types);
  }

  /// Takes up the newest snapshot, if the projections can, and replays what came after it.
  ///
  /// @param inBackground whether to read and decode on a thread of its own meanwhile
  void open(boolean inBackground) throws IOException {
    Optional<Snapshots> snapshots = journal.snapshots();
    List<Snapshotted> all = snapshotted();
    if (snapshots.isPresent() && all.size() == projections.size()) {
      Snapshots.Restored restored = snapshots.get().restore(all);
      nextPosition = restored.position();
      lastTimeMicros = restored.timeMicros();
    }
    long named = contents.map(ContentStore::written).orElse(Long.MAX_VALUE);
    if (inBackground) {
      new ReadAhead(journal, types, projections).replay(nextPosition, named, this::take);
    } else {
      journal.replay(nextPosition, named, raw -> take(types.decode(raw)));
    }
    clock.startAt(lastTimeMicros);
    feed.durableUpTo(nextPosition);
  }

  private List<Snapshotted> snapshotted() {
    return projections.stream()
        .filter(Snapshotted.class::isInstance)
        .map(Snapshotted.class::cast)
        .toList();
  }

  FactTypes types() {
    return types;
  }

  Feed feed() {
    return feed;
  }

  long nextPosition() {
    return nextPosition;
  }

  /// Folds the next entry into every projection.
  void take(Entry entry) {
    take(entry, folds);
  }

  /// @param into of each projection, what takes it in
  private void take(Entry entry, List<Consumer<Entry>> into) {
    if (entry.position() != nextPosition) {
      throw new IllegalStateException("entry " + entry.position() + " where " + nextPosition);
    }
    for (Consumer<Entry> fold : into) {
      fold.accept(entry);
    }
    nextPosition++;
    lastTimeMicros = entry.timeMicros();
  }

  /// Begins a batch at the time it is now.
  void begin(Batch batch) {
    lastTimeMicros = Math.max(lastTimeMicros, clock.nowMicros());
    batch.begin(lastTimeMicros, batchStart);
  }

  /// Makes a batch durable together with the contents that were written before it, feeds its
  /// entries to readers, and answers its callers.
  ///
  /// @throws IOException if it is not known whether it is durable; nobody has been answered
  void commit(Batch batch) throws IOException {
    if (!batch.entries().isEmpty()) {
      append(batch.encoded());
      feed.durable(batch.entries());
    }
    batch.tellAll();
  }

  /// Two syncs at the same time: the journal knows that the one counts only with the other.
  private void append(EncodedBatch batch) throws IOException {
    if (contents.isEmpty()) {
      journal.append(batch);
      return;
    }
    ContentStore store = contents.get();
    long named = store.written();
    batch.contents(named);
    store.startSync(named);
    journal.append(batch);
    store.sync(named);
  }

  void close() throws IOException {
    journal.close();
  }
}
