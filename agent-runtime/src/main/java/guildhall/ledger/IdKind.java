package guildhall.ledger;

/// What an id was used for.
enum IdKind {
  TRANSFER(3),
  HOLD(4),
  CAPTURE(5),
  INCREASE(9),
  REFUND(11),
  FAILURE(12),
  GROUP(13);

  private static final IdKind[] BY_NUMBER = new IdKind[16];

  static {
    for (IdKind kind : values()) {
      BY_NUMBER[kind.number] = kind;
    }
  }

  private final int number;

  IdKind(int number) {
    this.number = number;
  }

  /// What it is kept as; never changes.
  int number() {
    return number;
  }

  static IdKind of(int number) {
    return BY_NUMBER[number];
  }
}
