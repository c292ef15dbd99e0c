package guildhall.book;

/// A whole entry whose fact this code does not know: a later version has written it. Nothing is
/// damaged.
public final class UnknownFactException extends IllegalArgumentException {

  private final long position;

  private UnknownFactException(long position, String sentence) {
    super(sentence);
    this.position = position;
  }

  /// A type without a code here.
  static UnknownFactException type(RawEntry entry) {
    return new UnknownFactException(
        entry.position(),
        "entry %d is of type %d, which this code lacks: a later version has written it"
            .formatted(entry.position(), entry.type()));
  }

  /// @param known the newest version that is read
  static UnknownFactException version(RawEntry entry, int known) {
    return new UnknownFactException(
        entry.position(),
        "entry %d of type %d has version %d, a later version has written it: this code reads %d"
            .formatted(entry.position(), entry.type(), entry.version(), known));
  }

  /// Which entry.
  public long position() {
    return position;
  }
}
