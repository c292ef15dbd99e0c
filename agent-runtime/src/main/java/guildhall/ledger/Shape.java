package guildhall.ledger;

import static guildhall.ledger.LedgerStatus.AMOUNT_NEGATIVE;
import static guildhall.ledger.LedgerStatus.AMOUNT_ZERO;
import static guildhall.ledger.LedgerStatus.BAD_LIMITS;
import static guildhall.ledger.LedgerStatus.BAD_NAME;
import static guildhall.ledger.LedgerStatus.CREATED;
import static guildhall.ledger.LedgerStatus.NO_LEGS;
import static guildhall.ledger.LedgerStatus.OVERFLOW;
import static guildhall.ledger.LedgerStatus.TOO_MANY_LEGS;

import guildhall.ledger.Operation.Burn;
import guildhall.ledger.Operation.Capture;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.Increase;
import guildhall.ledger.Operation.Issue;
import guildhall.ledger.Operation.Linked;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.Refund;
import guildhall.ledger.Operation.SetLimits;
import guildhall.ledger.Operation.Sweep;
import guildhall.ledger.Operation.Transfer;
import java.util.List;

/// What can be said of an operation without looking at the books.
final class Shape {
  static final int MOST_LEGS = 256;
  static final int MOST_OPERATIONS = 64;
  private static final int LONGEST_NAME = 200;

  private Shape() {}

  /// The first thing wrong with it, or [LedgerStatus#CREATED].
  static LedgerStatus check(Operation operation) {
    return switch (operation) {
      case OpenAccount(var account, var owner, var _, var unit) ->
          names(isName(account) && isName(owner) && isName(unit));
      case Operation.CloseAccount(var account) -> names(isName(account));
      case Operation.ReopenAccount(var account) -> names(isName(account));
      case Operation.Freeze(var account, var _) -> names(isName(account));
      case SetLimits(var account, var limits) ->
          limits.anyNegative()
              ? BAD_LIMITS
              : names(isName(account) && limits.under().map(Shape::isName).orElse(true));
      case Transfer it -> legs(it.to(), false, isName(it.from()) && isName(it.reason()));
      case Sweep it ->
          amount(it.atMostMicros(), isName(it.from()) && isName(it.to()) && isName(it.reason()));
      case Issue it ->
          amount(
              it.amountMicros(),
              isName(it.treasury()) && isName(it.account()) && isName(it.reason()));
      case Burn it ->
          amount(
              it.amountMicros(),
              isName(it.account()) && isName(it.treasury()) && isName(it.reason()));
      case Hold it ->
          sum(
              it.feeMicros(),
              it.expensesMicros(),
              true,
              it.parent().isPresent() || isName(it.payer()));
      case Increase it -> sum(it.feeMicros(), it.expensesMicros(), false, true);
      case Capture it -> legs(it.to(), it.last(), isName(it.reason()));
      case Refund it ->
          amount(
              it.amountMicros(),
              it.atCostOf().map(Shape::isName).orElse(true) && isName(it.reason()));
      case Linked it -> group(it.operations());
      case Operation.Extend _, Operation.VoidHold _ -> CREATED;
    };
  }

  private static LedgerStatus names(boolean good) {
    return good ? CREATED : BAD_NAME;
  }

  private static LedgerStatus amount(long amount, boolean goodNames) {
    if (amount < 0) {
      return AMOUNT_NEGATIVE;
    }
    return amount == 0 ? AMOUNT_ZERO : names(goodNames);
  }

  private static LedgerStatus sum(long fee, long expenses, boolean zeroAllowed, boolean goodNames) {
    if (fee < 0 || expenses < 0) {
      return AMOUNT_NEGATIVE;
    }
    if (!zeroAllowed && fee == 0 && expenses == 0) {
      return AMOUNT_ZERO;
    }
    if (!goodNames) {
      return BAD_NAME;
    }
    return fee > Long.MAX_VALUE - expenses ? OVERFLOW : CREATED;
  }

  private static LedgerStatus legs(List<Credit> to, boolean noneAllowed, boolean otherNames) {
    boolean zero = false;
    boolean overflow = false;
    boolean goodNames = otherNames;
    long sum = 0;
    for (int i = 0; i < to.size(); i++) {
      long amount = to.get(i).amountMicros();
      if (amount < 0) {
        return AMOUNT_NEGATIVE;
      }
      zero |= amount == 0;
      goodNames = goodNames && isName(to.get(i).account());
      sum += amount;
      overflow |= sum < 0;
      sum &= Long.MAX_VALUE;
    }
    if (zero) {
      return AMOUNT_ZERO;
    }
    if (to.isEmpty() && !noneAllowed) {
      return NO_LEGS;
    }
    if (to.size() > MOST_LEGS) {
      return TOO_MANY_LEGS;
    }
    if (!goodNames) {
      return BAD_NAME;
    }
    return overflow ? OVERFLOW : CREATED;
  }

  private static LedgerStatus group(List<Operation> operations) {
    if (operations.isEmpty()) {
      return NO_LEGS;
    }
    boolean nested = operations.stream().anyMatch(each -> each instanceof Linked);
    return nested || operations.size() > MOST_OPERATIONS ? TOO_MANY_LEGS : CREATED;
  }

  /// Whether it has 1 to 200 bytes of UTF-8 and no control characters.
  static boolean isName(String text) {
    int length = text.length();
    if (length == 0 || length > LONGEST_NAME) {
      return false;
    }
    int plain = 0;
    while (plain < length && isPlain(text.charAt(plain))) {
      plain++;
    }
    return plain == length || isName(text, plain);
  }

  private static boolean isPlain(char unit) {
    return unit >= ' ' && unit < 0x7F;
  }

  /// The same for a text that is plain ASCII up to `from`.
  private static boolean isName(String text, int from) {
    int length = text.length();
    int bytes = from;
    for (int i = from; i < length; i++) {
      char unit = text.charAt(i);
      if (unit < 0x80) {
        bytes++;
      } else if (unit < 0x800) {
        bytes += 2;
      } else if (Character.isSurrogate(unit)) {
        boolean pair =
            Character.isHighSurrogate(unit)
                && i + 1 < length
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        bytes += 4;
        i++;
      } else {
        bytes += 3;
      }
      if (Character.isISOControl(unit)) {
        return false;
      }
    }
    return bytes <= LONGEST_NAME;
  }
}
