package guildhall.ledger;

import java.util.Locale;

/// How a ledger operation ended. When several apply, the first in this order is given; the id is
/// looked up before anything else. Only [#CREATED] moves money.
///
/// What depends on the state of the books, from [#HOLD_NOT_FOUND] down, is remembered: the id is
/// used up, and asking again under it is [#ID_ALREADY_FAILED]. So is [#LINKED_FAILED] if what
/// failed depends on it: for such a reason, or for an [#OVERFLOW] of limits.
///
/// Exceptions: to ask for a hold again after it has ended gives how it ended ([#HOLD_SETTLED],
/// [#HOLD_VOIDED] or [#HOLD_EXPIRED]), because [#EXISTS] would promise money that is no longer
/// reserved. Likewise voiding a voided hold is [#EXISTS].
public enum LedgerStatus {
  /// Done now.
  CREATED(1),
  /// Done before, by the same id and with the same content; nothing happened again.
  EXISTS(2),
  /// An id of nothing but zeros or ones names nothing.
  ID_RESERVED(3),
  /// The id was used before for something else, whatever came of that.
  EXISTS_WITH_DIFFERENT_BODY(4),
  /// The same was asked before under this id and refused; the reason says why.
  ID_ALREADY_FAILED(5),
  /// A new operation needs a time-ordered id.
  ID_NOT_TIME_ORDERED(6),
  /// The id is older than the window of ids that are remembered.
  ID_TOO_OLD(7),
  /// The id is more than an hour ahead of book time.
  ID_AHEAD(8),
  /// An amount is negative.
  AMOUNT_NEGATIVE(9),
  /// A part is zero, or an increase is. (A hold of nothing is allowed: what is free is engaged the
  /// same way.)
  AMOUNT_ZERO(10),
  /// Nobody is named to be credited, or a group is empty.
  NO_LEGS(11),
  /// More than 256 payees, or more than 64 operations or a group inside a group.
  TOO_MANY_LEGS(12),
  /// A limit is negative.
  BAD_LIMITS(13),
  /// A name, owner, unit or reason is empty, has more than 200 bytes, or has control characters.
  BAD_NAME(14),
  /// The amounts add up to more than can be counted.
  OVERFLOW(15),
  /// An operation of the group cannot be done; the reason and the index say why and which.
  LINKED_FAILED(16),
  /// There is no hold of this id.
  HOLD_NOT_FOUND(17),
  /// The id is known, but of something else.
  NOT_A_HOLD(18),
  /// The hold was captured and closed before.
  HOLD_SETTLED(19),
  /// The hold was voided before.
  HOLD_VOIDED(20),
  /// The hold has expired.
  HOLD_EXPIRED(21),
  /// There is no movement of the id that is to be reversed, or it is too old.
  ORIGINAL_NOT_FOUND(22),
  /// What is to be reversed is no transfer and no capture, or its entry is another.
  NOT_REFUNDABLE(23),
  /// All of it was given back before.
  ALREADY_REVERSED(24),
  /// There is no account of the payer's name.
  DEBIT_NOT_FOUND(25),
  /// There is no account of a payee's name.
  CREDIT_NOT_FOUND(26),
  /// There is no account of the name, or of the name it is to be under.
  ACCOUNT_NOT_FOUND(27),
  /// Payer and payee are one account.
  ACCOUNTS_SAME(28),
  /// The accounts count in different units.
  UNIT_MISMATCH(29),
  /// Money is issued and burnt by a treasury or a rail only.
  NOT_A_TREASURY(30),
  /// The account would be under itself, or it or one below it would be more than eight deep.
  LIMITS_CYCLE(31),
  /// An account is closed.
  ACCOUNT_CLOSED(32),
  /// The paying account is frozen.
  ACCOUNT_FROZEN(33),
  /// An account is closed only when its balance is zero and nothing is held.
  ACCOUNT_NOT_EMPTY(34),
  /// The hold would expire before it begins.
  EXPIRY_IN_PAST(35),
  /// A hold is only extended to a later time.
  EXPIRY_NOT_LATER(36),
  /// A child hold must end a settlement margin before its parent.
  EXPIRY_AFTER_PARENT(37),
  /// The hold still has open holds below it.
  CHILDREN_OPEN(38),
  /// The parent's expenses do not allow it.
  EXCEEDS_EXPENSES(39),
  /// More than what is left of the hold's fee.
  EXCEEDS_HOLD(40),
  /// More than what has not been given back yet.
  REFUND_EXCEEDS_CAPTURED(41),
  /// More than the account may hold at once, or than can be counted with what the hold has paid.
  EXCEEDS_HOLD_LIMIT(42),
  /// More than the account may spend in the window.
  VELOCITY_EXCEEDED(43),
  /// More than an account it is under may spend in the window.
  BUDGET_EXCEEDED(44),
  /// A payee would have more than it may.
  EXCEEDS_MAX_BALANCE(45),
  /// More than the account has and its credit line allows.
  EXCEEDS_CREDIT_LINE(46),
  /// The paying account has less than that available. A treasury has it until the supply of its
  /// unit could no longer be counted.
  INSUFFICIENT_FUNDS(47);

  private static final LedgerStatus[] BY_NUMBER = values();

  private final int number;
  private final String code;

  LedgerStatus(int number) {
    this.number = number;
    this.code = name().toLowerCase(Locale.ROOT);
  }

  /// The stable code of the status.
  public String code() {
    return code;
  }

  /// Its number in files, 1 to 255; never changes.
  int number() {
    return number;
  }

  /// @throws IllegalArgumentException if there is none
  static LedgerStatus of(int number) {
    if (number < 1 || number > BY_NUMBER.length) {
      throw new IllegalArgumentException("no status: " + number);
    }
    return BY_NUMBER[number - 1];
  }

  /// Whether the operation has taken effect, now or before.
  public boolean ok() {
    return this == CREATED || this == EXISTS;
  }

  /// Whether it depends on the state of the books and uses up the id.
  public boolean isRemembered() {
    return compareTo(HOLD_NOT_FOUND) >= 0;
  }
}
