package guildhall.ledger;

import guildhall.book.Fact;
import java.util.List;
import java.util.Optional;

/// What the ledger has decided. Every amount, payee and balance is written out: replay computes
/// nothing.
public sealed interface LedgerFact extends Fact {

  /// An account exists from now on.
  ///
  /// @param account its name, unique
  /// @param owner the principal it belongs to
  /// @param kind what it is for
  record AccountOpened(String account, String owner, AccountKind kind) implements LedgerFact {}

  /// An account pays no more, or pays again.
  record AccountFrozen(String account, boolean frozen) implements LedgerFact {}

  /// One account's part of a movement.
  ///
  /// @param account whose
  /// @param amountMicros micro-credits; positive is credited, negative debited
  /// @param balanceMicros the posted balance after it
  /// @param previous position of the entry that moved this account before, -1 if none did
  record Posting(String account, long amountMicros, long balanceMicros, long previous) {}

  /// Money moved from one account to others.
  ///
  /// @param id at most once per id
  /// @param reason a short code for statements, for example `fund` or `royalty`
  /// @param bodyHash of what was asked for, so that the same id with another content is told apart
  /// @param postings the debit first; they sum to zero
  record Transferred(Id id, String reason, Id bodyHash, List<Posting> postings)
      implements LedgerFact {
    /// Copies the list.
    public Transferred {
      postings = List.copyOf(postings);
    }
  }

  /// Money of the payer is reserved.
  ///
  /// @param id at most once per id
  /// @param parent the hold it draws on, if any
  /// @param payer the account that pays in the end: at the root of the tree
  /// @param feeMicros reserved for the payee's own work
  /// @param expensesMicros reserved for holds below this one
  /// @param expiresMicros book time at which it ends by itself
  record Held(
      Id id,
      Optional<Id> parent,
      String payer,
      long feeMicros,
      long expensesMicros,
      long expiresMicros)
      implements LedgerFact {}

  /// A hold's fee was paid, in whole or in part, and the hold is closed; what is left returns to
  /// the parent's expenses, else to the payer.
  ///
  /// @param hold which
  /// @param reason a short code for statements
  /// @param capturedMicros what was paid; 0 closes without paying
  /// @param postings the payer's debit first; empty if nothing was paid
  record Captured(Id hold, String reason, long capturedMicros, List<Posting> postings)
      implements LedgerFact {
    /// Copies the list.
    public Captured {
      postings = List.copyOf(postings);
    }
  }

  /// A hold ended without its fee being paid; what was captured below it stays paid.
  record Released(Id hold, Release why) implements LedgerFact {}

  /// Why a hold was released.
  enum Release {
    /// Somebody decided so.
    VOIDED,
    /// Its time was over.
    EXPIRED
  }
}
