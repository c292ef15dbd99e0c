package guildhall.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An open hold in memory. Changed only by [Ledger#apply].
final class HoldState {
  final Id id;
  final @Nullable HoldState parent;
  final AccountState payer;
  final long fee;
  final long expenses;
  final long expires;
  final List<HoldState> openChildren = new ArrayList<>();
  long openBelow;
  long spentBelow;

  HoldState(
      Id id, @Nullable HoldState parent, AccountState payer, long fee, long expenses, long expires) {
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

  void addOpenLeafFirst(List<HoldState> into) {
    openChildren.forEach(child -> child.addOpenLeafFirst(into));
    into.add(this);
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
