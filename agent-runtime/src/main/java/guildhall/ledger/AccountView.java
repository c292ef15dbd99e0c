package guildhall.ledger;

/// An account at one moment. Amounts are micro-credits.
///
/// @param account its name
/// @param owner the principal it belongs to
/// @param kind what it is for
/// @param balanceMicros credits less debits that are final; negative only for a treasury
/// @param heldMicros reserved by open holds
/// @param frozen whether it may not pay
/// @param lastPosition the entry that moved it last, -1 if none did
public record AccountView(
    String account,
    String owner,
    AccountKind kind,
    long balanceMicros,
    long heldMicros,
    boolean frozen,
    long lastPosition) {

  /// What it may still spend: balance less held.
  public long availableMicros() {
    return balanceMicros - heldMicros;
  }
}
