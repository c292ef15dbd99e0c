package guildhall.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A book in a folder of this machine: segment files of fixed size, one frame per batch, one
/// `fdatasync` per append.
///
/// **Durable** means that the disk has said so. An error of a write or a sync is final: the journal
/// refuses every later append, because what a failed sync leaves behind cannot be known, and a
/// repeated sync may succeed without having written anything. Reads go on.
///
/// **Damage.** Frames carry checksums and the hash of the frame before. At [#replay] a frame that
/// does not fit is a torn tail if nothing of the journal comes after it: a crash can leave that,
/// nobody was told of it, and it is overwritten with zeros; so can a last frame be that names
/// contents which are not there, since it counts once both are durable. If anything comes after it,
/// it was once durable, and the start is refused. A bit that flips in the very last frame looks
/// like a torn tail and cannot be told apart from the journal alone; whoever keeps a checkpoint
/// elsewhere can tell. A start from a snapshot reads only what comes after it; the rest is checked
/// when it is read.
///
/// A storage belongs to one open journal at a time. Appending is safe for any thread but done by
/// one; reads may come from any thread, also an interrupted one, and see only entries whose append
/// has returned.
public final class FileJournal implements Journal {

  /// The size of a segment unless told otherwise: 64 MiB.
  public static final long SEGMENT_BYTES = 64L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
  private static final int REPLAY_WINDOW_BYTES = 1 << 20;

  /* Held over the disk; the index has a lock of its own, held only for moments. */
  private final ReentrantLock appending = new ReentrantLock();

  private final Storage storage;
  private final Storage.Hold hold;
  private final Optional<SpareFile> spare; // empty if it is open only to be read
  private final JournalIndex index;
  private final Snapshots snapshots;

  private Bits128 journal = Bits128.ZERO; // appending, as all below
  private Bits128 lastHash = Bits128.ZERO;
  private @Nullable Segment active;
  private @Nullable StoredFile file;
  private @Nullable Throwable failure;
  private boolean replayed;
  private Optional<String> tornTail = Optional.empty();
  private String gap = ""; // why the segment that was replayed last ends where it does

  private FileJournal(Storage storage, Storage.Hold hold, Optional<SpareFile> spare) {
    this.storage = storage;
    this.hold = hold;
    this.spare = spare;
    this.index = new JournalIndex(storage);
    this.snapshots = new Snapshots(storage, index);
  }

  /// Like [#open(Path, long)] with segments of [#SEGMENT_BYTES].
  public static FileJournal open(Path folder) throws IOException {
    return open(folder, SEGMENT_BYTES);
  }

  /// Like [#open(Storage, long, Executor)] in a folder, which is made if it is not there.
  public static FileJournal open(Path folder, long segmentBytes) throws IOException {
    checkSize(segmentBytes);
    return open(
        FolderStorage.of(folder),
        segmentBytes,
        task -> Thread.ofPlatform().name("book-spare").daemon(true).start(task));
  }

  /// Takes hold of a journal's storage. Nothing of it is read before [#replay].
  ///
  /// @param segmentBytes size of new segments, at least 1024 and a multiple of 512; a batch that is
  ///   larger gets a segment of its own size
  /// @param background makes the next segment ahead of time
  /// @throws IOException naming the folder if another journal has it open, here or in another
  ///   process
  public static FileJournal open(Storage storage, long segmentBytes, Executor background)
      throws IOException {
    checkSize(segmentBytes);
    return new FileJournal(
        storage, storage.lock(), Optional.of(new SpareFile(storage, segmentBytes, background)));
  }

  /// Opens a journal that nobody has open, only to read it: nothing in its storage is changed but
  /// what [Storage#lock] does, and a torn tail stays where it is.
  public static FileJournal openReadOnly(Storage storage) throws IOException {
    return new FileJournal(storage, storage.lock(), Optional.empty());
  }

  private static void checkSize(long segmentBytes) {
    if (segmentBytes < 2L * Frame.ALIGNMENT || segmentBytes % Frame.ALIGNMENT != 0) {
      throw new IllegalArgumentException(
          "segmentBytes must be a multiple of 512 from 1024 on: " + segmentBytes);
    }
  }

