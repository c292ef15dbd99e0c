package guildhall.book;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// Reads the durable frames of a journal again, from the first: checksums, positions, and the hash
/// that each carries of the one before.
final class JournalCheck {

  private static final int WINDOW_BYTES = 1 << 20;

  private final Storage storage;
  private final List<Segment> segments;
  private final long durable;
  private long position;
  private Bits128 lastHash = Bits128.ZERO;
  private long bytes;

  /// @param segments all of them
  /// @param durable the position after the last entry to be read
  JournalCheck(Storage storage, List<Segment> segments, long durable) {
    this.storage = storage;
    this.segments = segments;
    this.durable = durable;
  }

  /// Reads all.
  Extent run(Consumer<RawEntry> reader) throws IOException {
    for (Segment segment : segments) {
      try (FileWindow file = FileWindow.of(storage, segment.name(), WINDOW_BYTES)) {
        check(segment, file, reader);
      }
    }
    return new Extent(segments.size(), bytes, lastHash.toHex());
  }

  private void check(Segment known, FileWindow file, Consumer<RawEntry> reader) throws IOException {
    String where = storage.where(known.name());
    Segment segment = Segment.load(known.name(), where, position - 1, file);
    if (!segment.journal().equals(known.journal())
        || segment.firstPosition() != position
        || !segment.previous().equals(lastHash)) {
      throw new CorruptJournalException(
          where + ":0", position - 1, "it does not follow on the frame before");
    }
    Recovery recovery = Recovery.ofDurable(segment, where, file, position, lastHash);
    recovery.frames(reader, durable);
    position = recovery.position();
    lastHash = recovery.lastHash();
    bytes += segment.size();
    boolean last = known.equals(segments.getLast());
    long end = last ? durable : segments.get(segments.indexOf(known) + 1).firstPosition();
    if (position < end) {
      throw new CorruptJournalException(
          where + ":" + segment.end(),
          position - 1,
          "no whole frame here, yet there are entries up to " + (end - 1));
    }
  }
}
