package guildhall.settlement;

import guildhall.book.Draft;
import guildhall.datanet.Curation;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.Operation.Sweep;

/// What contributors pay for offers that failed the checks, beyond those that are free: from their
/// account to the platform's. On the book's writer thread.
public final class DeclineFees implements Curation.Fees {

  private final Ledger ledger;

  /// Fees from accounts of this ledger.
  public DeclineFees(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public boolean canPay(String contributor, long micros) {
    return ledger
        .find(contributor)
        .filter(account -> !account.frozen() && !account.closed())
        .filter(account -> account.availableMicros() >= micros)
        .isPresent();
  }

  /// From an account that may not pay, or has nothing, nothing is taken.
  @Override
  public void take(Draft draft, String datanet, String contributor, long micros) {
    Id id =
        Id.at(
            draft.timeMicros(),
            "decline-fee",
            datanet,
            contributor,
            Long.toString(draft.position()));
    var _ =
        ledger
            .decide(
                new Sweep(id, contributor, SystemAccounts.PLATFORM, micros, "declined: " + datanet),
                draft.timeMicros(),
                draft.position())
            .appendTo(draft);
  }
}
