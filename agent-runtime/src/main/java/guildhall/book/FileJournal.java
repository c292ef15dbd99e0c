package guildhall.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
/// nobody was told of it, and it is overwritten with zeros. If anything comes after it, it was once
/// durable, and the start is refused. A bit that flips in the very last frame looks like a torn
/// tail and cannot be told apart from the journal alone; whoever keeps a checkpoint elsewhere can
/// tell.
///
/// The folder (0700) and its files (0600) belong to one open journal at a time. Appending is safe
/// for any thread but done by one; reads may come from any thread, also an interrupted one, and see
/// only entries whose append has returned.
public final class FileJournal implements Journal {

  /// The size of a segment unless told otherwise: 64 MiB.
  public static final long SEGMENT_BYTES = 64L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
  private static final int REPLAY_WINDOW_BYTES = 1 << 20;
  private static final int READ_WINDOW_BYTES = 64 * 1024;
  private static final int KEPT_BUFFER_BYTES = 4 << 20;

  /// How the disk is asked; tests stand in for one that fails.
  @FunctionalInterface
  interface Sync {
    void sync(FileChannel file) throws IOException;
  }

  /* appending is held over the disk, index only for moments: a reader never waits for a sync.
   * Whoever needs both takes appending first. */
  private final ReentrantLock appending = new ReentrantLock();
  private final ReentrantLock index = new ReentrantLock();

  private final Path folder;
  private final FolderLock lock;
  private final SpareFile spare;
  private final Sync sync;

  private final TreeMap<Long, Segment> segments = new TreeMap<>(); // index
  private long durable; // index
  private boolean closed; // index

  private Bits128 journal = Bits128.ZERO; // appending, as all below
  private Bits128 lastHash = Bits128.ZERO;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(READ_WINDOW_BYTES);
  private @Nullable Segment active;
  private @Nullable FileChannel channel;
  private @Nullable Throwable failure;
  private boolean replayed;

  private FileJournal(Path folder, FolderLock lock, long segmentBytes, Sync sync) {
    this.folder = folder;
    this.lock = lock;
    this.sync = sync;
    this.spare = new SpareFile(folder, segmentBytes);
  }

  /// Like [#open(Path, long)] with segments of [#SEGMENT_BYTES].
  public static FileJournal open(Path folder) throws IOException {
    return open(folder, SEGMENT_BYTES);
  }

  /// Takes hold of a journal's folder, making it if it is not there. Nothing of it is read before
  /// [#replay].
  ///
  /// @param segmentBytes size of new segments, at least 1024 and a multiple of 512; a batch that is
  ///   larger gets a segment of its own size
  /// @throws IOException naming the folder if another journal has it open, here or in another
  ///   process
  public static FileJournal open(Path folder, long segmentBytes) throws IOException {
    return open(folder, segmentBytes, file -> file.force(false));
  }

  static FileJournal open(Path folder, long segmentBytes, Sync sync) throws IOException {
    if (segmentBytes < 2L * Frame.ALIGNMENT || segmentBytes % Frame.ALIGNMENT != 0) {
      throw new IllegalArgumentException(
          "segmentBytes must be a multiple of 512 from 1024 on: " + segmentBytes);
    }
    Disk.createFolder(folder);
    return new FileJournal(folder, FolderLock.take(folder), segmentBytes, sync);
  }

  @Override
  public void replay(Consumer<RawEntry> reader) throws IOException {
    appending.lock();
    try {
      if (replayed) {
        throw new IllegalStateException("already replayed: " + folder);
      }
      replayed = true;
      failure = new IOException("the replay did not end: " + folder);
      List<Path> files = segmentFiles();
      for (Path file : files) {
        replaySegment(file, file.equals(files.getLast()), reader);
      }
      if (active == null) {
        journal = Bits128.random();
        startSegment(spare.take(0));
      }
      failure = null;
    } finally {
      appending.unlock();
    }
  }

