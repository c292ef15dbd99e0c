package guildhall.settlement;

import guildhall.book.Command;
import guildhall.book.ContentId;
import guildhall.book.Draft;
import guildhall.governance.Policies;
import guildhall.ledger.AccountKind;
import guildhall.ledger.Decision;
import guildhall.ledger.HoldView;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation;
import guildhall.ledger.Operation.Capture;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.VoidHold;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.SettlementFact.Awarded;
import guildhall.settlement.SettlementFact.Metered;
import guildhall.settlement.SettlementFact.Rejected;
import guildhall.settlement.SettlementFact.Settled;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The commands that begin and end an engagement, each one group in the book: what the parties
/// agreed and what the ledger did about it can never come apart.
public final class Settlement {

  /// How long a hold outlives its deadline, in microseconds, so that a slow disk does not cost an
  /// agent its fee.
  public static final long GRACE_MICROS = 5_000_000;

  private final Ledger ledger;
  private final Engagements engagements;
  private final Policies policies;
  private final Royalties royalties;
  private final ReadCosts readCosts;
  private final Predicate<String> registered;

  /// Commands over these projections.
  ///
  /// @param registered whether a model of a name is somebody's; asked on the book's writer thread
  public Settlement(
      Ledger ledger,
      Engagements engagements,
      Policies policies,
      Vesting vesting,
      Predicate<String> registered) {
    this.ledger = ledger;
    this.registered = registered;
    this.engagements = engagements;
    this.policies = policies;
    this.royalties = new Royalties(ledger, engagements, policies, vesting);
    this.readCosts = new ReadCosts(ledger, this);
  }

  /// That the owner of the agent that asks pays, and not who pays for the agent.
  ///
  /// @param payer the owner's account
  /// @param upToMicros the most that the call may spend so in all, what is held included
  public record OwnAccount(String payer, long upToMicros) {}

  /// What is to be awarded; the policy in force is pinned when it is.
  public record Award(
      String request,
      int attempt,
      String task,
      Optional<String> parent,
      String capability,
      String agent,
      String owner,
      Id parentHold,
      long feeMicros,
      long expensesMicros,
      long deadlineMicros,
      boolean idempotent,
      ContentId input,
      List<BidScore> scores,
      Optional<OwnAccount> own,
      long perThousandMicros) {

    /// Identity of the engagement this makes.
    public String call() {
      return request + "#" + attempt;
    }
  }

  /// What came of an award.
  ///
  /// @param status how it ended
  /// @param awarded what was agreed, now or before; empty if it was not
  public record Begun(LedgerStatus status, Optional<Awarded> awarded) {}

  /// Holds fee and expenses, under the parent's hold or on the own account of who asks, and awards
  /// the call. Asking again for the same call is [LedgerStatus#EXISTS]. More than may be spent from
  /// the own account is [LedgerStatus#EXCEEDS_EXPENSES].
  public Command<Begun> award(Award award) {
    return draft -> {
      Optional<Engagement> known = engagements.find(award.call());
      if (known.isPresent()) {
        return new Begun(LedgerStatus.EXISTS, known.map(Engagement::award));
      }
      if (!canBePaid(award)) {
        return new Begun(LedgerStatus.UNIT_MISMATCH, Optional.empty());
      }
      Optional<LedgerStatus> refused = award.own().flatMap(own -> problem(award, own));
      if (refused.isPresent()) {
        return new Begun(refused.get(), Optional.empty());
      }
      long now = draft.timeMicros();
      Id hold = ledger.newIdBelow(award.parentHold(), now, draft.position(), "call", award.call());
      Decision decision =
          ledger.decide(
              new Hold(
                  hold,
                  award.own().isPresent() ? Optional.empty() : Optional.of(award.parentHold()),
                  award.own().map(OwnAccount::payer).orElse(""),
                  award.feeMicros(),
                  award.expensesMicros(),
                  award.deadlineMicros() + GRACE_MICROS),
              now,
              draft.position());
      decision.appendTo(draft);
      if (!decision.ok()) {
        return new Begun(decision.status(), Optional.empty());
      }
      openPrincipal(draft, award.owner());
      Awarded awarded = awarded(award, hold);
      draft.append(awarded);
      return new Begun(decision.status(), Optional.of(awarded));
    };
  }

  /// What a hold under that of the call that asks would be refused for by itself: one that stands
  /// alone must not outlive the call either.
  private Optional<LedgerStatus> problem(Award award, OwnAccount own) {
    Optional<HoldView> above = ledger.openHold(award.parentHold());
    if (above.isEmpty()) {
      return Optional.of(ledger.endOf(award.parentHold()).orElse(LedgerStatus.HOLD_NOT_FOUND));
    }
    if (award.deadlineMicros() + GRACE_MICROS > above.get().expiresMicros()) {
      return Optional.of(LedgerStatus.EXPIRY_AFTER_PARENT);
    }
    long left = own.upToMicros() - engagements.ownSpendingMicros(award.parent().orElseThrow());
    return award.feeMicros() + award.expensesMicros() > left
        ? Optional.of(LedgerStatus.EXCEEDS_EXPENSES)
        : Optional.empty();
  }

