package guildhall.ledger;

import guildhall.ledger.Operation.Burn;
import guildhall.ledger.Operation.Capture;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.Increase;
import guildhall.ledger.Operation.Issue;
import guildhall.ledger.Operation.Linked;
import guildhall.ledger.Operation.Refund;
import guildhall.ledger.Operation.Sweep;
import guildhall.ledger.Operation.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// 64 bits of what an operation asks for, without its id: the same in every JVM, and part of the
/// format of the book. It tells a retry from a mistake; it is no signature.
///
/// Every field is folded in by two rounds of xor, multiply and shift; a text as its length and then
/// four UTF-16 units at a time. The first value is the number of the operation.
final class BodyHash {
  private static final long FIRST = 0x9E37_79B9_7F4A_7C15L;
  private static final long SECOND = 0xD6E8_FEB8_6659_FD93L;

  private BodyHash() {}

  /// @throws IllegalArgumentException if the operation has no id
  static long of(Operation operation) {
    return switch (operation) {
      case Transfer it -> credits(text(text(1, it.from()), it.reason()), it.to());
      case Sweep it -> mix(text(text(text(2, it.from()), it.to()), it.reason()), it.atMostMicros());
      case Issue it ->
          mix(text(text(text(3, it.treasury()), it.account()), it.reason()), it.amountMicros());
      case Burn it ->
          mix(text(text(text(4, it.account()), it.treasury()), it.reason()), it.amountMicros());
      case Hold it ->
          hold(it.parent(), it.payer(), it.feeMicros(), it.expensesMicros(), it.expiresMicros());
      case Increase it -> increase(it.hold(), it.feeMicros(), it.expensesMicros());
      case Capture it ->
          mix(credits(text(id(7, it.hold()), it.reason()), it.to()), it.last() ? 1 : 0);
      case Refund it ->
          mix(
              text(text(id(8, it.of().id()), it.reason()), it.atCostOf().orElse("")),
              it.amountMicros());
      case Linked it -> linked(it);
      case Operation.OpenAccount _,
          Operation.CloseAccount _,
          Operation.ReopenAccount _,
          Operation.Freeze _,
          Operation.SetLimits _,
          Operation.Extend _,
          Operation.VoidHold _ ->
          throw new IllegalArgumentException("it has no id: " + operation);
    };
  }

  /// The payer counts at the root only.
  static long hold(Optional<Id> parent, String payer, long fee, long expenses, long expires) {
    long above = parent.isPresent() ? id(5, parent.get()) : text(5, payer);
    return mix(mix(mix(above, fee), expenses), expires);
  }

  static long increase(Id hold, long fee, long expenses) {
    return mix(mix(id(6, hold), fee), expenses);
  }

  private static long linked(Linked group) {
    long hash = mix(9, group.operations().size());
    for (Operation each : group.operations()) {
      Id own = Ids.of(each);
      hash = own == null ? inside(hash, each) : mix(id(hash, own), inner(each));
    }
    return hash;
  }

  private static long inner(Operation operation) {
    return operation instanceof Linked ? 0 : of(operation);
  }

  /// What has no id of its own. Its text is part of the format too.
  private static long inside(long hash, Operation operation) {
    return switch (operation) {
      case Operation.OpenAccount(var account, var owner, var kind, var unit) ->
          mix(text(text(text(mix(hash, 10), account), owner), unit), kind.number());
      case Operation.CloseAccount(var account) -> text(mix(hash, 11), account);
      case Operation.ReopenAccount(var account) -> text(mix(hash, 12), account);
      case Operation.Freeze(var account, var frozen) ->
          mix(text(mix(hash, 13), account), frozen ? 1 : 0);
      case Operation.SetLimits(var account, var limits) ->
          limits(text(mix(hash, 14), account), limits);
      case Operation.Extend(var hold, var expires) -> mix(id(mix(hash, 15), hold), expires);
      case Operation.VoidHold(var hold) -> id(mix(hash, 16), hold);
      default -> throw new IllegalArgumentException("it has an id: " + operation);
    };
  }

  private static long limits(long start, Limits limits) {
    long hash = mix(start, limits.creditLineMicros());
    hash = mix(hash, limits.maxBalanceMicros());
    hash = mix(hash, limits.maxHoldMicros());
    hash = mix(hash, limits.spendMaxMicros());
    hash = mix(hash, limits.spendWindowMicros());
    return text(hash, limits.under().orElse(""));
  }

  private static long credits(long start, List<Credit> credits) {
    long hash = mix(start, credits.size());
    for (int i = 0; i < credits.size(); i++) {
      Credit credit = credits.get(i);
      hash = mix(text(hash, credit.account()), credit.amountMicros());
    }
    return hash;
  }

  private static long id(long hash, Id id) {
    return mix(mix(hash, id.high()), id.low());
  }

  private static long text(long start, String text) {
    int length = text.length();
    long hash = mix(start, length);
    long four = 0;
    for (int i = 0; i < length; i++) {
      four = four << 16 | text.charAt(i);
      if ((i & 3) == 3) {
        hash = mix(hash, four);
        four = 0;
      }
    }
    return (length & 3) == 0 ? hash : mix(hash, four);
  }

  private static long mix(long hash, long value) {
    long once = (hash ^ value) * FIRST;
    long twice = (once ^ once >>> 32) * SECOND;
    return twice ^ twice >>> 29;
  }

  /// What version 1 wrote for a transfer, folded to its first 64 bits.
  static long ofVersion1(Transfer transfer) {
    List<String> parts = new ArrayList<>(List.of(transfer.from(), transfer.reason()));
    for (Credit credit : transfer.to()) {
      parts.add(credit.account());
      parts.add(Long.toString(credit.amountMicros()));
    }
    return Id.hash(parts.toArray(String[]::new)).high();
  }
}
