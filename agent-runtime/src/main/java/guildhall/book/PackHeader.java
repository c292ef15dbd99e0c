package guildhall.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// How a pack of contents begins: 64 bytes with magic, format, the salt of its ids, and a CRC-32C
/// of those.
final class PackHeader {

  static final int BYTES = 64;

  private static final int MAGIC = 0x47484350;
  private static final int FORMAT = 1;
  private static final int CHECKED_BYTES = 24;

  private PackHeader() {}

  /// Makes a pack without contents, which is there whole or not at all.
  static void create(Path pack, Path folder) throws IOException {
    Path unnamed = folder.resolve("contents.new");
    Files.deleteIfExists(unnamed);
    ByteBuffer header = ByteBuffer.allocate(BYTES).putInt(MAGIC).putInt(FORMAT);
    Bits128.random().put(header);
    header.putInt(checksum(header.slice(0, CHECKED_BYTES))).clear();
    try (FileChannel channel = Disk.create(unnamed)) {
      Disk.write(channel, header, 0);
      channel.force(true);
    }
    Files.move(unnamed, pack, StandardCopyOption.ATOMIC_MOVE);
    Disk.syncFolder(folder);
  }

  /// The salt of a pack.
  ///
  /// @throws IOException if it is no pack, damaged, or of another format
  static Bits128 salt(Path pack) throws IOException {
    try (FileWindow bytes = FileWindow.of(pack, BYTES)) {
      @Nullable ByteBuffer header = bytes.bytes(0, BYTES);
      if (header == null
          || header.getInt() != MAGIC
          || header.getInt(CHECKED_BYTES) != checksum(header.slice(0, CHECKED_BYTES))) {
        throw new IOException("not a pack of contents, or its header is damaged: " + pack);
      }
      int format = header.getInt();
      if (format != FORMAT) {
        throw new IOException(pack + " has format " + format + ", this code reads " + FORMAT);
      }
      return Bits128.get(header);
    }
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
