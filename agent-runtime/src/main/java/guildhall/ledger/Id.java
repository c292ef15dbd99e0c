package guildhall.ledger;

import guildhall.book.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Identity of a movement, a hold or a group: 128 bits, one space for all. Whoever asks for money
/// to move chooses the id first and keeps it over every retry; that is what makes a retry harmless.
///
/// An id of a money operation is time-ordered, a UUID of version 7: 48 bits of milliseconds since
/// 1970, the version, 12 bits, the variant, 62 bits. The ledger remembers ids for a window of time
/// and can tell by the id itself that it is older. Source: RFC 9562 section 5.7.
///
/// @param high the upper half
/// @param low the lower half
public record Id(long high, long low) implements Comparable<Id> {

  private static final long TIME = 0xFFFF_FFFF_FFFFL;

  /// A time-ordered id that follows from a time and its parts: the same give the same id.
  ///
  /// @param timeMicros microseconds since 1970, 0 or more
  /// @param parts what it stands for; each is hashed with its length, so `ab, c` is not `a, bc`
  /// @throws IllegalArgumentException if the time is negative
  public static Id at(long timeMicros, String... parts) {
    if (timeMicros < 0) {
      throw new IllegalArgumentException("timeMicros must be >= 0: " + timeMicros);
    }
    return timed(timeMicros / 1000, hash(Sha256.digest(), parts));
  }

  /// A time-ordered id with the time of another, for what belongs to it: the same parent and parts
  /// give the same id. Under a parent that is not time-ordered the time means nothing.
  public static Id below(Id parent, String... parts) {
    MessageDigest sha = Sha256.digest();
    sha.update(ByteBuffer.allocate(16).putLong(parent.high).putLong(parent.low).flip());
    return timed(parent.timeMillis(), hash(sha, parts));
  }

  /// A plain hash of the parts, without a time: for what is no money id.
  ///
  /// @param parts what it stands for; each is hashed with its length
  public static Id hash(String... parts) {
    return hash(Sha256.digest(), parts);
  }

  private static Id timed(long millis, Id bits) {
    return new Id(
        (millis & TIME) << 16 | 0x7000 | (bits.high & 0xFFF),
        (bits.low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
  }

  private static Id hash(MessageDigest sha, String... parts) {
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      sha.update(bytes);
    }
    ByteBuffer hash = ByteBuffer.wrap(sha.digest());
    return new Id(hash.getLong(), hash.getLong());
  }

  /// Its first 48 bits: milliseconds since 1970 if it is time-ordered, else nothing of meaning.
  public long timeMillis() {
    return high >>> 16;
  }

  /// Whether it is a UUID of version 7.
  public boolean isTimeOrdered() {
    return (high >>> 12 & 0xF) == 7 && low >>> 62 == 2;
  }

  /// All zero or all ones: names nothing.
  boolean isReserved() {
    return (high == 0 && low == 0) || (high == -1 && low == -1);
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