  private List<Path> segmentFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(Segment.SUFFIX)).sorted().toList();
    }
  }

  private void replaySegment(Path file, boolean last, Consumer<RawEntry> reader)
      throws IOException {
    try (FileWindow bytes = new FileWindow(file, REPLAY_WINDOW_BYTES)) {
      Segment segment = Segment.load(file, durable - 1, bytes);
      checkFollows(segment);
      Recovery recovery = new Recovery(segment, bytes, durable, lastHash);
      recovery.frames(reader);
      lastHash = recovery.lastHash();
      index.lock();
      try {
        durable = recovery.position();
        segments.put(segment.firstPosition(), segment);
      } finally {
        index.unlock();
      }
      if (last) {
        resume(segment, recovery);
      }
    }
  }

  /// Opens the last segment for appending. Its last frame is written once more before the sync:
  /// after a sync that failed, the system may take pages for written that are not.
  private void resume(Segment segment, Recovery recovery) throws IOException {
    long torn = recovery.tornUpTo();
    FileChannel file = channelTo(segment);
    channel = file;
    active = segment;
    if (torn > segment.end()) {
      LOG.warn(
          "a torn batch after entry {} is cut off: {}:{}",
          durable - 1,
          segment.file(),
          segment.end());
      Disk.zero(file, segment.end(), torn);
    }
    recovery.rewriteLast(file);
    sync.sync(file);
  }

  private static FileChannel channelTo(Segment segment) throws IOException {
    return FileChannel.open(segment.file(), StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private void checkFollows(Segment segment) throws IOException {
    if (segments.isEmpty()) {
      journal = segment.journal();
    }
    if (!segment.journal().equals(journal)) {
      throw corrupt(segment, "it belongs to another journal");
    }
    if (!segment.file().equals(Segment.fileOf(folder, segment.firstPosition()))) {
      throw corrupt(segment, "its name should be " + segment.firstPosition());
    }
    if (segments.isEmpty() && segment.firstPosition() > 0) {
      throw corrupt(segment, "the segments before it are missing");
    }
    if (segment.firstPosition() != durable) {
      Segment before = segments.lastEntry().getValue();
      throw new CorruptJournalException(
          before.file() + ":" + before.end(),
          durable - 1,
          "no whole frame here, yet " + segment.file().getFileName() + " follows");
    }
    if (!segment.previous().equals(lastHash)) {
      throw corrupt(segment, "it does not follow on the frame before");
    }
  }

  private CorruptJournalException corrupt(Segment segment, String what) {
    return new CorruptJournalException(segment.file() + ":0", durable - 1, what);
  }

  @Override
  public void append(List<RawEntry> batch) throws IOException {
    appending.lock();
    boolean interrupted = Thread.interrupted(); // it would close the channel in mid-write
    try {
      refuseUnlessReady();
      checkPositions(batch);
      write(batch);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      appending.unlock();
    }
  }

  private void refuseUnlessReady() throws IOException {
    if (!replayed) {
      throw new IllegalStateException("replay comes before append: " + folder);
    }
    if (failure != null) {
      throw new IOException("the journal takes no more entries: " + folder, failure);
    }
  }

  private void checkPositions(List<RawEntry> batch) {
    long expected = durable;
    for (RawEntry entry : batch) {
      if (entry.position() != expected++) {
        throw new IllegalArgumentException(
            "entry " + entry.position() + " where " + (expected - 1) + " is due");
      }
    }
    if (expected == durable) {
      throw new IllegalArgumentException("an empty batch");
    }
  }

  private void write(List<RawEntry> batch) throws IOException {
    int aligned = Frame.align(Frame.lengthOf(batch));
    try {
      ByteBuffer bytes = room(aligned);
      Frame frame = Frame.write(batch, journal, lastHash, bytes);
      Bits128 hash = Bits128.hash(bytes);
      fill(bytes, aligned);
      Segment segment = segmentFor(aligned);
      FileChannel file = channelOf(segment);
      Disk.write(file, bytes, segment.end());
      sync.sync(file);
      lastHash = hash;
      publish(segment, frame);
      if (segment.end() > segment.size() / 2) {
        spare.prepare();
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  private ByteBuffer room(int bytes) {
    if (bytes <= buffer.capacity()) {
      return buffer;
    }
    ByteBuffer larger = ByteBuffer.allocateDirect(Math.max(bytes, buffer.capacity() * 2));
    if (larger.capacity() <= KEPT_BUFFER_BYTES) {
      buffer = larger;
    }
    return larger;
  }

  private static void fill(ByteBuffer bytes, int aligned) {
    int length = bytes.limit();
    bytes.limit(aligned).position(length);
    while (bytes.hasRemaining()) {
      bytes.put((byte) 0);
    }
    bytes.flip();
  }

  private Segment segmentFor(int aligned) throws IOException {
    Segment now = active;
    return now != null && now.hasRoomFor(aligned)
        ? now
        : startSegment(spare.take(Segment.sizeFor(aligned)));
  }

  /// Starts a segment at the next position. If the active one is empty, and too small for what is
  /// to be appended, the new one takes its name and its place.
  private Segment startSegment(Path zeros) throws IOException {
    Segment next = Segment.start(folder, zeros, journal, durable, lastHash);
    FileChannel before = channel;
    channel = channelTo(next);
    active = next;
    index.lock();
    try {
      segments.put(next.firstPosition(), next);
    } finally {
      index.unlock();
    }
    if (before != null) {
      before.close();
    }
    return next;
  }

  private FileChannel channelOf(Segment segment) throws IOException {
    FileChannel open = channel;
    if (open == null || segment != active) {
      throw new IOException("no open segment: " + segment.file());
    }
    return open;
  }

  private void publish(Segment segment, Frame frame) {
    index.lock();
    try {
      segment.add(frame);
      durable = frame.endPosition();
    } finally {
      index.unlock();
    }
  }

  @Override
  public List<RawEntry> read(long from, int max) throws IOException {
    if (from < 0 || max < 0) {
      throw new IllegalArgumentException("read from " + from + " at most " + max);
    }
    List<RawEntry> found = new ArrayList<>();
    @Nullable Place place = place(from);
    while (place != null && found.size() < max) {
      int before = found.size();
      place.read(journal, from + before, max, found);
      if (found.size() == before) {
        throw new CorruptJournalException(place.file() + ":" + place.start(), from - 1, "no frame");
      }
      place = place(from + found.size());
    }
    return found;
  }

  /// Where to look for a position; null if it is not durable yet.
  private @Nullable Place place(long position) throws IOException {
    index.lock();
    try {
      if (closed) {
        throw new IOException("the journal is closed: " + folder);
      }
      Map.@Nullable Entry<Long, Segment> found = segments.floorEntry(position);
      if (position >= durable || found == null) {
        return null;
      }
      Segment segment = found.getValue();
      return new Place(segment.file(), segment.seek(position), segment.end());
    } finally {
      index.unlock();
    }
  }

  /// Frames of one segment that are durable.
  private record Place(Path file, long start, long end) {

    void read(Bits128 journal, long from, int max, List<RawEntry> found) throws IOException {
      try (FileWindow bytes = new FileWindow(file, READ_WINDOW_BYTES)) {
        long at = start;
        while (at < end && found.size() < max) {
          Frame frame = frameAt(bytes, at, journal, from);
          if (frame.endPosition() > from) {
            frame.entries(
                whole(bytes, at, frame),
                entry -> {
                  if (entry.position() >= from && found.size() < max) {
                    found.add(entry);
                  }
                });
          }
          at += frame.alignedLength();
        }
      }
    }

    private Frame frameAt(FileWindow bytes, long at, Bits128 journal, long from)
        throws IOException {
      @Nullable ByteBuffer header = bytes.bytes(at, Frame.HEADER_BYTES);
      @Nullable Frame frame = header == null ? null : Frame.header(header, journal);
      if (frame == null) {
        throw new CorruptJournalException(file + ":" + at, from - 1, "a header is damaged");
      }
      return frame;
    }

    private ByteBuffer whole(FileWindow bytes, long at, Frame frame) throws IOException {
      @Nullable ByteBuffer whole = bytes.bytes(at, frame.length());
      if (whole == null || !frame.bodyIsWhole(whole)) {
        throw new CorruptJournalException(
            file + ":" + at, frame.firstPosition() - 1, "its entries are damaged");
      }
      return whole;
    }
  }

  /// Waits for an append that is under way. Reads and appends are refused from then on.
  @Override
  public void close() throws IOException {
    appending.lock();
    try {
      index.lock();
      try {
        if (closed) {
          return;
        }
        closed = true;
      } finally {
        index.unlock();
      }
      failure = failure == null ? new IOException("closed") : failure;
      replayed = true;
      try {
        spare.close();
        if (channel != null) {
          channel.close();
        }
      } finally {
        lock.close();
      }
    } finally {
      appending.unlock();
    }
  }
}
