package guildhall.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One file of a journal: a header block, then frames, then zeros up to its size, which never
/// changes.
///
/// | bytes | header, in a block of [Frame#ALIGNMENT] | |
/// |---|---|---|
/// | 4 | magic | `GHJS` |
/// | 4 | format | 1 |
/// | 16 | journal | random, the same in every segment of a journal |
/// | 8 | first position | of its first entry, also its name |
/// | 8 | size | of the file in bytes |
/// | 16 | previous | hash of the last frame of the segment before, zero in the first |
/// | 4 | checksum | CRC-32C of the above |
///
/// A segment gets its name only when its header and zeros are durable and every frame before it is.
/// So a crash leaves no segment that is too short, has a bad header, or follows on a torn frame.
///
/// The index is sparse: a mark per 64 KiB of frames. Not safe for threads; the journal's lock
/// guards it.
final class Segment {

  static final String SUFFIX = ".journal";
  private static final int MAGIC = 0x47484A53;
  private static final int FORMAT = 1;
  private static final int CHECKED_BYTES = 56;
  private static final int MARK_EVERY_BYTES = 64 * 1024;

  private final String name;
  private final Bits128 journal;
  private final long firstPosition;
  private final long size;
  private final Bits128 previous;

  private long[] markPositions = new long[4];
  private long[] markOffsets = new long[4];
  private int marks;
  private long end = Frame.ALIGNMENT;
  private boolean indexed;

  private Segment(String name, Bits128 journal, long firstPosition, long size, Bits128 previous) {
    this.name = name;
    this.journal = journal;
    this.firstPosition = firstPosition;
    this.size = size;
    this.previous = previous;
  }

  /// Bytes a segment must have to hold a frame.
  static long sizeFor(int alignedFrameLength) {
    return (long) Frame.ALIGNMENT + alignedFrameLength;
  }

  /// The names of all segments, in the order of their entries.
  static List<String> names(Storage storage) throws IOException {
    return storage.list().stream().filter(name -> name.endsWith(SUFFIX)).toList();
  }

  static String nameOf(long firstPosition) {
    return String.format(Locale.ROOT, "%020d%s", firstPosition, SUFFIX);
  }

  /// Turns a durable file of zeros into a durable segment with no frames.
  static Segment start(
      Storage storage, String zeros, Bits128 journal, long firstPosition, Bits128 previous)
      throws IOException {
    String name = nameOf(firstPosition);
    try (StoredFile file = storage.open(zeros)) {
      long size = file.size();
      ByteBuffer header = ByteBuffer.allocate(Frame.ALIGNMENT);
      header.putInt(MAGIC).putInt(FORMAT);
      journal.put(header);
      header.putLong(firstPosition).putLong(size);
      previous.put(header);
      header.putInt(checksum(header.slice(0, CHECKED_BYTES))).clear();
      StoredFiles.write(file, header, 0);
      file.sync();
      storage.rename(zeros, name);
      storage.syncNames();
      return new Segment(name, journal, firstPosition, size, previous);
    }
  }

  /// Reads the header of a segment.
  ///
  /// @param where its file, for messages
  /// @throws CorruptJournalException if it is damaged or the file is not as long as it was made
  /// @throws UnknownFormatException if it is whole and of another format
  static Segment load(String name, String where, long afterPosition, FileWindow bytes)
      throws IOException {
    @Nullable ByteBuffer header = bytes.bytes(0, Frame.ALIGNMENT);
    if (header == null || header.getInt() != MAGIC) {
      throw new CorruptJournalException(where + ":0", afterPosition, "not a segment of a journal");
    }
    ByteBuffer checked = header.slice(0, CHECKED_BYTES);
    int format = header.getInt();
    Bits128 journal = Bits128.get(header);
    long firstPosition = header.getLong();
    long size = header.getLong();
    Bits128 previous = Bits128.get(header);
    if (header.getInt() != checksum(checked)) {
      throw new CorruptJournalException(where + ":0", afterPosition, "its header is damaged");
    }
    if (format != FORMAT) {
      throw new UnknownFormatException(where, format, FORMAT);
    }
    if (bytes.size() != size) {
      throw new CorruptJournalException(
          where + ":" + bytes.size(), afterPosition, "the file has to be " + size + " bytes long");
    }
    return new Segment(name, journal, firstPosition, size, previous);
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  String name() {
    return name;
  }

  Bits128 journal() {
    return journal;
  }

  long firstPosition() {
    return firstPosition;
  }

  Bits128 previous() {
    return previous;
  }

  long size() {
    return size;
  }

  /// Offset after its last durable frame, where the next one goes.
  long end() {
    return end;
  }

  boolean hasRoomFor(int alignedFrameLength) {
    return end + alignedFrameLength <= size;
  }

  /// Whether [#end] and [#seek] know all its frames.
  boolean isIndexed() {
    return indexed;
  }

  /// All its frames so far have been added.
  void indexed() {
    indexed = true;
  }

  /// Notes a durable frame at [#end].
  void add(Frame frame) {
    if (marks == 0 || end - markOffsets[marks - 1] >= MARK_EVERY_BYTES) {
      if (marks == markOffsets.length) {
        markOffsets = Arrays.copyOf(markOffsets, marks * 2);
        markPositions = Arrays.copyOf(markPositions, marks * 2);
      }
      markOffsets[marks] = end;
      markPositions[marks] = frame.firstPosition();
      marks++;
    }
    end += frame.alignedLength();
  }

  /// Offset of a frame at or not far before the one that holds `position`.
  long seek(long position) {
    int found = Arrays.binarySearch(markPositions, 0, marks, position);
    int mark = found >= 0 ? found : -found - 2;
    return mark < 0 ? Frame.ALIGNMENT : markOffsets[mark];
  }
}
