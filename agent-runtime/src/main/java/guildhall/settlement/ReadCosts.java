package guildhall.settlement;

import guildhall.book.Command;
import guildhall.book.Draft;
import guildhall.ledger.AccountView;
import guildhall.ledger.Decision;
import guildhall.ledger.HoldView;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation;
import guildhall.ledger.Operation.Capture;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.Increase;
import guildhall.ledger.Operation.VoidHold;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.SettlementFact.Awarded;
import java.util.List;
import java.util.Optional;

/// The money for what a call reads of datanets that have a price: one hold below the call's own,
/// out of its expenses, which grows with each search, is captured with the fee when the call is
/// delivered, and ends with the call's own hold in every other case.
///
/// Its id follows from the call's hold. A call that is run again after a crash finds what its first
/// run had held, and only what it reads beyond that is held anew.
public final class ReadCosts {

  /// It ends so long before the hold above it, in microseconds: the ledger wants a margin.
  private static final long MARGIN_MICROS = 1_000_000;

  private static final String REASON = "datanet access";

  private final Ledger ledger;
  private final Settlement settlement;

  ReadCosts(Ledger ledger, Settlement settlement) {
    this.ledger = ledger;
    this.settlement = settlement;
  }

  /// For whom a call works, while it is open.
  ///
  /// @param root the principal at the root of the task
  /// @param payer the account that pays the call: that principal's, or that of the owner of an
  ///   agent above it
  public record Parties(String root, String payer) {}

  /// For whom a call works; empty if it, or what it is part of, has ended.
  public Command<Optional<Parties>> parties(String call) {
    return _ -> {
      Engagement engagement = settlement.require(call);
      Engagement top = engagement;
      while (top.award().parent().isPresent()) {
        top = settlement.require(top.award().parent().get());
      }
      Optional<String> root = payer(top.award().hold());
      return payer(engagement.award().hold())
          .flatMap(payer -> root.map(principal -> new Parties(principal, payer)));
    };
  }

  private Optional<String> payer(Id hold) {
    return ledger.openHold(hold).map(HoldView::payer);
  }

  /// What came of holding money.
  ///
  /// @param status how it ended; [LedgerStatus#EXISTS] if so much was held before
  /// @param leftMicros what the call could still spend before
  public record Held(LedgerStatus status, long leftMicros) {}

  /// Holds money for what is read until it is so much in all; more than the call may still spend is
  /// [LedgerStatus#EXCEEDS_EXPENSES].
  ///
  /// @param upToMicros for all that the call has read, and is about to
  /// @param owner who will be paid for it; the account is opened if it is not there
  public Command<Held> hold(String call, long upToMicros, String owner) {
    return draft -> {
      Awarded award = settlement.require(call).award();
      Optional<HoldView> above = ledger.openHold(award.hold());
      Optional<LedgerStatus> ended = ledger.endOf(above.isPresent() ? idOf(award) : award.hold());
      if (above.isEmpty() || ended.isPresent()) {
        return new Held(ended.orElse(LedgerStatus.HOLD_NOT_FOUND), 0);
      }
      long left = above.get().freeMicros();
      long more = upToMicros - heldMicros(award);
      if (more > left) {
        return new Held(LedgerStatus.EXCEEDS_EXPENSES, left);
      }
      return new Held(more <= 0 ? LedgerStatus.EXISTS : hold(award, more, owner, draft), left);
    };
  }

  /// What is refused is not remembered: the next search may ask for less under the same id.
  private LedgerStatus hold(Awarded award, long more, String owner, Draft draft) {
    settlement.openPrincipal(draft, owner);
    if (!ledger.find(owner).map(AccountView::unit).equals(Optional.of(Operation.CREDIT))) {
      return LedgerStatus.UNIT_MISMATCH;
    }
    Id id = idOf(award);
    long now = draft.timeMicros();
    Operation asked =
        ledger.openHold(id).isPresent()
            ? new Increase(ledger.newIdBelow(id, now, draft.position(), "more"), id, more, 0)
            : new Hold(
                id,
                Optional.of(award.hold()),
                "",
                more,
                0,
                award.deadlineMicros() + Settlement.GRACE_MICROS - MARGIN_MICROS);
    Decision decision = ledger.decide(asked, now, draft.position());
    return decision.ok() ? decision.appendTo(draft) : decision.status();
  }

  private static Id idOf(Awarded award) {
    return Id.below(award.hold(), "reads");
  }

  private long heldMicros(Awarded award) {
    return ledger.openHold(idOf(award)).map(HoldView::feeMicros).orElse(0L);
  }

  /// Why what a call has read cannot be paid, or empty; its own hold is open.
  Optional<LedgerStatus> problem(Awarded award, List<ReadCost> reads) {
    if (reads.isEmpty() || heldMicros(award) >= sum(reads)) {
      return Optional.empty();
    }
    return Optional.of(ledger.endOf(idOf(award)).orElse(LedgerStatus.EXCEEDS_HOLD));
  }

  /// Pays the owners of what was read and ends the hold, which an earlier run may have made in
  /// vain; part of a larger command.
  ///
  /// @return the same as lines
  List<Line> pay(Awarded award, List<ReadCost> reads, Draft draft) {
    Id hold = idOf(award);
    long now = draft.timeMicros();
    if (reads.isEmpty()) {
      ledger.decide(new VoidHold(hold), now, draft.position()).appendTo(draft);
      return List.of();
    }
    Id id = ledger.newIdBelow(hold, now, draft.position(), "capture");
    List<Credit> to = reads.stream().map(each -> new Credit(each.owner(), each.micros())).toList();
    LedgerStatus status =
        ledger
            .decide(new Capture(id, hold, to, REASON, true), now, draft.position())
            .appendTo(draft);
    if (status != LedgerStatus.CREATED) {
      throw new IllegalStateException("an open hold cannot be captured: " + status);
    }
    return reads.stream().map(ReadCost::line).toList();
  }

  private static long sum(List<ReadCost> reads) {
    return reads.stream().mapToLong(ReadCost::micros).sum();
  }
}
