package guildhall.ops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/// The key for administration: 32 random bytes in the file `admin.key` of the data folder, which
/// only its owner may read. Never shown: not by [#toString], not in a log.
public final class AdminKey {

  /// Name of the file.
  public static final String FILE = "admin.key";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final byte[] key;

  private AdminKey(String key) {
    this.key = key.getBytes(StandardCharsets.US_ASCII);
  }

  /// Reads the key of a data folder; makes one at the first start. A file others could read is
  /// taken from them.
  ///
  /// @throws IOException if it can neither be read nor made, or does not hold a key
  public static AdminKey of(Path dataFolder) throws IOException {
    Files.createDirectories(dataFolder);
    Path file = dataFolder.resolve(FILE);
    make(file);
    if (posix(file)) {
      Files.setPosixFilePermissions(file, OWNER_ONLY);
    }
    String text = Files.readString(file).strip();
    if (!text.matches("[0-9a-f]{64}")) {
      throw new IOException(
          file + " does not hold 64 hexadecimal digits; remove it to get a new key");
    }
    return new AdminKey(text);
  }

  /// Written beside and moved into place, so that a crash never leaves half a key.
  private static void make(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    FileAttribute<?>[] attributes =
        posix(file)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), FILE, ".new", attributes);
    try {
      Files.writeString(
          fresh,
          HexFormat.of().formatHex(bytes) + "\n",
          StandardOpenOption.WRITE,
          StandardOpenOption.DSYNC);
      Files.move(fresh, file);
    } catch (FileAlreadyExistsException _) {
      // somebody else was first; theirs is the key
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static boolean posix(Path file) throws IOException {
    return Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
  }

  /// Whether a text is the key. Takes the same time wherever they differ.
  public boolean matches(String text) {
    return MessageDigest.isEqual(key, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "AdminKey[secret]";
  }
}
