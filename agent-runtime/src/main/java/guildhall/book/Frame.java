package guildhall.book;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One appended batch as it lies in a segment: the unit that is durable as a whole or not at all.
///
/// All numbers are big-endian. Frames start at multiples of [#ALIGNMENT]; zeros fill the gaps.
///
/// | bytes | header | |
/// |---|---|---|
/// | 4 | magic | `GHJF` |
/// | 4 | format | 2 |
/// | 4 | length | of the frame in bytes, checksums included, filling excluded |
/// | 4 | count | of its entries, 1 or more |
/// | 8 | first position | of its first entry; the others follow without gaps |
/// | 8 | time | book time of its first entry, microseconds |
/// | 16 | previous | first 16 bytes of the SHA-256 of the frame before, filling excluded |
/// | 8 | contents | what its entries name lies before this place of the [ContentStore] |
/// | 4 | checksum | CRC-32C of the journal's id (not written here) and the 56 bytes above |
///
/// Format 1, which is only read, has no contents: they were durable before an entry named them.
///
/// Then the entries as in [EncodedBatch], and at last the CRC-32C of all entries (4). The journal's
/// id in the checksum keeps a text that somebody stored in an entry, or a frame of another journal,
/// from being taken for a frame of this one.
///
/// @param headerBytes of its format
/// @param length as written
/// @param count as written
/// @param firstPosition as written
/// @param timeMicros as written
/// @param previous as written
/// @param contents as written, 0 in format 1
record Frame(
    int headerBytes,
    int length,
    int count,
    long firstPosition,
    long timeMicros,
    Bits128 previous,
    long contents) {

  static final int ALIGNMENT = 512;
  static final int HEADER_BYTES = 60;
  static final int MAGIC = 0x47484A46;

  private static final int FORMAT = 2;
  private static final int WITHOUT_CONTENTS = 1;
  private static final int CONTENTS_BYTES = 8;
  static final int CHECKSUM_BYTES = 4;

  /// Where the next frame starts, from the start of this one.
  int alignedLength() {
    return align(length);
  }

  /// The position after its last entry.
  long endPosition() {
    return firstPosition + count;
  }

  static int align(int length) {
    return Math.addExact(length, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /// Makes a frame of a batch, in the batch's own buffer.
  ///
  /// @return the buffer from the frame's start to its aligned end, zeros after its length
  static ByteBuffer seal(EncodedBatch batch, Bits128 journal, Bits128 previous) {
    ByteBuffer bytes = batch.framed().duplicate();
    int end = bytes.position();
    int length = end + CHECKSUM_BYTES;
    bytes.position(0);
    bytes.putInt(MAGIC).putInt(FORMAT).putInt(length).putInt(batch.count());
    bytes.putLong(batch.firstPosition()).putLong(batch.firstTimeMicros());
    previous.put(bytes);
    bytes.putLong(batch.contents());
    bytes.putInt(checksum(journal, bytes.slice(0, HEADER_BYTES - CHECKSUM_BYTES)));
    bytes.putInt(end, checksum(bytes.slice(HEADER_BYTES, end - HEADER_BYTES)));
    for (int at = length; at < align(length); at++) {
      bytes.put(at, (byte) 0);
    }
    return bytes.position(0).limit(align(length));
  }

  /// The frame that [#seal] has made.
  static Frame sealed(ByteBuffer bytes, Bits128 journal) {
    Frame frame = header(bytes, journal);
    if (frame == null) {
      throw new IllegalStateException("a sealed frame has no header");
    }
    return frame;
  }

  /// The header in `bytes`, of which there are at least [#HEADER_BYTES]; null if it is none of this
  /// journal.
  static @Nullable Frame header(ByteBuffer bytes, Bits128 journal) {
    ByteBuffer from = bytes.duplicate();
    int start = from.position();
    if (from.getInt() != MAGIC) {
      return null;
    }
    int format = from.getInt();
    if (format != FORMAT && format != WITHOUT_CONTENTS) {
      return null;
    }
    int headerBytes = format == FORMAT ? HEADER_BYTES : HEADER_BYTES - CONTENTS_BYTES;
    Frame frame =
        new Frame(
            headerBytes,
            from.getInt(),
            from.getInt(),
            from.getLong(),
            from.getLong(),
            Bits128.get(from),
            format == FORMAT ? from.getLong() : 0);
    boolean whole =
        from.getInt() == checksum(journal, bytes.slice(start, headerBytes - CHECKSUM_BYTES))
            && frame.count > 0
            && frame.length > headerBytes + CHECKSUM_BYTES;
    return whole ? frame : null;
  }

  /// Whether the entries in `bytes`, which holds the whole frame, are as they were written.
  boolean bodyIsWhole(ByteBuffer bytes) {
    int end = length - CHECKSUM_BYTES;
    return checksum(bytes.slice(bytes.position() + headerBytes, end - headerBytes))
        == bytes.getInt(bytes.position() + end);
  }

  /// Hands over the entries in `bytes`, which holds the whole frame.
  void entries(ByteBuffer bytes, Consumer<RawEntry> reader) {
    ByteBuffer from = bytes.duplicate();
    from.position(bytes.position() + headerBytes);
    EncodedBatch.read(from, firstPosition, count, reader);
  }

  private static int checksum(Bits128 journal, ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(journal.toBytes());
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
