package guildhall.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One content as it lies in a pack: a header of 64 bytes, the bytes, zeros up to a multiple of 64.
/// Of one that was erased the header stays, with another magic, and zeros where the bytes were.
///
/// | bytes | header | |
/// |---|---|---|
/// | 4 | magic | `GHCR`, erased `GHCE` |
/// | 4 | length | of the bytes |
/// | 8 | durable | everything before this offset of the pack was durable when this was written |
/// | 32 | id | |
/// | 4 | checksum | CRC-32C of the bytes |
/// | 4 | checksum | CRC-32C of the pack's salt and the 52 bytes above |
/// | 8 | zero | |
///
/// @param offset of the header in the pack
/// @param length as written
/// @param durable as written
/// @param id as written
/// @param checksum of the bytes, as written
/// @param erased whether the bytes are gone
record ContentRecord(
    long offset, int length, long durable, ContentId id, int checksum, boolean erased) {

  static final int HEADER_BYTES = 64;
  static final int ALIGNMENT = 64;
  private static final int MAGIC = 0x47484352;
  private static final int ERASED_MAGIC = 0x47484345;
  private static final int CHECKED_BYTES = 52;

  /// Offset of the next record.
  long end() {
    return offset + HEADER_BYTES + ((long) length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /// Header, bytes and filling.
  static byte[] write(Bits128 salt, ContentId id, long durable, byte[] content) {
    var record = new ContentRecord(0, content.length, durable, id, checksum(content), false);
    ByteBuffer to = ByteBuffer.allocate(Math.toIntExact(record.end()));
    record.header(salt, to);
    to.put(HEADER_BYTES, content);
    return to.array();
  }

  /// What its header is once it is erased. It lies in one sector of any disk, so a crash leaves
  /// either this or the one before.
  byte[] erasedHeader(Bits128 salt) {
    ByteBuffer to = ByteBuffer.allocate(HEADER_BYTES);
    new ContentRecord(offset, length, durable, id, 0, true).header(salt, to);
    return to.array();
  }

  private void header(Bits128 salt, ByteBuffer to) {
    to.putInt(erased ? ERASED_MAGIC : MAGIC).putInt(length).putLong(durable).put(id.hash());
    to.putInt(checksum).putInt(checksum(salt, to.slice(0, CHECKED_BYTES)));
  }

  /// The record at an offset; null if there is none with a whole header and room for its bytes.
  static @Nullable ContentRecord read(FileWindow pack, long offset, Bits128 salt)
      throws IOException {
    @Nullable ByteBuffer from = pack.bytes(offset, HEADER_BYTES);
    if (from == null) {
      return null;
    }
    int magic = from.getInt();
    if (magic != MAGIC && magic != ERASED_MAGIC) {
      return null;
    }
    ByteBuffer checked = from.slice(0, CHECKED_BYTES);
    int length = from.getInt();
    long durable = from.getLong();
    byte[] hash = new byte[32];
    from.get(hash);
    int checksum = from.getInt();
    if (from.getInt() != checksum(salt, checked) || length < 0) {
      return null;
    }
    var found =
        new ContentRecord(
            offset, length, durable, ContentId.of(hash), checksum, magic == ERASED_MAGIC);
    return found.end() <= pack.size() ? found : null;
  }

  /// Whether its bytes are zeros, as they have to be when it is erased.
  boolean isBlank(FileWindow pack) throws IOException {
    @Nullable ByteBuffer from = pack.bytes(offset + HEADER_BYTES, length);
    boolean blank = from != null;
    while (from != null && blank && from.hasRemaining()) {
      blank = from.get() == 0;
    }
    return blank;
  }

  /// Its bytes; null if they are not as they were written.
  byte @Nullable [] content(FileWindow pack) throws IOException {
    @Nullable ByteBuffer from = pack.bytes(offset + HEADER_BYTES, length);
    if (from == null) {
      return null;
    }
    byte[] content = new byte[length];
    from.get(content);
    return checksum(content) == checksum ? content : null;
  }

  private static int checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return (int) crc.getValue();
  }

  private static int checksum(Bits128 salt, ByteBuffer header) {
    CRC32C crc = new CRC32C();
    crc.update(salt.toBytes());
    crc.update(header);
    return (int) crc.getValue();
  }
}
