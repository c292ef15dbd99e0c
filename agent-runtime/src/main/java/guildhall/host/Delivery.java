package guildhall.host;

import guildhall.book.Command;
import guildhall.book.Draft;
import guildhall.host.state.AgentStateSet;
import guildhall.ledger.LedgerStatus;
import guildhall.settlement.Settlement;
import java.util.List;

/// Pays a delivered call and writes what it has changed of its agent's state: both, or neither.
///
/// @param settle pays
/// @param written changes of the state
record Delivery(Command<Settlement.Paid> settle, List<AgentStateSet> written)
    implements Command<Settlement.Paid> {

  @Override
  public long touch() {
    return settle.touch();
  }

  @Override
  public Settlement.Paid decide(Draft draft) {
    Settlement.Paid paid = settle.decide(draft);
    if (paid.status() == LedgerStatus.CREATED) {
      written.forEach(draft::append);
    }
    return paid;
  }
}
