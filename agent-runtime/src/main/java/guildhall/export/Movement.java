package guildhall.export;

import guildhall.book.Fact;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.LedgerFact.Transferred;
import java.util.List;
import java.util.Optional;

/// A fact that moved money, whatever its kind.
///
/// @param kind `transfer` or `capture`
/// @param id of the transfer or capture
/// @param link what it belongs to: the hold of a capture
/// @param reason a short code
/// @param postings the debit first; empty if a hold was closed without paying
public record Movement(
    String kind, Id id, Optional<Id> link, String reason, List<Posting> postings) {

  /// What a statement calls the id it shows.
  String idName() {
    return link.isPresent() ? "hold" : "transfer";
  }

  /// Empty if the fact moved nothing by its kind.
  static Optional<Movement> of(Fact fact) {
    return switch (fact) {
      case Transferred moved ->
          Optional.of(
              new Movement(
                  "transfer", moved.id(), Optional.empty(), moved.reason(), moved.postings()));
      case Captured captured ->
          Optional.of(
              new Movement(
                  "capture",
                  captured.hold(),
                  Optional.of(captured.hold()),
                  captured.reason(),
                  captured.postings()));
      default -> Optional.empty();
    };
  }
}
