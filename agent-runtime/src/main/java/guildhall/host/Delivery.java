package guildhall.host;

import guildhall.book.Command;
import guildhall.book.Draft;
import guildhall.ledger.LedgerStatus;
import java.util.List;

/// Pays a delivered call and writes what it has changed of its agent's state: both, or neither.
///
/// @param settle pays
/// @param written changes of the state
record Delivery(Command<LedgerStatus> settle, List<AgentStateSet> written)
    implements Command<LedgerStatus> {

  @Override
  public long touch() {
    return settle.touch();
  }

  @Override
  public LedgerStatus decide(Draft draft) {
    LedgerStatus status = settle.decide(draft);
    if (status == LedgerStatus.CREATED) {
      written.forEach(draft::append);
    }
    return status;
  }
}