  /// Fees are split between accounts in credits; nobody is paid in anything else.
  private boolean canBePaid(Award award) {
    Optional<String> payer =
        award
            .own()
            .map(OwnAccount::payer)
            .or(() -> ledger.openHold(award.parentHold()).map(HoldView::payer));
    return isInCredits(payer) && isInCredits(Optional.of(award.owner()));
  }

  private boolean isInCredits(Optional<String> account) {
    return account
        .flatMap(ledger::find)
        .map(view -> view.unit().equals(Operation.CREDIT))
        .orElse(true);
  }

  private Awarded awarded(Award award, Id hold) {
    return new Awarded(
        award.call(),
        award.request(),
        award.attempt(),
        award.task(),
        award.parent(),
        award.capability(),
        award.agent(),
        award.owner(),
        hold,
        award.feeMicros(),
        award.expensesMicros(),
        award.deadlineMicros(),
        policies.current().version(),
        award.idempotent(),
        award.input(),
        award.scores(),
        award.own().map(OwnAccount::payer),
        award.perThousandMicros());
  }

  /// How much of a call's text may be released by now; nothing of a call that is not known.
  public Command<Streamed> streamed(String call) {
    return _ -> engagements.find(call).map(Engagement::streamed).orElse(Streamed.NOTHING);
  }

  /// Pays for text of a metered call that may be released once this is durable. Less than was paid
  /// before is [LedgerStatus#EXISTS]; a call that has ended gives how its hold has.
  ///
  /// @param upTo all of its text so far
  /// @param madeFrom what it has used so far
  public Command<LedgerStatus> meter(String call, Streamed upTo, MadeFrom madeFrom) {
    return draft -> {
      Engagement engagement = require(call);
      Awarded award = engagement.award();
      Optional<HoldView> hold = ledger.openHold(award.hold());
      if (hold.isEmpty()) {
        return ledger.endOf(award.hold()).orElse(LedgerStatus.HOLD_NOT_FOUND);
      }
      if (upTo.characters() <= engagement.streamed().characters()) {
        return LedgerStatus.EXISTS;
      }
      long due = fee(award, upTo.characters()) - fee(award, engagement.streamed().characters());
      List<Line> lines = lines(award, call + ":" + upTo.characters(), due, madeFrom, hold.get());
      if (!lines.isEmpty()) {
        capture(award, lines, false, draft);
      }
      draft.append(new Metered(call, upTo.characters(), upTo.text(), sum(lines), lines));
      return LedgerStatus.CREATED;
    };
  }

  private static long fee(Awarded award, long characters) {
    return Metering.feeMicros(characters, award.perThousandMicros(), award.feeMicros());
  }

  /// Who gets what of a fee, without what the payer would get from itself.
  private List<Line> lines(
      Awarded award, String receipt, long micros, MadeFrom madeFrom, HoldView hold) {
    return FeeSplit.lines(
            policies.version(award.policy()),
            receipt,
            micros,
            award.owner(),
            madeFrom.owes(registered))
        .stream()
        .filter(line -> !line.account().equals(hold.payer()))
        .toList();
  }

  private void capture(Awarded award, List<Line> lines, boolean last, Draft draft) {
    long now = draft.timeMicros();
    Id id = ledger.newIdBelow(award.hold(), now, draft.position(), "capture");
    LedgerStatus status =
        ledger
            .decide(
                new Capture(id, award.hold(), credits(lines), award.capability(), last),
                now,
                draft.position())
            .appendTo(draft);
    if (status != LedgerStatus.CREATED) {
      throw new IllegalStateException("an open hold cannot be captured: " + status);
    }
  }

  /// Opens the account of a principal unless it is open; part of a larger command.
  public void openPrincipal(Draft draft, String principal) {
    ledger
        .decide(
            new OpenAccount(principal, principal, AccountKind.PRINCIPAL),
            draft.timeMicros(),
            draft.position())
        .appendTo(draft);
  }

  /// What came of a delivery.
  ///
  /// @param status how it ended
  /// @param spentMicros what the payer has paid for the request by then
  public record Paid(LedgerStatus status, long spentMicros) {}

  /// What a call has delivered.
  ///
  /// @param output the output record as JSON
  /// @param evidence what it was made from, see [Evidence]
  /// @param chargedMicros at most the awarded fee; a higher value counts as the fee. Of a metered
  ///   call nothing is paid at the end: what was released is paid already
  /// @param madeFrom what it has used
  /// @param reads what it owes for reading, which was held before
  public record Work(
      ContentId output,
      ContentId evidence,
      long chargedMicros,
      MadeFrom madeFrom,
      List<ReadCost> reads) {
    /// Copies the list.
    public Work {
      reads = List.copyOf(reads);
    }
  }

