package guildhall.export;

import guildhall.book.Fact;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Moved;
import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.LedgerFact.Refunded;
import guildhall.ledger.LedgerFact.Transferred;
import java.util.List;
import java.util.Optional;

/// A fact that moved money, whatever its kind.
///
/// @param kind `transfer`, `capture` or `refund`
/// @param id its own
/// @param link what it belongs to: the hold of a capture, the movement a refund reverses
/// @param reason a short code
/// @param postings empty if a hold was closed without paying
record Movement(String kind, Id id, Optional<Id> link, String reason, List<Posting> postings) {

  /// Empty if the fact moved nothing by its kind.
  static Optional<Movement> of(Fact fact) {
    return fact instanceof Moved moved ? Optional.of(of(moved)) : Optional.empty();
  }

  private static Movement of(Moved fact) {
    return switch (fact) {
      case Transferred moved ->
          new Movement("transfer", moved.id(), Optional.empty(), moved.reason(), moved.postings());
      case Captured moved ->
          new Movement(
              "capture", moved.id(), Optional.of(moved.hold()), moved.reason(), moved.postings());
      case Refunded moved ->
          new Movement(
              "refund", moved.id(), Optional.of(moved.of()), moved.reason(), moved.postings());
    };
  }
}
