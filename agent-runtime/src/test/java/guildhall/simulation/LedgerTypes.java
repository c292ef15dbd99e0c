package guildhall.simulation;

import guildhall.book.FactTypes;
import guildhall.ledger.LedgerCodecs;
import guildhall.ledger.LedgerFact;

/// The facts of the ledger alone, under the codes the runtime gives them.
final class LedgerTypes {

  static final FactTypes ALL =
      new FactTypes()
          .add(1, LedgerFact.AccountOpened.class, LedgerCodecs.ACCOUNT_OPENED)
          .add(2, LedgerFact.AccountFrozen.class, LedgerCodecs.ACCOUNT_FROZEN)
          .add(3, LedgerFact.Transferred.class, LedgerCodecs.TRANSFERRED)
          .add(4, LedgerFact.Held.class, LedgerCodecs.HELD)
          .add(5, LedgerFact.Captured.class, LedgerCodecs.CAPTURED)
          .add(6, LedgerFact.Released.class, LedgerCodecs.RELEASED)
          .add(7, LedgerFact.AccountClosed.class, LedgerCodecs.ACCOUNT_CLOSED)
          .add(8, LedgerFact.LimitsSet.class, LedgerCodecs.LIMITS_SET)
          .add(9, LedgerFact.Increased.class, LedgerCodecs.INCREASED)
          .add(10, LedgerFact.Extended.class, LedgerCodecs.EXTENDED)
          .add(11, LedgerFact.Refunded.class, LedgerCodecs.REFUNDED)
          .add(12, LedgerFact.Refused.class, LedgerCodecs.REFUSED)
          .add(13, LedgerFact.Grouped.class, LedgerCodecs.GROUPED);

  private LedgerTypes() {}
}
