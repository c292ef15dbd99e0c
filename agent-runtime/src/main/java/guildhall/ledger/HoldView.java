package guildhall.ledger;

import java.util.Optional;

/// An open hold at one moment. Amounts are micro-credits.
///
/// @param id which
/// @param parent the hold it draws on
/// @param payer the account at the root
/// @param feeMicros reserved for the payee, with what was captured of it already
/// @param expensesMicros reserved for holds below
/// @param capturedMicros what was paid of the fee
/// @param openBelowMicros what open holds below it reserve
/// @param spentBelowMicros what closed holds below it have paid
/// @param expiresMicros when it ends by itself
public record HoldView(
    Id id,
    Optional<Id> parent,
    String payer,
    long feeMicros,
    long expensesMicros,
    long capturedMicros,
    long openBelowMicros,
    long spentBelowMicros,
    long expiresMicros) {

  /// What holds below it may still reserve.
  public long freeMicros() {
    return expensesMicros - openBelowMicros - spentBelowMicros;
  }
}
