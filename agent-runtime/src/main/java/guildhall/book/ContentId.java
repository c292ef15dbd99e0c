package guildhall.book;

/// Name of a content: the hash of a salt, its owner and its bytes. Two owners of the same bytes have two
/// contents, so that erasing one neither reveals nor deletes the other.
///
/// @param hex 64 lower-case hexadecimal digits (SHA-256)
public record ContentId(String hex) {

  /// @throws IllegalArgumentException if it is not 64 hexadecimal digits
  public ContentId {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a content id: " + hex);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
