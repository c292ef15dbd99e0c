package guildhall.settlement;

import guildhall.attribution.Attribution;
import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.Command;
import guildhall.book.ContentId;
import guildhall.book.Draft;
import guildhall.book.MemoryJournal;
import guildhall.datanet.Charter;
import guildhall.datanet.Curation;
import guildhall.datanet.CurationStatus;
import guildhall.datanet.Datanets;
import guildhall.datanet.Earner;
import guildhall.governance.Policies;
import guildhall.governance.Policy;
import guildhall.governance.Policy.ScoreWeights;
import guildhall.ledger.AccountKind;
import guildhall.ledger.AccountView;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerFact;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.Transfer;
import guildhall.runtime.Facts;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.bond.BondDesk;
import guildhall.settlement.bond.BondStatus;
import guildhall.settlement.bond.Bonds;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Everything that moves money around datanets, on one book in memory: paid calls, their royalties
/// and what is taken back of them, review with bonds, and slashing. The platform has 5 % of a fee
/// and the pool 20 %; royalties may be challenged for seven days. For tests in other packages.
public final class Court implements AutoCloseable {

  /// How long royalties may be challenged.
  public static final long WINDOW_MICROS = TimeUnit.DAYS.toMicros(7);

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ContentId CONTENT = new ContentId("ab".repeat(32));

  private final BookClock.Manual clock = BookClock.manual(START);
  private final Ledger ledger = new Ledger(0);
  private final Engagements engagements = new Engagements();
  private final Policies policies = new Policies();
  private final Vesting vesting = new Vesting();
  private final Bonds bonds = new Bonds();
  private final Datanets datanets = new Datanets();
  private final Settlement settlement =
      new Settlement(ledger, engagements, policies, vesting, _ -> false);
  private final BondDesk desk = new BondDesk(ledger, bonds);
  private final Curation curation = new Curation(datanets, this::bonded);
  private final Book book;
  private int ids;

