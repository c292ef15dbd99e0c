package guildhall.runtime;

import guildhall.book.FactTypes;
import guildhall.datanet.DatanetFact;
import guildhall.governance.PolicyAdopted;
import guildhall.host.Progressed;
import guildhall.host.state.AgentStateSet;
import guildhall.ledger.LedgerCodecs;
import guildhall.ledger.LedgerFact;
import guildhall.market.AgentListed;
import guildhall.market.NoAward;
import guildhall.market.Ordered;
import guildhall.model.ArtefactRegistered;
import guildhall.outbound.EffectAcknowledged;
import guildhall.rail.RailFact;
import guildhall.settlement.DistributedCodec;
import guildhall.settlement.RoyaltyFact;
import guildhall.settlement.SettlementFact;
import guildhall.settlement.bond.BondFact;
import guildhall.task.TaskFact;

/// The codes of all facts. A code is never changed and never given again.
public final class Facts {

  private Facts() {}

  /// What a book of this runtime may hold.
  public static FactTypes all() {
    return new FactTypes()
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
        .add(13, LedgerFact.Grouped.class, LedgerCodecs.GROUPED)
        .add(20, PolicyAdopted.class)
        .add(30, SettlementFact.Awarded.class)
        .add(31, SettlementFact.Settled.class)
        .add(32, SettlementFact.Rejected.class)
        .add(33, SettlementFact.Distributed.class, new DistributedCodec())
        .add(34, SettlementFact.Metered.class)
        .add(35, RoyaltyFact.Paid.class)
        .add(36, RoyaltyFact.Reversed.class)
        .add(37, RoyaltyFact.SuccessorNamed.class)
        .add(38, RoyaltyFact.Claimed.class)
        .add(40, AgentListed.class)
        .add(41, NoAward.class)
        .add(42, Ordered.class)
        .add(50, Progressed.class)
        .add(51, EffectAcknowledged.class)
        .add(52, AgentStateSet.class)
        .add(60, DatanetFact.Contributed.class)
        .add(61, DatanetFact.Published.class)
        .add(62, DatanetFact.Chartered.class)
        .add(63, DatanetFact.Offered.class)
        .add(64, DatanetFact.Declined.class)
        .add(65, DatanetFact.Reviewed.class)
        .add(66, DatanetFact.Rejected.class)
        .add(67, DatanetFact.Withdrawn.class)
        .add(68, DatanetFact.FrequenciesFrozen.class)
        .add(69, DatanetFact.Promoted.class)
        .add(70, TaskFact.TaskSubmitted.class)
        .add(71, TaskFact.ApprovalAsked.class)
        .add(72, TaskFact.ApprovalDecided.class)
        .add(73, TaskFact.StepEnded.class)
        .add(74, TaskFact.TaskEnded.class)
        .add(80, RailFact.Deposited.class)
        .add(81, RailFact.DepositDeclined.class)
        .add(82, RailFact.WithdrawalAsked.class)
        .add(83, RailFact.WithdrawalPaid.class)
        .add(84, RailFact.WithdrawalRefused.class)
        .add(100, BondFact.DutySet.class)
        .add(101, BondFact.Posted.class)
        .add(102, BondFact.Withdrawn.class)
        .add(103, BondFact.Accused.class)
        .add(104, BondFact.Dismissed.class)
        .add(105, BondFact.Slashed.class)
        .add(110, DatanetFact.Accessed.class)
        .add(111, ArtefactRegistered.class);
  }
}
