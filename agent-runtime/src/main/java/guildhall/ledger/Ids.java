package guildhall.ledger;

import guildhall.ledger.Operation.Burn;
import guildhall.ledger.Operation.Capture;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.Increase;
import guildhall.ledger.Operation.Issue;
import guildhall.ledger.Operation.Linked;
import guildhall.ledger.Operation.Refund;
import guildhall.ledger.Operation.Sweep;
import guildhall.ledger.Operation.Transfer;
import org.jspecify.annotations.Nullable;

/// Ids of operations, and how old or early they may be.
final class Ids {
  private static final long AHEAD_MILLIS = 3_600_000;

  private Ids() {}

  /// The id an operation is done under at most once; null if it has none.
  static @Nullable Id of(Operation operation) {
    return switch (operation) {
      case Transfer it -> it.id();
      case Sweep it -> it.id();
      case Issue it -> it.id();
      case Burn it -> it.id();
      case Hold it -> it.id();
      case Increase it -> it.id();
      case Capture it -> it.id();
      case Refund it -> it.id();
      case Linked it -> it.id();
      case Operation.OpenAccount _,
          Operation.CloseAccount _,
          Operation.ReopenAccount _,
          Operation.Freeze _,
          Operation.SetLimits _,
          Operation.Extend _,
          Operation.VoidHold _ ->
          null;
    };
  }

  /// Whether a new operation may have this id at this time.
  static LedgerStatus check(Id id, long nowMicros, long windowMicros) {
    if (!id.isTimeOrdered()) {
      return LedgerStatus.ID_NOT_TIME_ORDERED;
    }
    if (isTooOld(id, nowMicros, windowMicros)) {
      return LedgerStatus.ID_TOO_OLD;
    }
    return id.timeMillis() - AHEAD_MILLIS > nowMicros / 1000
        ? LedgerStatus.ID_AHEAD
        : LedgerStatus.CREATED;
  }

  /// Whether it is time-ordered and from before the window.
  static boolean isTooOld(Id id, long nowMicros, long windowMicros) {
    return id.isTimeOrdered() && id.timeMillis() < Math.floorDiv(nowMicros - windowMicros, 1000);
  }
}
