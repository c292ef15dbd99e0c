package guildhall.book;

/// A whole entry of a known type and version whose bytes are no such fact: nothing that this code
/// or an older version has written.
public final class BadFactException extends IllegalArgumentException {

  private final long position;

  BadFactException(RawEntry entry, IllegalArgumentException why) {
    super(
        "entry %d has bytes that are no fact of type %d, version %d"
            .formatted(entry.position(), entry.type(), entry.version()),
        why);
    this.position = entry.position();
  }

  /// Which entry.
  public long position() {
    return position;
  }
}