  /// Pays a delivered call: whatever it bought and nobody delivered is voided, its fee is split
  /// under its policy, the owners of what it has read are paid, what is left of its hold goes back
  /// up. Paying it again is [LedgerStatus#EXISTS]. Whoever hires an agent of its own pays the other
  /// parts of the fee and not itself.
  public Command<Paid> settle(String call, Work work) {
    return draft -> {
      Engagement engagement = require(call);
      LedgerStatus status = settle(engagement, work, draft);
      return new Paid(status, engagements.spentMicros(engagement.award().request()));
    };
  }

  private LedgerStatus settle(Engagement engagement, Work work, Draft draft) {
    String call = engagement.call();
    if (engagement.state() == Engagement.State.COMPLETED) {
      return LedgerStatus.EXISTS;
    }
    Awarded award = engagement.award();
    Optional<HoldView> hold = ledger.openHold(award.hold());
    if (hold.isEmpty()) {
      return ledger.endOf(award.hold()).orElse(LedgerStatus.HOLD_NOT_FOUND);
    }
    Optional<LedgerStatus> unpayable = readCosts.problem(award, work.reads());
    if (unpayable.isPresent()) {
      return unpayable.get();
    }
    boolean metered = award.perThousandMicros() > 0;
    long charged = metered ? 0 : Math.min(work.chargedMicros(), award.feeMicros());
    List<Line> lines = lines(award, call, charged, work.madeFrom(), hold.get());
    voidFromOwnAccount(draft, award.task(), each -> engagements.isBelow(each, call));
    for (Engagement child : engagements.children(call)) {
      ledger
          .decide(new VoidHold(child.award().hold()), draft.timeMicros(), draft.position())
          .appendTo(draft);
    }
    boolean holdsBelow = hold.get().openBelowMicros() > 0;
    List<Line> access = holdsBelow ? readCosts.pay(award, work.reads(), draft) : List.of();
    capture(award, lines, true, draft);
    List<Line> all = Metering.merged(engagement.lines(), lines);
    draft.append(
        new Settled(
            call,
            work.output(),
            work.evidence(),
            sum(all),
            all,
            Optional.of(access).filter(each -> !each.isEmpty())));
    return LedgerStatus.CREATED;
  }

  /// Ends a call without paying its fee; what others delivered for it stays paid, and so does what
  /// was metered.
  ///
  /// @return [LedgerStatus#CREATED], or how the hold had ended before
  public Command<LedgerStatus> reject(String call, String code, String reason) {
    return draft -> {
      Engagement engagement = require(call);
      if (engagement.state() != Engagement.State.FUNDED) {
        return ledger.endOf(engagement.award().hold()).orElse(LedgerStatus.HOLD_NOT_FOUND);
      }
      voidFromOwnAccount(draft, engagement.award().task(), each -> engagements.isBelow(each, call));
      draft.append(new Rejected(call, code, Sentences.fit(reason)));
      return ledger
          .decide(new VoidHold(engagement.award().hold()), draft.timeMicros(), draft.position())
          .appendTo(draft);
    };
  }

  /// Ends the hold of a whole task or order, and with it every hold for it, those on the accounts
  /// of agents' owners too; part of a larger command.
  public void release(Draft draft, String task, Id hold) {
    voidFromOwnAccount(draft, task, _ -> true);
    ledger.decide(new VoidHold(hold), draft.timeMicros(), draft.position()).appendTo(draft);
  }

  /// What owners pay for is held apart from the holds above it and does not end with them.
  private void voidFromOwnAccount(Draft draft, String task, Predicate<Engagement> which) {
    for (Engagement each : engagements.openFromOwnAccount(task)) {
      if (which.test(each)) {
        ledger
            .decide(new VoidHold(each.award().hold()), draft.timeMicros(), draft.position())
            .appendTo(draft);
      }
    }
  }

  /// What becomes of the royalty parts of receipts.
  public Royalties royalties() {
    return royalties;
  }

  /// What calls pay for what they read.
  public ReadCosts readCosts() {
    return readCosts;
  }

  private static long sum(List<Line> lines) {
    return lines.stream().mapToLong(line -> line.amount().micros()).sum();
  }

  private static List<Credit> credits(List<Line> lines) {
    return lines.stream().map(line -> new Credit(line.account(), line.amount().micros())).toList();
  }

  /// @throws IllegalArgumentException if it was never awarded
  Engagement require(String call) {
    return engagements
        .find(call)
        .orElseThrow(() -> new IllegalArgumentException("no such call: " + call));
  }
}
