package guildhall.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The segments of a journal and what of them is durable; reads entries by position. Any thread;
/// its lock is held for moments only, so that a reader never waits for the disk of a writer.
final class JournalIndex {

  private static final int READ_WINDOW_BYTES = 64 * 1024;

  private final Storage storage;
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<Long, Segment> segments = new TreeMap<>();
  private long durable;
  private boolean closed;

  JournalIndex(Storage storage) {
    this.storage = storage;
  }

  /// The position after the last durable entry.
  long durable() {
    lock.lock();
    try {
      return durable;
    } finally {
      lock.unlock();
    }
  }

  /// Where the newest segment begins: all before it is sealed.
  long sealed() {
    lock.lock();
    try {
      return segments.isEmpty() ? 0 : segments.lastKey();
    } finally {
      lock.unlock();
    }
  }

  /// Segments that begin at `from` or later and end at `to` or before.
  List<Segment> between(long from, long to) {
    lock.lock();
    try {
      return List.copyOf(segments.subMap(from, to).values());
    } finally {
      lock.unlock();
    }
  }

  /// What is durable now: all segments, and the position after the last entry.
  JournalCheck check() {
    lock.lock();
    try {
      return new JournalCheck(storage, List.copyOf(segments.values()), durable);
    } finally {
      lock.unlock();
    }
  }

  /// How much there is.
  Extent extent(Bits128 headHash) {
    lock.lock();
    try {
      long bytes = segments.values().stream().mapToLong(Segment::size).sum();
      return new Extent(segments.size(), bytes, headHash.toHex());
    } finally {
      lock.unlock();
    }
  }

  @Nullable Segment first() {
    lock.lock();
    try {
      return segments.isEmpty() ? null : segments.firstEntry().getValue();
    } finally {
      lock.unlock();
    }
  }

  @Nullable Segment last() {
    lock.lock();
    try {
      return segments.isEmpty() ? null : segments.lastEntry().getValue();
    } finally {
      lock.unlock();
    }
  }

  @Nullable Segment at(long firstPosition) {
    lock.lock();
    try {
      return segments.get(firstPosition);
    } finally {
      lock.unlock();
    }
  }

  /// A segment whose frames are durable up to `end`; one of the same first position is replaced.
  void add(Segment segment, long end) {
    lock.lock();
    try {
      segments.put(segment.firstPosition(), segment);
      durable = end;
    } finally {
      lock.unlock();
    }
  }

  /// The frame after the last one of the newest segment is durable.
  void publish(Segment segment, Frame frame) {
    lock.lock();
    try {
      segment.add(frame);
      durable = frame.endPosition();
    } finally {
      lock.unlock();
    }
  }

  /// Refuses reads from now on.
  ///
  /// @return false if it was closed before
  boolean close() {
    lock.lock();
    try {
      boolean now = !closed;
      closed = true;
      return now;
    } finally {
      lock.unlock();
    }
  }

  /// At most `max` durable entries from a position on.
  List<RawEntry> read(long from, int max) throws IOException {
    if (from < 0 || max < 0) {
      throw new IllegalArgumentException("read from " + from + " at most " + max);
    }
    List<RawEntry> found = new ArrayList<>();
    @Nullable Place place = place(from);
    while (place != null && found.size() < max) {
      int before = found.size();
      place.read(from + before, max, found);
      if (found.size() == before) {
        throw new CorruptJournalException(place.where() + ":" + place.start, from - 1, "no frame");
      }
      place = place(from + found.size());
    }
    return found;
  }

  /// Where to look for a position; null if it is not durable yet.
  private @Nullable Place place(long position) throws IOException {
    Segment unread;
    lock.lock();
    try {
      if (closed) {
        throw new IOException("the journal is closed: " + storage.where(""));
      }
      Map.@Nullable Entry<Long, Segment> found = segments.floorEntry(position);
      if (position >= durable || found == null) {
        if (position < durable) {
          throw new IOException("entry " + position + " is in a segment that is not here");
        }
        return null;
      }
      Segment segment = found.getValue();
      if (segment.isIndexed()) {
        return new Place(segment, segment.seek(position), segment.end());
      }
      unread = segment;
    } finally {
      lock.unlock();
    }
    index(unread);
    return place(position);
  }

  /// Finds the frames of a segment that the start passed over, thanks to a snapshot: up to where
  /// the next one begins. Behind that may lie a torn frame, of which a later start, that saw it
  /// zeroed, could not know that the disk had kept it.
  private void index(Segment segment) throws IOException {
    long next = next(segment);
    List<Frame> frames = new ArrayList<>();
    long at = Frame.ALIGNMENT;
    try (FileWindow bytes = FileWindow.of(storage, segment.name(), READ_WINDOW_BYTES)) {
      @Nullable ByteBuffer header = bytes.bytes(at, Frame.HEADER_BYTES);
      while (header != null) {
        @Nullable Frame frame = Frame.header(header, segment.journal());
        if (frame == null || frame.firstPosition() >= next) {
          break;
        }
        frames.add(frame);
        at += frame.alignedLength();
        header = bytes.bytes(at, Frame.HEADER_BYTES);
      }
    }
    lock.lock();
    try {
      if (!segment.isIndexed()) {
        frames.forEach(segment::add);
        segment.indexed();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The first position that is not in a segment.
  private long next(Segment segment) {
    lock.lock();
    try {
      @Nullable Long next = segments.higherKey(segment.firstPosition());
      return next == null ? durable : next;
    } finally {
      lock.unlock();
    }
  }

  /// Frames of one segment that are durable.
  private final class Place {
    private final Segment segment;
    private final long start;
    private final long end;

    Place(Segment segment, long start, long end) {
      this.segment = segment;
      this.start = start;
      this.end = end;
    }

    String where() {
      return storage.where(segment.name());
    }

    void read(long from, int max, List<RawEntry> found) throws IOException {
      try (FileWindow bytes = FileWindow.of(storage, segment.name(), READ_WINDOW_BYTES)) {
        long at = start;
        long due = from;
        while (at < end && found.size() < max) {
          Frame frame = frameAt(bytes, at, from);
          boolean outOfPlace =
              due > from ? frame.firstPosition() != due : frame.firstPosition() > from;
          if (outOfPlace) {
            throw new CorruptJournalException(
                where() + ":" + at, due - 1, "entry " + frame.firstPosition() + " follows");
          }
          if (frame.endPosition() > from) {
            frame.entries(
                whole(bytes, at, frame),
                entry -> {
                  if (entry.position() >= from && found.size() < max) {
                    found.add(entry);
                  }
                });
            due = frame.endPosition();
          }
          at += frame.alignedLength();
        }
      }
    }

    private Frame frameAt(FileWindow bytes, long at, long from) throws IOException {
      @Nullable ByteBuffer header = bytes.bytes(at, Frame.HEADER_BYTES);
      @Nullable Frame frame = header == null ? null : Frame.header(header, segment.journal());
      if (frame == null) {
        throw new CorruptJournalException(where() + ":" + at, from - 1, "a header is damaged");
      }
      return frame;
    }

    private ByteBuffer whole(FileWindow bytes, long at, Frame frame) throws IOException {
      @Nullable ByteBuffer whole = bytes.bytes(at, frame.length());
      if (whole == null || !frame.bodyIsWhole(whole)) {
        throw new CorruptJournalException(
            where() + ":" + at, frame.firstPosition() - 1, "its entries are damaged");
      }
      return whole;
    }
  }
}
