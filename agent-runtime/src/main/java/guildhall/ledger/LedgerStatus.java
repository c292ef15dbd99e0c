package guildhall.ledger;

/// How a ledger operation ended. When several apply, the first in this order is given. Only
/// [#CREATED] changes anything.
///
/// One exception: to ask for a hold again after it has ended gives how it ended ([#HOLD_SETTLED],
/// [#HOLD_VOIDED] or [#HOLD_EXPIRED]) whatever else is asked, because [#EXISTS] would promise money
/// that is no longer reserved. Likewise voiding a voided hold is [#EXISTS].
public enum LedgerStatus {
  /// Done now.
  CREATED("created"),
  /// Done before, by the same id and with the same content; nothing happened again.
  EXISTS("exists"),
  /// The id was used before for something else, be it a transfer or a hold.
  EXISTS_WITH_DIFFERENT_BODY("exists_with_different_body"),
  /// An amount is negative.
  AMOUNT_NEGATIVE("amount_negative"),
  /// A payee's part is zero. (A hold of nothing is allowed: what is free is engaged the same way.)
  AMOUNT_ZERO("amount_zero"),
  /// Nobody is named to be credited.
  NO_LEGS("no_legs"),
  /// The amounts asked for add up to more than can be counted.
  OVERFLOW("overflow"),
  /// There is no hold of this id.
  HOLD_NOT_FOUND("hold_not_found"),
  /// The hold was captured and closed before.
  HOLD_SETTLED("hold_settled"),
  /// The hold was voided before.
  HOLD_VOIDED("hold_voided"),
  /// The hold has expired.
  HOLD_EXPIRED("hold_expired"),
  /// There is no account of the payer's name.
  DEBIT_NOT_FOUND("debit_not_found"),
  /// There is no account of a payee's name.
  CREDIT_NOT_FOUND("credit_not_found"),
  /// Payer and payee are one account.
  ACCOUNTS_SAME("accounts_same"),
  /// The paying account is frozen.
  ACCOUNT_FROZEN("account_frozen"),
  /// The hold would expire before it begins.
  EXPIRY_IN_PAST("expiry_in_past"),
  /// A child hold must end a settlement margin before its parent.
  EXPIRY_AFTER_PARENT("expiry_after_parent"),
  /// The hold still has open holds below it.
  CHILDREN_OPEN("children_open"),
  /// The parent's expenses do not allow it.
  EXCEEDS_EXPENSES("exceeds_expenses"),
  /// More than the hold's fee.
  EXCEEDS_HOLD("exceeds_hold"),
  /// The paying account has less than that available. A treasury has it until the supply of all
  /// treasuries could no longer be counted.
  INSUFFICIENT_FUNDS("insufficient_funds");

  private final String code;

  LedgerStatus(String code) {
    this.code = code;
  }

  /// The stable code of the status.
  public String code() {
    return code;
  }

  /// Whether the operation has taken effect, now or before.
  public boolean ok() {
    return this == CREATED || this == EXISTS;
  }
}
