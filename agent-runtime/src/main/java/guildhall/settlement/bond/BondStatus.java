package guildhall.settlement.bond;

import java.util.Locale;

/// How a command about a bond ended. The first that applies, in this order; only [#DONE] changes
/// anything.
public enum BondStatus {
  /// It is so from now on.
  DONE,
  /// It was so before; nothing happened again.
  EXISTS,
  /// The amount is 0 or less, or the minimum or the cooldown is negative.
  AMOUNT_NOT_POSITIVE,
  /// No kind of duty of this name was set, or the duty's name is empty or too long.
  UNKNOWN_DUTY,
  /// The rule is no code of 1 to 64 lower-case letters, digits, `_`, `-` and `.`.
  BAD_RULE,
  /// The offence has no name, or one of more than 200 characters.
  BAD_OFFENCE,
  /// The part is not between 1 and 1000 permille.
  BAD_PERMILLE,
  /// The payees are none or more than eight, their parts do not sum to 1000 permille, one is named
  /// twice, is the holder, or has no account in credits.
  BAD_PAYEE,
  /// The time is not later than now, or too far away.
  BAD_TIME,
  /// The principal has no bond for this duty.
  NOT_BONDED,
  /// The principal has a bond for this duty already.
  ALREADY_BONDED,
  /// The id was used for something else, or for a bond that has ended.
  ID_USED,
  /// Less than the duty needs.
  BELOW_MINIMUM,
  /// The holder has withdrawn, or a slash has ended the duty.
  DUTY_ENDED,
  /// The holder has not withdrawn.
  NOT_WITHDRAWN,
  /// The cooldown is not over.
  COOLING_DOWN,
  /// An accusation is not decided yet.
  SLASH_PENDING,
  /// Nothing of the kind is pending.
  NOT_PENDING,
  /// So many accusations are pending that there is no place for another.
  TOO_MANY_PENDING,
  /// The bond was slashed for this offence before.
  ALREADY_SLASHED,
  /// More than is left of the bond.
  EXCEEDS_BOND,
  /// The principal has no account.
  NO_SUCH_ACCOUNT,
  /// The principal's account is closed.
  ACCOUNT_CLOSED,
  /// The principal's account is frozen.
  ACCOUNT_FROZEN,
  /// The principal has less than that available.
  INSUFFICIENT_FUNDS,
  /// The ledger refuses for another reason: a limit of the account, or the form of the id.
  LEDGER_REFUSED;

  /// Whether it is so now.
  public boolean ok() {
    return this == DONE || this == EXISTS;
  }

  /// Stable name on the wire, for example `slash_pending`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
