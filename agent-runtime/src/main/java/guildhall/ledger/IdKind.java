package guildhall.ledger;

/// What an id was used for.
enum IdKind {
  TRANSFER(1),
  HOLD(2),
  CAPTURE(3),
  INCREASE(4),
  REFUND(5),
  GROUP(6),
  /// An operation that was refused, whatever it was.
  REFUSED(7);

  private static final IdKind[] BY_NUMBER = values();

  private final int number;

  IdKind(int number) {
    this.number = number;
  }

  /// Its number in files; never changes.
  int number() {
    return number;
  }

  /// @throws IllegalArgumentException if there is none
  static IdKind of(int number) {
    if (number < 1 || number > BY_NUMBER.length) {
      throw new IllegalArgumentException("no kind of id: " + number);
    }
    return BY_NUMBER[number - 1];
  }
}
