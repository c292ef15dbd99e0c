package guildhall.bench.ledger;

/// What one operation of the load does.
enum Shape {
  /// One account pays another; both are drawn evenly.
  SINGLE("transfer, 2 legs", 1, false, false),
  /// Like [#SINGLE], but everybody pays the same account.
  HOT("transfer, 2 legs, one hot account", 1, false, true),
  /// One account pays two.
  TRANSFER_3("transfer, 3 legs", 2, false, false),
  /// One account pays seven.
  TRANSFER_8("transfer, 8 legs", 7, false, false),
  /// A hold and its capture by two payees, in one command.
  SETTLE_3("settlement, 3 legs", 2, true, false),
  /// A hold and its capture by seven payees, in one command.
  SETTLE_8("settlement, 8 legs", 7, true, false);

  private final String what;
  private final int payees;
  private final boolean held;
  private final boolean hot;

  Shape(String what, int payees, boolean held, boolean hot) {
    this.what = what;
    this.payees = payees;
    this.held = held;
    this.hot = hot;
  }

  /// For tables.
  String what() {
    return what;
  }

  /// Accounts that are credited.
  int payees() {
    return payees;
  }

  /// Whether the money is held first and captured then.
  boolean held() {
    return held;
  }

  /// Whether every credit goes to one account.
  boolean hot() {
    return hot;
  }
}