  @Override
  public void replay(long from, long contents, Consumer<RawEntry> reader) throws IOException {
    appending.lock();
    try {
      if (replayed) {
        throw new IllegalStateException("already replayed: " + storage.where(""));
      }
      replayed = true;
      failure = new IOException("the replay did not end: " + storage.where(""));
      List<String> names = Segment.names(storage);
      if (from > 0 && !names.contains(Segment.nameOf(from))) {
        throw new IllegalArgumentException("no segment begins at entry " + from);
      }
      for (String name : names) {
        if (name.compareTo(Segment.nameOf(from)) < 0) {
          passOver(name);
        } else {
          replaySegment(name, name.equals(names.getLast()), from, contents, reader);
        }
      }
      if (active == null && spare.isPresent()) {
        journal = Bits128.random();
        startSegment(spare.get().take(0));
      }
      failure = null;
    } finally {
      appending.unlock();
    }
  }

  /// A segment whose entries a snapshot stands for: it is indexed when somebody reads it.
  private void passOver(String name) throws IOException {
    try (FileWindow bytes = FileWindow.of(storage, name, Frame.ALIGNMENT)) {
      Segment segment = Segment.load(name, storage.where(name), index.durable() - 1, bytes);
      index.add(segment, segment.firstPosition());
    }
  }

  private void replaySegment(
      String name, boolean last, long from, long contents, Consumer<RawEntry> reader)
      throws IOException {
    try (FileWindow bytes = FileWindow.of(storage, name, REPLAY_WINDOW_BYTES)) {
      Segment segment = Segment.load(name, storage.where(name), index.durable() - 1, bytes);
      checkFollows(segment, from);
      Recovery recovery =
          new Recovery(
              segment,
              storage.where(name),
              bytes,
              contents,
              segment.firstPosition(),
              segment.previous());
      recovery.frames(reader);
      segment.indexed();
      lastHash = recovery.lastHash();
      gap = recovery.gap();
      index.add(segment, recovery.position());
      if (last) {
        judgeTail(segment, recovery);
      }
    }
  }

  private void judgeTail(Segment segment, Recovery recovery) throws IOException {
    long torn = recovery.tornUpTo();
    if (torn > segment.end()) {
      String where = storage.where(segment.name()) + ":" + segment.end();
      tornTail = Optional.of(where);
      LOG.warn(
          "a torn batch after entry {} {}: {}",
          index.durable() - 1,
          spare.isPresent() ? "is cut off" : "is passed over",
          where);
    }
    if (spare.isPresent()) {
      resume(segment, recovery, torn);
    }
  }

  /// Opens the last segment for appending. Its last frame is written once more before the sync:
  /// after a sync that failed, the system may take pages for written that are not. Its name is
  /// synced too: whoever renamed it may have ended before that, and only a power cut would tell.
  private void resume(Segment segment, Recovery recovery, long torn) throws IOException {
    StoredFile opened = storage.open(segment.name());
    file = opened;
    active = segment;
    StoredFiles.zero(opened, segment.end(), torn);
    recovery.rewriteLast(opened);
    opened.sync();
    storage.syncNames();
  }

  private void checkFollows(Segment segment, long from) throws IOException {
    @Nullable Segment first = index.first();
    journal = first == null ? segment.journal() : first.journal();
    if (!segment.journal().equals(journal)) {
      throw corrupt(segment, "it belongs to another journal");
    }
    if (!segment.name().equals(Segment.nameOf(segment.firstPosition()))) {
      throw corrupt(segment, "its name should be " + segment.firstPosition());
    }
    if (segment.firstPosition() == from) {
      lastHash = from == 0 ? Bits128.ZERO : segment.previous();
    } else if (first == null) {
      throw corrupt(segment, "the segments before it are missing");
    } else if (segment.firstPosition() != index.durable()) {
      Segment before = Objects.requireNonNull(index.last());
      throw new CorruptJournalException(
          storage.where(before.name()) + ":" + before.end(),
          index.durable() - 1,
          gap + ", yet " + segment.name() + " follows");
    }
    if (!segment.previous().equals(lastHash)) {
      throw corrupt(segment, "it does not follow on the frame before");
    }
  }

