package guildhall.sdk;

/// Why an agent did not deliver, when the fault is its own.
public enum FailureKind {
  /// Its handler threw.
  THREW("agent_threw"),
  /// It returned nothing, or a record that its schema does not allow.
  INVALID_RESULT("invalid_result"),
  /// It was still at work at the deadline.
  LATE("deadline_passed"),
  /// It tried to spend more on others than the expenses it had quoted.
  EXPENSES_OVERRUN("expenses_overrun");

  private final String code;

  FailureKind(String code) {
    this.code = code;
  }

  /// {@return the stable code on every wire}
  public String code() {
    return code;
  }
}
