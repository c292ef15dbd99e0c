package guildhall.rail;

import guildhall.ledger.Id;
import guildhall.rail.Rail.Deposit;
import guildhall.rail.Rail.Outcome;
import guildhall.rail.Rail.Payout;
import guildhall.rail.Rail.Statement;
import guildhall.rail.RailFact.DepositDeclined;
import guildhall.rail.RailFact.Deposited;
import guildhall.rail.RailFact.WithdrawalAsked;
import guildhall.rail.RailFact.WithdrawalPaid;
import guildhall.rail.RailFact.WithdrawalRefused;
import guildhall.rail.Reconciliation.Item;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/// Sets a rail's statement against the book's entries of that rail.
final class Reconciler {

  /// What the book said at one moment.
  record Moment(Rails.Progress progress, long balanceMicros, List<Withdrawal> pending) {}

  private final Map<Item, Integer> credited = new HashMap<>(); // how often
  private final Map<Item, Integer> paid = new HashMap<>();
  private final Map<Id, WithdrawalAsked> asked = new HashMap<>();
  private final Set<Id> paidIds = new HashSet<>();

  private Reconciler() {}

  /// @param statement taken after the moment, with no payout asked for in between
  /// @param entries facts of this rail by position
  static Reconciliation reconcile(
      Rail rail, Moment book, Statement statement, LongFunction<RailFact> entries) {
    Reconciler it = new Reconciler();
    it.walk(book.progress().lastPosition(), entries);
    return it.compare(rail, book, statement);
  }

  private void walk(long from, LongFunction<RailFact> entries) {
    for (long at = from; at >= 0; ) {
      RailFact fact = entries.apply(at);
      switch (fact) {
        case Deposited in ->
            add(credited, new Item(in.reference(), in.account(), in.amountMicros()));
        case WithdrawalAsked out -> asked.put(out.id(), out);
        case WithdrawalPaid out -> paidIds.add(out.id());
        case WithdrawalRefused _, DepositDeclined _ -> {}
      }
      at = fact.previous();
    }
    for (WithdrawalAsked each : asked.values()) {
      if (paidIds.contains(each.id())) {
        add(paid, item(each.id(), each.destination(), each.amountMicros()));
      }
    }
  }

  private static Item item(Id id, String destination, long amountMicros) {
    return new Item(id.toString(), destination, amountMicros);
  }

  private Reconciliation compare(Rail rail, Moment book, Statement statement) {
    long deposits = 0;
    long uncollected = 0;
    List<Item> depositsOnlyAtRail = new ArrayList<>();
    for (Deposit each : statement.deposits()) {
      Item item = new Item(each.reference(), each.account(), each.amountMicros());
      boolean known = take(credited, item);
      if (!known && each.cursor() > book.progress().cursor()) {
        uncollected = plus(uncollected, each.amountMicros());
      } else {
        deposits = plus(deposits, each.amountMicros());
        if (!known) {
          depositsOnlyAtRail.add(item);
        }
      }
    }
    Map<Item, Integer> open = new HashMap<>();
    long pending = 0;
    for (Withdrawal each : book.pending()) {
      add(open, item(each.id(), each.destination(), each.amountMicros()));
      pending += each.amountMicros();
    }
    long paidMicros = 0;
    long paidPending = 0;
    List<Item> payoutsOnlyAtRail = new ArrayList<>();
    for (Payout each : statement.payouts()) {
      Item item = new Item(each.reference(), each.destination(), each.amountMicros());
      boolean isPaid = each.outcome() instanceof Outcome.Paid;
      boolean isOpen = take(open, item);
      if (isPaid) {
        paidMicros = plus(paidMicros, each.amountMicros());
        paidPending += isOpen ? each.amountMicros() : 0;
      }
      boolean isKnown = isOpen || (isPaid && take(paid, item));
      if (!isKnown && !(each.outcome() instanceof Outcome.Refused)) {
        payoutsOnlyAtRail.add(item);
      }
    }
    return new Reconciliation(
        rail.name(),
        rail.unit(),
        book.balanceMicros(),
        deposits,
        uncollected,
        paidMicros,
        pending,
        paidPending,
        difference(book.balanceMicros(), paidMicros - paidPending, deposits),
        depositsOnlyAtRail,
        left(credited),
        payoutsOnlyAtRail,
        left(paid),
        statement.unreadable());
  }

  private static long plus(long sum, long amount) {
    return sum > Long.MAX_VALUE - amount ? Long.MAX_VALUE : sum + amount;
  }

  /// The balance less what it should be, as near to it as can be counted.
  private static long difference(long balance, long out, long in) {
    BigInteger exact =
        BigInteger.valueOf(balance).subtract(BigInteger.valueOf(out)).add(BigInteger.valueOf(in));
    return exact.bitLength() < Long.SIZE
        ? exact.longValue()
        : exact.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private static void add(Map<Item, Integer> items, Item item) {
    items.merge(item, 1, Integer::sum);
  }

  private static boolean take(Map<Item, Integer> items, Item item) {
    int count = items.getOrDefault(item, 0);
    if (count == 0) {
      return false;
    }
    items.put(item, count - 1);
    return true;
  }

  private static List<Item> left(Map<Item, Integer> items) {
    return items.entrySet().stream()
        .flatMap(each -> Collections.nCopies(each.getValue(), each.getKey()).stream())
        .sorted(Comparator.comparing(Item::reference))
        .toList();
  }
}
