package guildhall.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// An open hold in memory. Changed only by [LedgerState].
final class HoldState {

  /// What a hold has counted as spent when it was made or increased, so that what it releases can
  /// be taken back.
  ///
  /// @param account whose limits
  /// @param window the beginning of the window it counted in
  /// @param since from where on the limits counted then, see [LimitState#since]
  record Charge(int account, long window, long since) {}

  /// The charges of one moment, each of the same amount.
  record Charged(long amount, List<Charge> charges) {}

  static final Comparator<HoldState> BY_EXPIRY =
      Comparator.comparingLong((HoldState hold) -> hold.expires).thenComparing(hold -> hold.id);

  static final Comparator<HoldState> BY_POSITION = Comparator.comparingLong(hold -> hold.position);

  final Id id;
  final @Nullable HoldState parent;
  final int account;
  final String payer;
  final long position;
  final long bodyHash;
  final NavigableSet<HoldState> openChildren = new TreeSet<>(BY_POSITION);
  long fee;
  long expenses;
  long expires;
  long captured;
  long openBelow;
  long spentBelow;
  List<Charged> charged = List.of();

  HoldState(
      LedgerFact.Held made, @Nullable HoldState parent, int account, long position, long bodyHash) {
    this.id = made.id();
    this.parent = parent;
    this.account = account;
    this.payer = made.payer();
    this.position = position;
    this.bodyHash = bodyHash;
    this.fee = made.feeMicros();
    this.expenses = made.expensesMicros();
    this.expires = made.expiresMicros();
  }

  long amount() {
    return fee + expenses;
  }

  long free() {
    return expenses - openBelow - spentBelow;
  }

  /// This and every open hold below it, each after those below it; children in the order they were
  /// made. A loop, not a recursion: nobody can nest so deep that the writer's stack overflows.
  List<HoldState> openLeafFirst() {
    List<HoldState> rootFirst = new ArrayList<>();
    Deque<HoldState> pending = new ArrayDeque<>(List.of(this));
    while (!pending.isEmpty()) {
      HoldState next = pending.removeLast();
      rootFirst.add(next);
      pending.addAll(next.openChildren);
    }
    return rootFirst.reversed();
  }

  HoldView view() {
    return new HoldView(
        id,
        Optional.ofNullable(parent).map(above -> above.id),
        payer,
        fee,
        expenses,
        captured,
        openBelow,
        spentBelow,
        expires);
  }
}
