package guildhall.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Identity of a transfer or hold: 128 bits, one space for both. Whoever asks for money to move
/// chooses the id first and keeps it over every retry; that is what makes a retry harmless.
///
/// @param high the upper half
/// @param low the lower half
public record Id(long high, long low) implements Comparable<Id> {

  /// An id that follows from its parts: the same parts give the same id, different ones do not.
  ///
  /// @param parts what it stands for; each is hashed with its length, so `ab, c` is not `a, bc`
  public static Id of(String... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        sha.update(bytes);
      }
      ByteBuffer hash = ByteBuffer.wrap(sha.digest());
      return new Id(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int compareTo(Id other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /// 32 hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
