package guildhall.book;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/// 128 bits: the random identity of a journal, a salt, or the first half of a SHA-256.
record Bits128(long high, long low) {

  static final int BYTES = 16;
  static final Bits128 ZERO = new Bits128(0, 0);
  private static final SecureRandom RANDOM = new SecureRandom();

  static Bits128 random() {
    return new Bits128(RANDOM.nextLong(), RANDOM.nextLong());
  }

  /// The first 16 bytes of the SHA-256 of what remains in `bytes`, which is left unread.
  static Bits128 hash(ByteBuffer bytes) {
    MessageDigest digest = Sha256.digest();
    digest.update(bytes.duplicate());
    return get(ByteBuffer.wrap(digest.digest()));
  }

  static Bits128 get(ByteBuffer from) {
    return new Bits128(from.getLong(), from.getLong());
  }

  void put(ByteBuffer to) {
    to.putLong(high).putLong(low);
  }

  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    put(bytes);
    return bytes.array();
  }

  /// 32 hexadecimal digits.
  String toHex() {
    return HexFormat.of().formatHex(toBytes());
  }
}