  /// A book with nobody in it.
  public Court() {
    try {
      book =
          Book.open(
              new Book.Setup(
                  new MemoryJournal(),
                  Facts.all(),
                  List.of(ledger, engagements, policies, vesting, bonds, datanets),
                  clock,
                  this::begin,
                  64));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    SystemAccounts.ALL.forEach(this::decide);
    ScoreWeights weights = new ScoreWeights(350, 150, 300, 150, 50);
    var _ = book.await(policies.adopt(new Policy(0, 500, 2000, WINDOW_MICROS, weights)));
  }

  private long bonded(String principal, String duty) {
    return bonds.find(principal, duty).map(bond -> bond.leftMicros()).orElse(0L);
  }

  private void begin(Draft draft) {
    desk.extendDue(draft);
    List<LedgerFact> due = ledger.nextExpired(draft.timeMicros());
    while (!due.isEmpty()) {
      due.forEach(draft::append);
      due = ledger.nextExpired(draft.timeMicros());
    }
    settlement.royalties().payDue(draft);
  }

  private void decide(Operation operation) {
    LedgerStatus status =
        book.await(draft ->
            ledger.decide(operation, draft.timeMicros(), draft.position()).appendTo(draft));
    if (status != LedgerStatus.CREATED) {
      throw new IllegalStateException(operation + ": " + status);
    }
  }

  private Id newId() {
    return Id.at(clock.nowMicros(), "court", Integer.toString(ids++));
  }

  /// Opens an account and gives it money.
  public void fund(String account, long micros) {
    decide(new OpenAccount(account, account, AccountKind.PRINCIPAL));
    if (micros > 0) {
      decide(
          new Transfer(
              newId(), SystemAccounts.TREASURY, List.of(new Credit(account, micros)), "fund"));
    }
  }

  /// A paid call whose royalties are distributed.
  ///
  /// @param payer at the root
  /// @param seller the agent's owner
  /// @return the call
  public String ask(
      String payer,
      String seller,
      long feeMicros,
      Attribution attribution,
      Function<String, Optional<String>> contributor) {
    Id budget = newId();
    long now = clock.nowMicros();
    decide(
        new Hold(budget, Optional.empty(), payer, 0, feeMicros, now + TimeUnit.HOURS.toMicros(2)));
    String request = "task" + ids + "/step";
    require(
        book.await(
                    settlement.award(
                        new Settlement.Award(
                            request,
                            0,
                            "task" + ids,
                            Optional.empty(),
                            "court.answer",
                            seller,
                            seller,
                            budget,
                            feeMicros,
                            0,
                            now + TimeUnit.HOURS.toMicros(1),
                            true,
                            CONTENT,
                            List.of(),
                            Optional.empty(),
                            0)))
                .status()
            == LedgerStatus.CREATED);
    String call = request + "#0";
    require(
        book.await(
                    settlement.settle(
                        call,
                        new Settlement.Work(
                            CONTENT, CONTENT, feeMicros, new MadeFrom(true, Set.of()), List.of())))
                .status()
            == LedgerStatus.CREATED);
    List<Line> lines =
        book.await(
            settlement
                .royalties()
                .distribute(
                    call,
                    Weighed.plain(attribution),
                    payer,
                    key -> contributor.apply(key).map(Earner::alone)));
    require(!lines.isEmpty());
    return call;
  }

  private static void require(boolean done) {
    if (!done) {
      throw new IllegalStateException("the book refuses what the test needs");
    }
  }

  /// Takes back all lines of a call that are paid to an account.
  ///
  /// @return whether there was one, still in its window
  public boolean reverse(String call, String account) {
    List<Line> lines = book.await(_ -> engagements.find(call).orElseThrow().royalties());
    boolean any = false;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).account().equals(account)) {
        any |=
            book.await(
                    settlement
                        .royalties()
                        .reverse(
                            new Royalties.Reversal(
                                call,
                                OptionalInt.of(i),
                                Optional.empty(),
                                "It is not theirs.",
                                CONTENT)))
                .ok();
      }
    }
    return any;
  }

  /// A datanet whose reviewers are bonded.
  public void charter(String datanet, String owner, Charter charter) {
    require(does(curation.charter(datanet, owner, charter)) == CurationStatus.DONE);
    require(does(desk.set("review", 1, TimeUnit.DAYS.toMicros(1))).ok());
  }

  /// Bonds a reviewer.
  public void bond(String reviewer, String datanet, long micros) {
    long until = clock.nowMicros() + TimeUnit.DAYS.toMicros(30);
    require(
        does(desk.post(new BondDesk.Post(newId(), reviewer, Curation.duty(datanet), micros, until)))
            == BondStatus.DONE);
  }

  /// Takes so many permille of a reviewer's bond.
  public BondStatus slash(String reviewer, String datanet, String offence, int permille) {
    return does(
        desk.slash(
            new BondDesk.Slash(
                reviewer,
                Curation.duty(datanet),
                offence,
                "false-approval",
                permille,
                CONTENT,
                List.of(new BondDesk.Share(SystemAccounts.RESIDUAL, 1000)))));
  }

  /// Offers something that has passed the checks.
  public void offer(String datanet, String id, String contributor) {
    Curation.Offer offer =
        new Curation.Offer(id, CONTENT, "CC-BY-4.0", 1000, 500, Optional.empty());
    require(
        does(curation.offer(new Curation.Offers(datanet, contributor, List.of(offer), List.of())))
                .status()
            == CurationStatus.DONE);
  }

  /// A reviewer's approval.
  public CurationStatus approve(String datanet, String id, String reviewer) {
    return does(curation.review(new Curation.Judgement(datanet, id, reviewer, true, "")));
  }

  /// The operator takes a contribution out.
  public void withdraw(String datanet, String id) {
    require(
        does(curation.withdraw(datanet, id, Curation.OPERATOR, "It is not theirs.", false))
            == CurationStatus.DONE);
  }

  private <T> T does(Command<T> command) {
    return book.await(command);
  }

  /// Lets time pass, and pays what is due then.
  public void pass(long micros) {
    clock.advanceMicros(micros);
    while (backlogDue() > 0) {
      Thread.onSpinWait(); // each look is a batch that pays some
    }
  }

  private long backlogDue() {
    return book.await(draft -> settlement.royalties().backlog(draft.timeMicros()).duePayments());
  }

  /// What an account has, bonded money too.
  public long balance(String account) {
    return book.await(_ -> ledger.find(account).map(AccountView::balanceMicros).orElse(0L));
  }

  /// 0 if nothing was lost or made.
  public long trialBalance() {
    return book.await(_ -> ledger.trialBalanceMicros());
  }

  @Override
  public void close() throws IOException {
    book.close();
  }
}
