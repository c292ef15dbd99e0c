package guildhall.rail;

import guildhall.ledger.Id;

/// A withdrawal that is neither paid nor refused yet.
///
/// @param id as text its reference at the rail
/// @param hold what holds the money
/// @param destination where to, in the rail's words
/// @param position of the entry that asked for it
public record Withdrawal(
    String rail,
    Id id,
    Id hold,
    String account,
    String destination,
    long amountMicros,
    long position) {

  /// What it is called at the rail.
  public String reference() {
    return id.toString();
  }
}
