package guildhall.ledger;

import java.util.List;
import java.util.Optional;

/// What can be asked of the ledger. Amounts are micro-credits.
public sealed interface Operation {

  /// A payee and its part.
  record Credit(String account, long amountMicros) {}

  /// Opens an account; asking again for the same account is [LedgerStatus#EXISTS].
  record OpenAccount(String account, String owner, AccountKind kind) implements Operation {}

  /// Stops an account from paying, or lets it pay again. It still receives, and its open holds
  /// still settle.
  record Freeze(String account, boolean frozen) implements Operation {}

  /// Moves money from one account to one or more others, all or nothing.
  record Transfer(Id id, String from, List<Credit> to, String reason) implements Operation {
    /// Copies the list.
    public Transfer {
      to = List.copyOf(to);
    }
  }

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

  /// Pays at most the fee of a hold to its payees and closes it.
  ///
  /// @param to may be empty: then the hold is closed and nothing is paid
  record Capture(Id hold, List<Credit> to, String reason) implements Operation {
    /// Copies the list.
    public Capture {
      to = List.copyOf(to);
    }
  }

  /// Ends a hold and every open hold below it, leaf first, without paying.
  record VoidHold(Id hold) implements Operation {}
}
