package guildhall.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An open hold in memory. Changed only by [LedgerState#apply].
final class HoldState {
  final Id id;
  final @Nullable HoldState parent;
  final AccountState payer;
  final long fee;
  final long expenses;
  final long expires;
  final Set<HoldState> openChildren = new LinkedHashSet<>();
  long openBelow;
  long spentBelow;

  HoldState(
      Id id,
      @Nullable HoldState parent,
      AccountState payer,
      long fee,
      long expenses,
      long expires) {
    this.id = id;
    this.parent = parent;
    this.payer = payer;
    this.fee = fee;
    this.expenses = expenses;
    this.expires = expires;
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
        payer.name,
        fee,
        expenses,
        openBelow,
        spentBelow,
        expires);
  }
}
