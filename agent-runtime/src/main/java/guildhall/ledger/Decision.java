package guildhall.ledger;

import guildhall.book.Draft;
import java.util.List;

/// What came of an operation: its status, and the facts to append if it is to take effect.
///
/// @param status how it ended
/// @param facts empty unless the status is [LedgerStatus#CREATED]; they hold only if they are
///   appended before anything else is decided
public record Decision(LedgerStatus status, List<LedgerFact> facts) {

  static Decision no(LedgerStatus status) {
    return new Decision(status, List.of());
  }

  static Decision yes(LedgerFact... facts) {
    return new Decision(LedgerStatus.CREATED, List.of(facts));
  }

  /// Whether the operation takes effect, or has before.
  public boolean ok() {
    return status.ok();
  }

  /// Appends the facts and gives the status.
  public LedgerStatus appendTo(Draft draft) {
    facts.forEach(draft::append);
    return status;
  }
}
