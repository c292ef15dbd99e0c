package guildhall.ledger;

/// What an account is for. A treasury and a rail may go below zero; a principal may as far as its
/// credit line.
public enum AccountKind {
  /// Where supply comes from; its balance is minus all that it has issued.
  TREASURY(1),
  /// A person or organisation: users, owners of agents, contributors.
  PRINCIPAL(2),
  /// The operator's own income.
  PLATFORM(3),
  /// Royalty parts of fees, until they are distributed and while they vest.
  POOL(4),
  /// What could not be attributed to anyone.
  RESIDUAL(5),
  /// A system outside: its balance is minus all that has come in through it and not gone out.
  RAIL(6),
  /// What was due to accounts that are closed, one account per unit.
  UNCLAIMED(7);

  private static final AccountKind[] BY_NUMBER = values();

  private final int number;

  AccountKind(int number) {
    this.number = number;
  }

  /// Its number in files; never changes.
  int number() {
    return number;
  }

  /// @throws IllegalArgumentException if there is none
  static AccountKind of(int number) {
    if (number < 1 || number > BY_NUMBER.length) {
      throw new IllegalArgumentException("no kind of account: " + number);
    }
    return BY_NUMBER[number - 1];
  }

  /// Whether money enters and leaves the books through it.
  public boolean isSource() {
    return this == TREASURY || this == RAIL;
  }
}
