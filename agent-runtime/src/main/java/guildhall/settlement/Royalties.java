package guildhall.settlement;

import guildhall.book.Command;
import guildhall.book.ContentId;
import guildhall.book.Draft;
import guildhall.datanet.Earner;
import guildhall.governance.Policies;
import guildhall.ledger.AccountKind;
import guildhall.ledger.AccountView;
import guildhall.ledger.Decision;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.Transfer;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.RoyaltyFact.Claimed;
import guildhall.settlement.RoyaltyFact.Paid;
import guildhall.settlement.RoyaltyFact.Part;
import guildhall.settlement.RoyaltyFact.Payout;
import guildhall.settlement.RoyaltyFact.Reversed;
import guildhall.settlement.RoyaltyFact.SuccessorNamed;
import guildhall.settlement.SettlementFact.Distributed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;

/// What becomes of the royalty part of a receipt: it is distributed once, vests for the challenge
/// window of its policy, may be taken back meanwhile, and is paid, summed over all receipts of a
/// bucket.
///
/// Every command is one group: what is decided about royalties and what the ledger does about it
/// cannot come apart. `@vesting` always has exactly what the buckets hold.
public final class Royalties {

  /// Contributors that one movement pays.
  static final int PAID_TOGETHER = 128;

  /// Movements at the start of one batch: others wait meanwhile.
  static final int MOVEMENTS_PER_BATCH = 4;

  private final Ledger ledger;
  private final Engagements engagements;
  private final Policies policies;
  private final Vesting vesting;

  /// Commands over these projections.
  public Royalties(Ledger ledger, Engagements engagements, Policies policies, Vesting vesting) {
    this.ledger = ledger;
    this.engagements = engagements;
    this.policies = policies;
    this.vesting = vesting;
  }

  /// Distributes the royalty part of a receipt, once.
  ///
  /// @param call which receipt
  /// @param weighed what it was made from
  /// @param rootPayer the principal at the root of its task
  /// @param earner who earns by a contribution, by its key; asked on the book's writer thread
  /// @return the lines, empty if there was nothing to distribute any more
  public Command<List<Line>> distribute(
      String call, Weighed weighed, String rootPayer, Function<String, Optional<Earner>> earner) {
    return draft -> {
      Engagement engagement =
          engagements
              .find(call)
              .orElseThrow(() -> new IllegalArgumentException("no such call: " + call));
      long pool = engagement.undistributedMicros();
      if (pool == 0 || isFrozen(SystemAccounts.ROYALTIES)) {
        return List.of(); // what lies in a frozen pool is paid once it may pay again
      }
      long window = policies.version(engagement.award().policy()).challengeWindowMicros();
      long due = VestingTime.dueMicros(draft.timeMicros(), window);
      Distributed fact = decided(engagement, weighed, rootPayer, earner, due);
      distribute(draft, engagement, fact);
      return fact.lines();
    };
  }

  /// What a distribution says, as it follows from what was weighed: the same wherever it is asked.
  ///
  /// @param engagement whose royalty part is not distributed
  /// @param vestsMicros when it is due
  public static Distributed decided(
      Engagement engagement,
      Weighed weighed,
      String rootPayer,
      Function<String, Optional<Earner>> earner,
      long vestsMicros) {
    RoyaltySplit split =
        RoyaltySplit.of(
            engagement.call(),
            engagement.undistributedMicros(),
            weighed.attribution(),
            rootPayer,
            earner);
    return new Distributed(
        engagement.call(),
        weighed.attribution().method(),
        split.lines(),
        vestsMicros,
        weighed.grounds(split.shares()));
  }

  private void distribute(Draft draft, Engagement engagement, Distributed fact) {
    List<Line> lines = fact.lines();
    for (Line line : lines) {
      if (ledger.find(line.account()).isEmpty()) {
        open(draft, line);
      }
    }
    long due = fact.vestsMicros();
    List<Payout> atOnce = due > 0 ? List.of() : redirected(payouts(lines));
    long sum = lines.stream().mapToLong(line -> line.amount().micros()).sum();
    List<Credit> to = due > 0 ? List.of(new Credit(SystemAccounts.VESTING, sum)) : credits(atOnce);
    long now = draft.timeMicros();
    Id id =
        ledger.newIdBelow(
            engagement.award().hold(), now, draft.position(), "royalties", engagement.call());
    LedgerStatus status =
        ledger
            .decide(
                new Transfer(id, SystemAccounts.ROYALTIES, to, due > 0 ? "vesting" : "royalty"),
                now,
                draft.position())
            .appendTo(draft);
    if (status != LedgerStatus.CREATED) {
      throw new IllegalStateException("the pool cannot pay what lies in it: " + status);
    }
    draft.append(fact);
    List<Payout> elsewhere = atOnce.stream().filter(each -> each.to().isPresent()).toList();
    if (!elsewhere.isEmpty()) {
      draft.append(new Paid(0, elsewhere));
    }
  }

