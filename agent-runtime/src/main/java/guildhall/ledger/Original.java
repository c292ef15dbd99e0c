package guildhall.ledger;

import guildhall.ledger.LedgerFact.Posting;
import java.util.List;

/// A movement as its entry states it, read from the book by whoever wants it reversed.
///
/// @param id of the transfer or the capture
/// @param position of its entry
/// @param postings its postings: the debit first
public record Original(Id id, long position, List<Posting> postings) {
  /// Copies the list.
  public Original {
    postings = List.copyOf(postings);
  }

  /// The original that an entry states.
  public static Original of(LedgerFact.Moved moved, Id id, long position) {
    return new Original(id, position, moved.postings());
  }
}
