package guildhall.settlement.use;

/// One use of one contribution as the book has it.
///
/// @param position of its entry
/// @param timeMicros book time of its entry: of the distribution
/// @param call the receipt
/// @param method how it was weighed; empty for what was given by a reversal
/// @param line which line of the distribution it is part of, by index
/// @param role `royalty`, `curator` for the owner's part, `given` for what was taken from another
/// @param contribution key `datanet#id`; where the book does not tell the parts of a line, its
///   note; empty for what was given
/// @param weightPermille of the whole answer, 0 to 1000, rounded down; 0 if the book does not tell
/// @param micros what it has brought this account, 0 or more
/// @param dueMicros when that is due; 0 if it was paid with the distribution
public record Use(
    long position,
    long timeMicros,
    String call,
    String method,
    int line,
    String role,
    String contribution,
    int weightPermille,
    long micros,
    long dueMicros) {

  static final String ROYALTY = "royalty";
  static final String CURATOR = "curator";
  static final String GIVEN = "given";

  /// What has become of it.
  public enum State {
    /// It may still be taken back.
    VESTING,
    /// Its window is over; it is paid soon.
    DUE,
    /// It is paid, to the account or its successor.
    PAID,
    /// It was taken back.
    REVERSED,
    /// It was due, but nobody could be paid.
    UNCLAIMED
  }
}
