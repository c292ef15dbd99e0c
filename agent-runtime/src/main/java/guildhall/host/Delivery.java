package guildhall.host;

import guildhall.book.Command;
import guildhall.book.Draft;
import guildhall.host.state.AgentStateSet;
import guildhall.ledger.LedgerStatus;
import guildhall.settlement.Settlement;
import java.util.List;

/// Pays a delivered call and writes what it has changed of its agent's state: both, or neither.
/// What it has read of private datanets is written down also if it comes too late to be paid.
///
/// @param settle pays
/// @param written changes of the state
/// @param reads what it has read
record Delivery(Command<Settlement.Paid> settle, List<AgentStateSet> written, Reads reads)
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
    if (paid.status() != LedgerStatus.EXISTS) {
      reads.accessed(paid.status() == LedgerStatus.CREATED).forEach(draft::append);
    }
    return paid;
  }
}
