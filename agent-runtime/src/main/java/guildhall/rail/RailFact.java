package guildhall.rail;

import guildhall.book.Fact;
import guildhall.ledger.Id;

/// What happened between the book and a rail. Each stands in one group with what the ledger did
/// about it.
public sealed interface RailFact extends Fact {

  /// The rail.
  String rail();

  /// Position of the fact of this rail before this one, -1 if there is none: how its history is
  /// read.
  long previous();

  /// A deposit was credited.
  ///
  /// @param cursor the rail's own; none up to it is taken again
  /// @param reference what the rail calls it
  /// @param account whom it was for
  /// @param creditedTo who has it: that account, or the unclaimed one
  /// @param why code of what kept it from that account, empty if nothing did
  /// @param transfer id of the movement
  record Deposited(
      String rail,
      long cursor,
      String reference,
      String account,
      String creditedTo,
      String why,
      long amountMicros,
      Id transfer,
      long previous)
      implements RailFact {}

  /// A deposit could not be credited to anybody, because the supply of the unit could no longer be
  /// counted. Nothing moved; whoever reconciles finds it.
  ///
  /// @param why code of the ledger
  record DepositDeclined(
      String rail,
      long cursor,
      String reference,
      String account,
      String why,
      long amountMicros,
      long previous)
      implements RailFact {}

  /// Money of an account is held until the rail has paid it or refused to.
  ///
  /// @param id of the withdrawal; as text its reference at the rail
  /// @param hold what holds the money
  /// @param destination where to, in the rail's words
  record WithdrawalAsked(
      String rail,
      Id id,
      Id hold,
      String account,
      String destination,
      long amountMicros,
      long previous)
      implements RailFact {}

  /// The rail has paid; the money has left the account.
  ///
  /// @param railReference what the rail calls the payout
  record WithdrawalPaid(String rail, Id id, String railReference, long previous)
      implements RailFact {}

  /// The rail will not pay; the account has its money again.
  ///
  /// @param reason the rail's
  record WithdrawalRefused(String rail, Id id, String reason, long previous) implements RailFact {}
}
