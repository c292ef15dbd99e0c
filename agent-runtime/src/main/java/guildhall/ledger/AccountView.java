package guildhall.ledger;

/// An account at one moment. Amounts are micro-credits.
///
/// @param account its name
/// @param owner the principal it belongs to
/// @param kind what it is for
/// @param unit what it counts in
/// @param balanceMicros credits less debits that are final; negative only for a treasury, a rail,
///   or a principal with a credit line
/// @param heldMicros reserved by open holds
/// @param frozen whether it may not pay
/// @param closed whether it may neither pay nor receive
/// @param limits what it may not exceed
/// @param lastPosition the entry that moved it last, -1 if none did
public record AccountView(
    String account,
    String owner,
    AccountKind kind,
    String unit,
    long balanceMicros,
    long heldMicros,
    boolean frozen,
    boolean closed,
    Limits limits,
    long lastPosition) {

  /// What it may still spend without a credit line: balance less held.
  public long availableMicros() {
    return balanceMicros - heldMicros;
  }
}