  private void open(Draft draft, Line line) {
    OpenAccount account =
        line.role().equals(RoyaltySplit.COMMONS)
            ? SystemAccounts.OPEN_COMMONS
            : new OpenAccount(line.account(), line.account(), AccountKind.PRINCIPAL);
    ledger.decide(account, draft.timeMicros(), draft.position()).appendTo(draft);
  }

  /// One for each account, which may have several lines.
  private static List<Payout> payouts(List<Line> lines) {
    Map<String, Long> sums = new LinkedHashMap<>();
    lines.forEach(line -> sums.merge(line.account(), line.amount().micros(), Long::sum));
    return sums.entrySet().stream()
        .map(each -> new Payout(each.getKey(), each.getValue(), Optional.empty()))
        .toList();
  }

  /// The same payments, each to who can have it.
  private List<Payout> redirected(List<Payout> payouts) {
    return payouts.stream()
        .map(each -> new Payout(each.account(), each.micros(), instead(each.account())))
        .toList();
  }

  /// Who is paid in place of an account that nobody has, that is closed, or that may only have so
  /// much; empty if it can be paid.
  private Optional<String> instead(String account) {
    return mayReceive(account)
        ? Optional.empty()
        : successorWhoMayReceive(account).or(() -> Optional.of(SystemAccounts.UNCLAIMED));
  }

  private Optional<String> successorWhoMayReceive(String account) {
    return vesting.successor(account).filter(this::mayReceive);
  }

  private boolean mayReceive(String account) {
    return ledger
        .find(account)
        .filter(view ->
            !view.closed()
                && view.unit().equals(Operation.CREDIT)
                && view.limits().maxBalanceMicros() == Long.MAX_VALUE)
        .isPresent();
  }

  private static List<Credit> credits(List<Payout> payouts) {
    return payouts.stream()
        .map(each -> new Credit(each.to().orElse(each.account()), each.micros()))
        .toList();
  }

  private boolean isFrozen(String account) {
    return ledger.find(account).map(AccountView::frozen).orElse(true);
  }

  /// Pays what is due, at most so much that a batch still has time for those who wait; the rest is
  /// paid at the next. For the start of a batch: never throws. While `@vesting` is frozen, nothing
  /// is paid.
  public void payDue(Draft draft) {
    boolean more = true;
    for (int i = 0; i < MOVEMENTS_PER_BATCH && more; i++) {
      Vesting.Due due = vesting.firstDue(draft.timeMicros(), PAID_TOGETHER);
      more = due.dueMicros() > 0 && !isFrozen(SystemAccounts.VESTING) && pay(draft, due);
    }
  }

  private boolean pay(Draft draft, Vesting.Due due) {
    List<Payout> payouts = redirected(due.payments());
    long now = draft.timeMicros();
    Id bucket = Id.at(due.dueMicros(), "vesting");
    Id id =
        ledger.newIdBelow(bucket, now, draft.position(), "royalties", payouts.getFirst().account());
    Decision decision =
        ledger.decide(
            new Transfer(id, SystemAccounts.VESTING, credits(payouts), "royalty"),
            now,
            draft.position());
    if (decision.status() != LedgerStatus.CREATED) {
      return false; // `@unclaimed` is closed, say: it stays due, and is seen to be
    }
    decision.appendTo(draft);
    draft.append(new Paid(due.dueMicros(), payouts));
    return true;
  }

  /// That lines of a distribution are taken back.
  ///
  /// @param call which receipt
  /// @param line which line, by its index in the distribution; empty for all that were not reversed
  ///   before
  /// @param to whose they are from now on, a principal with an open account; they vest as long as
  ///   they would have. Empty: they go back to the pool and are not distributed again
  /// @param reason one sentence; kept up to 500 characters
  /// @param evidence what shows that it is right
  public record Reversal(
      String call, OptionalInt line, Optional<String> to, String reason, ContentId evidence) {}

  /// Takes lines back, each at most once and only before their window is over.
  public Command<RoyaltyStatus> reverse(Reversal asked) {
    return draft -> {
      Optional<Engagement> found = engagements.find(asked.call());
      if (asked.reason().isBlank()) {
        return RoyaltyStatus.NO_REASON;
      }
      if (found.isEmpty()) {
        return RoyaltyStatus.NO_SUCH_CALL;
      }
      List<Part> parts = parts(found.get(), asked.line());
      RoyaltyStatus status = problem(found.get(), asked, parts, draft.timeMicros());
      return status.ok() ? reverse(draft, found.get(), asked, parts) : status;
    };
  }

  private static List<Part> parts(Engagement engagement, OptionalInt line) {
    List<Line> lines = engagement.royalties();
    return IntStream.range(0, lines.size())
        .filter(i -> line.isEmpty() || line.getAsInt() == i)
        .filter(i -> !engagement.reversed().contains(i))
        .mapToObj(i -> new Part(i, lines.get(i).account(), lines.get(i).amount().micros()))
        .toList();
  }

