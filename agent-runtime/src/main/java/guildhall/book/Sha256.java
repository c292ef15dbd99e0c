package guildhall.book;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Where digests come from. To look one up among the providers takes as long as a short hash, so
/// each is a copy of one that nobody has used.
public final class Sha256 {

  private static final MessageDigest UNUSED = lookUp();

  private Sha256() {}

  private static MessageDigest lookUp() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// A digest of nothing yet. Any thread.
  public static MessageDigest digest() {
    try {
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException _) {
      return lookUp();
    }
  }
}