  private CorruptJournalException corrupt(Segment segment, String what) {
    return new CorruptJournalException(
        storage.where(segment.name()) + ":0", index.durable() - 1, what);
  }

  @Override
  public void append(EncodedBatch batch) throws IOException {
    appending.lock();
    boolean interrupted = Thread.interrupted(); // it would close the file in mid-write
    try {
      SpareFile ahead = refuseUnlessReady();
      if (batch.count() == 0 || batch.firstPosition() != index.durable()) {
        throw new IllegalArgumentException(
            batch.count() == 0
                ? "an empty batch"
                : "entry " + batch.firstPosition() + " where " + index.durable() + " is due");
      }
      write(batch, ahead);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      appending.unlock();
    }
  }

  private SpareFile refuseUnlessReady() throws IOException {
    if (!replayed) {
      throw new IllegalStateException("replay comes before append: " + storage.where(""));
    }
    if (failure != null) {
      throw new IOException("the journal takes no more entries: " + storage.where(""), failure);
    }
    return spare.orElseThrow(() -> new IOException("the journal is open only to be read"));
  }

  private void write(EncodedBatch batch, SpareFile ahead) throws IOException {
    try {
      ByteBuffer bytes = Frame.seal(batch, journal, lastHash);
      Frame frame = Frame.sealed(bytes, journal);
      Bits128 hash = Bits128.hash(bytes.slice(0, frame.length()));
      Segment segment = segmentFor(frame.alignedLength(), ahead);
      StoredFile to = fileOf(segment);
      StoredFiles.write(to, bytes, segment.end());
      to.sync();
      lastHash = hash;
      index.publish(segment, frame);
      if (segment.end() > segment.size() / 2) {
        ahead.prepare();
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  private Segment segmentFor(int aligned, SpareFile ahead) throws IOException {
    Segment now = active;
    return now != null && now.hasRoomFor(aligned)
        ? now
        : startSegment(ahead.take(Segment.sizeFor(aligned)));
  }

  /// Starts a segment at the next position. If the active one is empty, and too small for what is
  /// to be appended, the new one takes its name and its place.
  private Segment startSegment(String zeros) throws IOException {
    Segment next = Segment.start(storage, zeros, journal, index.durable(), lastHash);
    next.indexed();
    @Nullable StoredFile before = file;
    file = storage.open(next.name());
    active = next;
    index.add(next, next.firstPosition());
    if (before != null) {
      before.close();
    }
    return next;
  }

  private StoredFile fileOf(Segment segment) throws IOException {
    @Nullable StoredFile open = file;
    if (open == null || segment != active) {
      throw new IOException("no open segment: " + storage.where(segment.name()));
    }
    return open;
  }

  /// Where the replay found a torn tail, file and offset; empty if there was none.
  public Optional<String> tornTail() {
    appending.lock();
    try {
      return tornTail;
    } finally {
      appending.unlock();
    }
  }

  @Override
  public List<RawEntry> read(long from, int max) throws IOException {
    return index.read(from, max);
  }

  @Override
  public Extent verify(Consumer<RawEntry> reader) throws IOException {
    return index.check().run(reader);
  }

  /// Waits for an append that is under way.
  @Override
  public Extent extent() {
    appending.lock();
    try {
      return index.extent(lastHash);
    } finally {
      appending.unlock();
    }
  }

  @Override
  public Optional<Snapshots> snapshots() {
    return Optional.of(snapshots);
  }

  /// Waits for an append that is under way. Reads and appends are refused from then on.
  @Override
  public void close() throws IOException {
    appending.lock();
    try {
      if (!index.close()) {
        return;
      }
      failure = failure == null ? new IOException("closed") : failure;
      replayed = true;
      try {
        if (spare.isPresent()) {
          spare.get().close();
        }
        if (file != null) {
          file.close();
        }
      } finally {
        hold.close();
      }
    } finally {
      appending.unlock();
    }
  }
}