  private RoyaltyStatus problem(
      Engagement engagement, Reversal asked, List<Part> parts, long nowMicros) {
    int lines = engagement.royalties().size();
    if (lines == 0) {
      return RoyaltyStatus.NOT_DISTRIBUTED;
    }
    if (asked.line().isPresent()
        && (asked.line().getAsInt() < 0 || asked.line().getAsInt() >= lines)) {
      return RoyaltyStatus.NO_SUCH_LINE;
    }
    if (parts.isEmpty()) {
      return RoyaltyStatus.ALREADY_REVERSED;
    }
    long due = engagement.vestsMicros();
    if (parts.stream().anyMatch(part -> !vesting.isVesting(due, part.account()))) {
      return RoyaltyStatus.ALREADY_PAID;
    }
    if (due <= nowMicros) {
      return RoyaltyStatus.WINDOW_OVER;
    }
    return asked.to().isPresent() && !mayHave(asked.to().get(), parts)
        ? RoyaltyStatus.BAD_PAYEE
        : RoyaltyStatus.DONE;
  }

  private boolean mayHave(String account, List<Part> parts) {
    return isPrincipal(account)
        && mayReceive(account)
        && parts.stream().noneMatch(part -> part.account().equals(account));
  }

  private boolean isPrincipal(String account) {
    return ledger.find(account).map(AccountView::kind).equals(Optional.of(AccountKind.PRINCIPAL));
  }

  private RoyaltyStatus reverse(
      Draft draft, Engagement engagement, Reversal asked, List<Part> parts) {
    Reversed fact =
        new Reversed(
            engagement.call(),
            engagement.vestsMicros(),
            parts,
            asked.to(),
            Sentences.fit(asked.reason()),
            asked.evidence());
    if (asked.to().isEmpty()) {
      long sum = parts.stream().mapToLong(Part::micros).sum();
      LedgerStatus moved =
          move(draft, SystemAccounts.VESTING, SystemAccounts.ROYALTIES, sum, "reversal");
      if (moved != LedgerStatus.CREATED) {
        return RoyaltyStatus.LEDGER_REFUSED;
      }
    }
    draft.append(fact);
    return RoyaltyStatus.DONE;
  }

  private LedgerStatus move(Draft draft, String from, String to, long micros, String reason) {
    long now = draft.timeMicros();
    Id id = Id.at(now, reason, Long.toString(draft.position()));
    return ledger
        .decide(
            new Transfer(id, from, List.of(new Credit(to, micros)), reason), now, draft.position())
        .appendTo(draft);
  }

  /// Names who is paid the royalties of an account once that is closed, or if nobody has it; the
  /// last one named counts.
  ///
  /// @param successor a principal with an open account
  public Command<RoyaltyStatus> nameSuccessor(String account, String successor) {
    return draft -> {
      if (account.equals(successor) || !isPrincipal(successor) || !mayReceive(successor)) {
        return RoyaltyStatus.BAD_PAYEE;
      }
      if (!vesting.successor(account).equals(Optional.of(successor))) {
        draft.append(new SuccessorNamed(account, successor));
      }
      return RoyaltyStatus.DONE;
    };
  }

  /// Pays what lies unclaimed of an account: to the account if it can be paid again, else to its
  /// successor. Claiming again finds nothing, so a retry is harmless.
  public Command<RoyaltyStatus> claim(String account) {
    return draft -> {
      long micros = vesting.figures(account).unclaimedMicros();
      if (micros == 0) {
        return RoyaltyStatus.NOTHING_UNCLAIMED;
      }
      Optional<String> to =
          mayReceive(account) ? Optional.of(account) : successorWhoMayReceive(account);
      if (to.isEmpty()) {
        return RoyaltyStatus.NO_SUCCESSOR;
      }
      LedgerStatus moved = move(draft, SystemAccounts.UNCLAIMED, to.get(), micros, "claim");
      if (moved != LedgerStatus.CREATED) {
        return RoyaltyStatus.LEDGER_REFUSED;
      }
      draft.append(new Claimed(account, to.get(), micros));
      return RoyaltyStatus.DONE;
    };
  }

  /// Where royalties are on their way; read on the book's writer thread.
  public RoyaltyBacklog backlog(long nowMicros) {
    return vesting.backlog(engagements, nowMicros);
  }

  /// What becomes of one line of a distribution.
  public enum LineState {
    /// It may still be taken back.
    VESTING,
    /// Its window is over; it is paid soon.
    DUE,
    /// It is paid: to the account, its successor, or `@unclaimed`.
    PAID,
    /// It was taken back.
    REVERSED
  }

  /// The state of each line of a receipt's distribution, in their order; empty if there is none.
  /// Read on the book's writer thread.
  public List<LineState> lineStates(Engagement engagement, long nowMicros) {
    List<LineState> states = new ArrayList<>();
    for (int i = 0; i < engagement.royalties().size(); i++) {
      states.add(
          engagement.reversed().contains(i)
              ? LineState.REVERSED
              : vesting.state(
                  engagement.royalties().get(i).account(), engagement.vestsMicros(), nowMicros));
    }
    return states;
  }
}
