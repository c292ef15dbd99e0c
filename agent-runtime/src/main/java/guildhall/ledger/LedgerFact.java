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
  /// @param unit what it counts in
  record AccountOpened(String account, String owner, AccountKind kind, String unit)
      implements LedgerFact {}

  /// An account pays no more, or pays again.
  record AccountFrozen(String account, boolean frozen) implements LedgerFact {}

  /// An account is closed, or open again.
  record AccountClosed(String account, boolean closed) implements LedgerFact {}

  /// The limits of an account are these from now on.
  record LimitsSet(String account, Limits limits) implements LedgerFact {}

  /// One account's part of a movement.
  ///
  /// @param account whose
  /// @param amountMicros micro-credits; positive is credited, negative debited
  /// @param balanceMicros the posted balance after it
  /// @param previous position of the entry that moved this account before, -1 if none did
  /// @param skip position of an entry that moved it much earlier, -1 if none; see [History]
  record Posting(String account, long amountMicros, long balanceMicros, long previous, long skip) {}

  /// Money changed accounts.
  sealed interface Moved extends LedgerFact permits Transferred, Captured, Refunded {
    /// A short code for statements, for example `fund` or `royalty`.
    String reason();

    /// One per account; they sum to zero.
    List<Posting> postings();
  }

  /// Money moved from one account to others.
  ///
  /// @param id at most once per id
  /// @param bodyHash of what was asked for, so that the same id with another content is told apart
  /// @param postings the debit first
  record Transferred(Id id, String reason, long bodyHash, List<Posting> postings) implements Moved {
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

  /// So much more is reserved under a hold.
  record Increased(Id id, Id hold, long feeMicros, long expensesMicros) implements LedgerFact {}

  /// A hold ends later.
  record Extended(Id hold, long expiresMicros) implements LedgerFact {}

  /// Part of a hold's fee was paid. With the last part the hold is closed and what is left returns
  /// to the parent's expenses, else to the payer.
  ///
  /// @param hold which
  /// @param capturedMicros what was paid now; 0 closes without paying
  /// @param postings the payer's debit first; empty if nothing was paid
  /// @param id at most once per id; of books of version 1 the hold's own
  /// @param last whether the hold is closed
  /// @param bodyHash of what was asked for
  record Captured(
      Id hold,
      String reason,
      long capturedMicros,
      List<Posting> postings,
      Id id,
      boolean last,
      long bodyHash)
      implements Moved {
    /// Copies the list.
    public Captured {
      postings = List.copyOf(postings);
    }
  }

  /// A hold ended without its fee being paid; what was captured before or below it stays paid.
  record Released(Id hold, Release why) implements LedgerFact {}

  /// Why a hold was released.
  enum Release {
    /// Somebody decided so.
    VOIDED,
    /// Its time was over.
    EXPIRED
  }

  /// Part of an earlier movement was given back.
  ///
  /// @param id at most once per id
  /// @param of the transfer or capture
  /// @param bodyHash of what was asked for
  /// @param postings those who pay, then the credit of the original payer
  /// @param back of each payee of the original, in its order: what was given back in all so far
  record Refunded(
      Id id, Id of, String reason, long bodyHash, List<Posting> postings, List<Long> back)
      implements Moved {
    /// Copies the lists.
    public Refunded {
      postings = List.copyOf(postings);
      back = List.copyOf(back);
    }
  }

  /// An operation was refused for what the books looked like then; its id is used up, so that a
  /// retry ends the same way.
  ///
  /// @param id which
  /// @param bodyHash of what was asked for
  /// @param status why
  record Refused(Id id, long bodyHash, LedgerStatus status) implements LedgerFact {}

  /// The facts up to the end of the command are those of one group.
  record Grouped(Id id, long bodyHash) implements LedgerFact {}
}
