package guildhall.ledger;

import guildhall.book.Entry;
import guildhall.ledger.LedgerFact.Moved;
import guildhall.ledger.LedgerFact.Posting;
import java.util.List;
import java.util.function.Consumer;

/// Entries that will be applied, and where the accounts they move seem to be: to find an account is
/// most of the work of a replay, because it waits for memory. Made on one thread while another
/// changes the ledger, then handed to that one.
final class Foreseen implements Consumer<Entry> {

  private final LedgerState state;
  private final NameKeys names; // of all postings, in their order
  private int next;

  private Foreseen(LedgerState state, NameKeys names) {
    this.state = state;
    this.names = names;
  }

  static Foreseen of(List<Entry> entries, LedgerState state) {
    int postings = entries.stream().mapToInt(each -> postings(each).size()).sum();
    NameKeys names = new NameKeys(postings, state.accounts.names());
    int at = 0;
    for (Entry entry : entries) {
      for (Posting posting : postings(entry)) {
        names.set(at++, posting.account());
      }
    }
    return new Foreseen(state, names);
  }

  private static List<Posting> postings(Entry entry) {
    return entry.fact() instanceof Moved moved ? moved.postings() : List.of();
  }

  @Override
  public void accept(Entry entry) {
    if (entry.fact() instanceof LedgerFact fact) {
      state.apply(fact, entry.position(), entry.timeMicros(), names, next);
      next += postings(entry).size();
    }
  }
}
