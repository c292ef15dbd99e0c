package guildhall.settlement;

import java.util.Locale;

/// How a reversal, a claim or the naming of a successor ended. The first that applies, in this
/// order; only [#DONE] changes anything.
public enum RoyaltyStatus {
  /// It is so from now on.
  DONE,
  /// There is no sentence that says why.
  NO_REASON,
  /// No such call was ever awarded.
  NO_SUCH_CALL,
  /// Its royalties are not distributed yet, or it brought none.
  NOT_DISTRIBUTED,
  /// The distribution has no line of this number.
  NO_SUCH_LINE,
  /// This line was reversed before, or all of them were.
  ALREADY_REVERSED,
  /// The line is paid: nothing of it is taken back any more.
  ALREADY_PAID,
  /// The challenge window is over; the line is about to be paid.
  WINDOW_OVER,
  /// Whoever is to get it has no open account in credits without an upper limit, or had it before.
  BAD_PAYEE,
  /// Nothing of this account lies unclaimed.
  NOTHING_UNCLAIMED,
  /// The account cannot be paid, and no successor who can was named.
  NO_SUCCESSOR,
  /// The ledger does not move the money now: an account of the runtime is frozen or has not as
  /// much.
  LEDGER_REFUSED;

  /// Whether it took effect.
  public boolean ok() {
    return this == DONE;
  }

  /// Stable name on the wire, for example `already_paid`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
