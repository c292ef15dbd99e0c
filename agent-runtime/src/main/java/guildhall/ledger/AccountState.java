package guildhall.ledger;

/// An account in memory. Changed only by [LedgerState#apply].
final class AccountState {
  final String name;
  final String owner;
  final AccountKind kind;
  long balance;
  long held;
  boolean frozen;
  long lastPosition = -1;

  AccountState(String name, String owner, AccountKind kind) {
    this.name = name;
    this.owner = owner;
    this.kind = kind;
  }

  long available() {
    return balance - held;
  }

  AccountView view() {
    return new AccountView(name, owner, kind, balance, held, frozen, lastPosition);
  }
}
