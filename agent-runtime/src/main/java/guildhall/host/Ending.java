package guildhall.host;

import guildhall.book.Command;
import guildhall.book.Draft;
import guildhall.datanet.DatanetFact.Accessed;
import guildhall.ledger.LedgerStatus;
import java.util.List;

/// Ends a call that is not delivered, and writes down what it has read of private datanets.
///
/// @param reject ends it
/// @param accessed what was handed out before, paid by nobody
record Ending(Command<LedgerStatus> reject, List<Accessed> accessed)
    implements Command<LedgerStatus> {

  @Override
  public long touch() {
    return reject.touch();
  }

  @Override
  public LedgerStatus decide(Draft draft) {
    LedgerStatus status = reject.decide(draft);
    accessed.forEach(draft::append);
    return status;
  }
}
