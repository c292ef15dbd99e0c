package guildhall.book;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Name of a content: the hash of a salt, its owner and its bytes. Two owners of the same bytes
/// have two contents, so that erasing one neither reveals nor deletes the other.
///
/// @param hex 64 lower-case hexadecimal digits (SHA-256)
public record ContentId(String hex) {

  private static final int DIGITS = 64;

  /// @throws IllegalArgumentException if it is not 64 hexadecimal digits
  public ContentId {
    if (!isHash(hex)) {
      throw new IllegalArgumentException("not a content id: " + hex);
    }
  }

  /// Without a pattern: ids are made and read with every call.
  private static boolean isHash(String hex) {
    boolean digits = hex.length() == DIGITS;
    for (int i = 0; i < hex.length() && digits; i++) {
      char digit = hex.charAt(i);
      digits = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
    }
    return digits;
  }

  /// SHA-256 of salt, length of the owner's name, owner's name in UTF-8, and bytes.
  static ContentId of(Bits128 salt, String owner, byte[] bytes) {
    byte[] name = owner.getBytes(StandardCharsets.UTF_8);
    MessageDigest digest = Sha256.digest();
    digest.update(salt.toBytes());
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).flip());
    digest.update(name);
    digest.update(bytes);
    return new ContentId(HexFormat.of().formatHex(digest.digest()));
  }

  static ContentId of(byte[] hash) {
    return new ContentId(HexFormat.of().formatHex(hash));
  }

  byte[] hash() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
