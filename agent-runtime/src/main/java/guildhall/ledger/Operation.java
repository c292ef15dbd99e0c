package guildhall.ledger;

import java.util.List;
import java.util.Optional;

/// What can be asked of the ledger. Amounts are micro-credits. Names, units and reasons have 1 to
/// 200 bytes of UTF-8 and no control characters.
public sealed interface Operation {

  /// The unit of an account that states none.
  String CREDIT = "credit";

  /// A payee and its part.
  record Credit(String account, long amountMicros) {}

  /// Opens an account; asking again for the same account is [LedgerStatus#EXISTS].
  ///
  /// @param unit what it counts in; money never moves between units
  record OpenAccount(String account, String owner, AccountKind kind, String unit)
      implements Operation {
    /// An account in credits.
    public OpenAccount(String account, String owner, AccountKind kind) {
      this(account, owner, kind, CREDIT);
    }
  }

  /// Closes an account that is empty; it pays and receives no more. What is captured for it later
  /// goes to the unclaimed account of its unit.
  record CloseAccount(String account) implements Operation {}

  /// Opens a closed account again.
  record ReopenAccount(String account) implements Operation {}

  /// Stops an account from paying, or lets it pay again. It still receives, and its open holds
  /// still settle.
  record Freeze(String account, boolean frozen) implements Operation {}

  /// Replaces the limits of an account. What was spent in the window that runs stays spent if the
  /// length of the window stays.
  record SetLimits(String account, Limits limits) implements Operation {}

  /// Moves money from one account to one or more others, all or nothing.
  record Transfer(Id id, String from, List<Credit> to, String reason) implements Operation {
    /// Copies the list.
    public Transfer {
      to = List.copyOf(to);
    }
  }

  /// Moves what is there, at most so much. With nothing there it is insufficient funds.
  record Sweep(Id id, String from, String to, long atMostMicros, String reason)
      implements Operation {}

  /// Creates money: from a treasury or a rail to an account.
  record Issue(Id id, String treasury, String account, long amountMicros, String reason)
      implements Operation {}

  /// Takes money out: from an account to a treasury or a rail.
  record Burn(Id id, String account, String treasury, long amountMicros, String reason)
      implements Operation {}

  /// Reserves `fee + expenses`: of the payer's available balance, or of the expenses of the parent.
  ///
  /// @param parent the hold to draw on; the payer is then the parent's
  /// @param payer the account that pays; ignored under a parent
  record Hold(
      Id id,
      Optional<Id> parent,
      String payer,
      long feeMicros,
      long expensesMicros,
      long expiresMicros)
      implements Operation {}

  /// Reserves so much more under an open hold.
  record Increase(Id id, Id hold, long feeMicros, long expensesMicros) implements Operation {}

  /// Lets an open hold end later; those below it still end when they did.
  record Extend(Id hold, long expiresMicros) implements Operation {}

  /// Pays of the fee of a hold to its payees. A hold takes captures until the last.
  ///
  /// @param id of this capture, not of the hold
  /// @param to may be empty with `last`: then the hold is closed and nothing is paid
  /// @param last whether the hold is closed with it; what is left of it returns
  record Capture(Id id, Id hold, List<Credit> to, String reason, boolean last)
      implements Operation {
    /// Copies the list.
    public Capture {
      to = List.copyOf(to);
    }
  }

  /// Ends a hold and every open hold below it, leaf first, without paying; what was captured stays
  /// paid.
  record VoidHold(Id hold) implements Operation {}

  /// Gives back part of a transfer or a capture, pro rata over its payees, at most what they have
  /// not given back before.
  ///
  /// @param of what is reversed, as its entry states it
  /// @param atCostOf who pays; empty: each payee its part
  record Refund(Id id, Original of, long amountMicros, Optional<String> atCostOf, String reason)
      implements Operation {}

  /// Several operations, all or nothing, in order; each sees what those before it did. A group
  /// holds no group.
  record Linked(Id id, List<Operation> operations) implements Operation {
    /// Copies the list.
    public Linked {
      operations = List.copyOf(operations);
    }
  }
}
