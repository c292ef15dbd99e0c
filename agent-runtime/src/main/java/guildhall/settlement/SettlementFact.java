package guildhall.settlement;

import guildhall.book.ContentId;
import guildhall.book.Fact;
import guildhall.ledger.Id;
import guildhall.sdk.Receipt.Line;
import java.util.List;
import java.util.Optional;

/// What the book says of engagements. Amounts are micro-credits, times book time in microseconds.
public sealed interface SettlementFact extends Fact {

  /// An agent was awarded a call; the hold of fee and expenses stands in the same group.
  ///
  /// @param call identity of the engagement: the request's id and the number of the attempt
  /// @param request what was asked for; later attempts share it
  /// @param attempt 0, 1, ... : which agent in turn
  /// @param task the task it is for
  /// @param parent the call that asked, empty if the task itself did
  /// @param capability what is bought
  /// @param agent who does it
  /// @param owner the principal who is paid
  /// @param hold where the money is reserved
  /// @param feeMicros most that can be charged for the agent's work
  /// @param expensesMicros most it may buy for
  /// @param deadlineMicros when it must have delivered
  /// @param policy version pinned for the split
  /// @param idempotent whether it may be run again after a crash
  /// @param input the input record as JSON
  /// @param scores every bid with its score vector
  /// @param payer the owner of the agent that asked, if that account pays instead of the one at the
  ///   root
  /// @param perThousandMicros price of a thousand characters; 0 if the fee is for the result
  record Awarded(
      String call,
      String request,
      int attempt,
      String task,
      Optional<String> parent,
      String capability,
      String agent,
      String owner,
      Id hold,
      long feeMicros,
      long expensesMicros,
      long deadlineMicros,
      int policy,
      boolean idempotent,
      ContentId input,
      List<BidScore> scores,
      Optional<String> payer,
      long perThousandMicros)
      implements SettlementFact {}

  /// More text of a metered call may be released; what is due for it was captured in the same
  /// group.
  ///
  /// @param call which
  /// @param characters how many may be in all
  /// @param text hash of all of them
  /// @param chargedMicros what was paid for those that are new
  /// @param lines to whom; they sum to it
  record Metered(String call, long characters, Id text, long chargedMicros, List<Line> lines)
      implements SettlementFact {}

  /// A call was delivered and paid; the ledger's capture stands in the same group.
  ///
  /// @param call which
  /// @param output the output record as JSON
  /// @param evidence what it was made from, see [Evidence]
  /// @param chargedMicros the fee, what was metered before included
  /// @param lines to whom; they sum to the fee
  /// @param access what was paid on top of it for reading datanets that have a price, a line for
  ///   each; empty if nothing was, and in older books
  record Settled(
      String call,
      ContentId output,
      ContentId evidence,
      long chargedMicros,
      List<Line> lines,
      Optional<List<Line>> access)
      implements SettlementFact {}

  /// A call ended without delivery; its fee is not paid.
  ///
  /// @param call which
  /// @param code stable: `refused`, `canceled`, or a [guildhall.sdk.FailureKind]'s code
  /// @param reason one sentence
  record Rejected(String call, String code, String reason) implements SettlementFact {}

  /// It was decided, once, whom the royalty part of a receipt belongs to; the ledger's transfer
  /// from the pool stands in the same group: to the account of what vests, or to the payees if
  /// nothing may be challenged.
  ///
  /// @param call which receipt
  /// @param method id and version of the attribution method
  /// @param lines to whom and for which contributions; they sum to the royalty part
  /// @param vestsMicros when the lines are due, the name of the bucket they vest in; 0 if they were
  ///   paid with this, as all were in older books
  /// @param grounds what it was decided on
  record Distributed(
      String call, String method, List<Line> lines, long vestsMicros, Grounds grounds)
      implements SettlementFact {
    /// Copies the list.
    public Distributed {
      lines = List.copyOf(lines);
    }
  }
}
