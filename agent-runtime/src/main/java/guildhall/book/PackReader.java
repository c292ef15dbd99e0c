package guildhall.book;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The contents of a folder that nobody has open, only to be read: not a byte of it is changed.
/// What lies behind the first header that is not whole is passed over; a start would cut it off.
/// Safe for any thread.
public final class PackReader implements ContentReader {

  private static final int SCAN_WINDOW_BYTES = 256 * 1024;
  private static final int GET_WINDOW_BYTES = 16 * 1024;

  private final Path pack;
  private final Bits128 salt;
  private final ContentIndex index = new ContentIndex(); // not changed after the opening

  private PackReader(Path pack, Bits128 salt) {
    this.pack = pack;
    this.salt = salt;
  }

  /// Reads every header.
  ///
  /// @throws IOException if there is no store in the folder, or it cannot be read
  public static PackReader open(Path folder) throws IOException {
    Path pack = folder.resolve("contents.pack");
    PackReader reader = new PackReader(pack, PackHeader.salt(pack));
    try (FileWindow bytes = FileWindow.of(pack, SCAN_WINDOW_BYTES)) {
      @Nullable ContentRecord found = ContentRecord.read(bytes, PackHeader.BYTES, reader.salt);
      while (found != null) {
        if (!found.erased()) {
          reader.index.add(found.id(), found.offset());
        }
        found = ContentRecord.read(bytes, found.end(), reader.salt);
      }
    }
    return reader;
  }

  @Override
  public Optional<byte[]> get(ContentId id) throws IOException {
    long offset = index.find(id);
    if (offset == ContentIndex.NONE) {
      return Optional.empty();
    }
    try (FileWindow bytes = FileWindow.of(pack, GET_WINDOW_BYTES)) {
      @Nullable ContentRecord found = ContentRecord.read(bytes, offset, salt);
      byte[] content = found == null || !found.id().equals(id) ? null : found.content(bytes);
      if (content == null) {
        throw new IOException("content " + id + " is damaged at " + pack + ":" + offset);
      }
      return Optional.of(content);
    }
  }
}
