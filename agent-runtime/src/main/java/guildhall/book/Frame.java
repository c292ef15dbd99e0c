package guildhall.book;

import java.nio.ByteBuffer;
import java.util.List;
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
/// | 4 | format | 1 |
/// | 4 | length | of the frame in bytes, checksums included, filling excluded |
/// | 4 | count | of its entries, 1 or more |
/// | 8 | first position | of its first entry; the others follow without gaps |
/// | 8 | time | book time of its first entry, microseconds |
/// | 16 | previous | first 16 bytes of the SHA-256 of the frame before, filling excluded |
/// | 4 | checksum | CRC-32C of the journal's id (not written here) and the 48 bytes above |
///
/// Then, per entry, {body length 4, time 8, type 4, version 4, body}, and at last the CRC-32C of
/// all entries (4). The journal's id in the checksum keeps a text that somebody stored in an entry,
/// or a frame of another journal, from being taken for a frame of this one.
///
/// @param length as written
/// @param count as written
/// @param firstPosition as written
/// @param timeMicros as written
/// @param previous as written
record Frame(int length, int count, long firstPosition, long timeMicros, Bits128 previous) {

  static final int ALIGNMENT = 512;
  static final int HEADER_BYTES = 52;
  static final int MAGIC = 0x47484A46;

  private static final int FORMAT = 1;
  private static final int CHECKED_BYTES = 48;
  private static final int ENTRY_BYTES = 20;
  private static final int CHECKSUM_BYTES = 4;

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

  /// Bytes of the frame that holds a batch, without filling.
  ///
  /// @throws ArithmeticException if it were 2 GiB or more
  static int lengthOf(List<RawEntry> batch) {
    long length = HEADER_BYTES + CHECKSUM_BYTES;
    for (RawEntry entry : batch) {
      length += ENTRY_BYTES + entry.body().length;
    }
    return Math.toIntExact(length);
  }

  /// Puts the frame of a batch into `to` from its start, which must have room for its aligned
  /// length; `to` then holds exactly the frame without filling.
  static Frame write(List<RawEntry> batch, Bits128 journal, Bits128 previous, ByteBuffer to) {
    RawEntry first = batch.getFirst();
    Frame frame =
        new Frame(lengthOf(batch), batch.size(), first.position(), first.timeMicros(), previous);
    to.clear();
    to.putInt(MAGIC).putInt(FORMAT).putInt(frame.length).putInt(frame.count);
    to.putLong(frame.firstPosition).putLong(frame.timeMicros);
    previous.put(to);
    to.putInt(checksum(journal, to.slice(0, CHECKED_BYTES)));
    for (RawEntry entry : batch) {
      to.putInt(entry.body().length).putLong(entry.timeMicros());
      to.putInt(entry.type()).putInt(entry.version()).put(entry.body());
    }
    to.putInt(checksum(to.slice(HEADER_BYTES, to.position() - HEADER_BYTES)));
    to.flip();
    return frame;
  }

  /// The header in `bytes`, of which there are at least [#HEADER_BYTES]; null if it is none of this
  /// journal.
  static @Nullable Frame header(ByteBuffer bytes, Bits128 journal) {
    ByteBuffer from = bytes.duplicate();
    int start = from.position();
    if (from.getInt() != MAGIC || from.getInt() != FORMAT) {
      return null;
    }
    Frame frame =
        new Frame(from.getInt(), from.getInt(), from.getLong(), from.getLong(), Bits128.get(from));
    boolean whole =
        from.getInt() == checksum(journal, bytes.slice(start, CHECKED_BYTES))
            && frame.count > 0
            && frame.length > HEADER_BYTES + CHECKSUM_BYTES;
    return whole ? frame : null;
  }

  /// Whether the entries in `bytes`, which holds the whole frame, are as they were written.
  boolean bodyIsWhole(ByteBuffer bytes) {
    int end = length - CHECKSUM_BYTES;
    return checksum(bytes.slice(bytes.position() + HEADER_BYTES, end - HEADER_BYTES))
        == bytes.getInt(bytes.position() + end);
  }

  /// Hands over the entries in `bytes`, which holds the whole frame.
  void entries(ByteBuffer bytes, Consumer<RawEntry> reader) {
    ByteBuffer from = bytes.duplicate();
    from.position(bytes.position() + HEADER_BYTES);
    for (int i = 0; i < count; i++) {
      byte[] body = new byte[from.getInt()];
      long entryTimeMicros = from.getLong();
      int type = from.getInt();
      int version = from.getInt();
      from.get(body);
      reader.accept(new RawEntry(firstPosition + i, entryTimeMicros, type, version, body));
    }
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
