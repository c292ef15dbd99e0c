package guildhall.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.ContentId;
import guildhall.book.Draft;
import guildhall.book.Entry;
import guildhall.book.FactTypes;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.datanet.DatanetFact;
import guildhall.datanet.Earner;
import guildhall.governance.Policies;
import guildhall.governance.Policy;
import guildhall.governance.Policy.ScoreWeights;
import guildhall.governance.PolicyAdopted;
import guildhall.ledger.AccountKind;
import guildhall.ledger.AccountView;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerCodecs;
import guildhall.ledger.LedgerFact;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation;
import guildhall.ledger.Operation.Burn;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Freeze;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.Transfer;
import guildhall.ledger.Operation.VoidHold;
import guildhall.roundtrip.RoundTrip;
import guildhall.sdk.Receipt;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.Settlement.OwnAccount;
import guildhall.settlement.use.TouchDesk;
import guildhall.settlement.use.UseDesk;
import guildhall.settlement.use.Uses;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Settlement over a book in memory, with one payer, one agent and a clock that stands still. A
/// part of every fee of 5 % goes to the platform and of 20 % to the pool; receipts may be
/// challenged for an hour unless another time is said.
final class Counter implements AutoCloseable {

  static final long BUDGET = 10_000_000;
  private static final long FUND = 1_000_000_000;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long START_MICROS = BookClock.micros(START);

  private final BookClock.Manual clock = BookClock.manual(START);
  private final Ledger ledger = new Ledger(0);
  private final Engagements engagements = new Engagements();
  private final Policies policies = new Policies();
  private final Vesting vesting = new Vesting();
  private final Uses uses = new Uses();
  private final Settlement settlement =
      new Settlement(ledger, engagements, policies, vesting, _ -> false);
  private final ContentId content;
  private final Book book;
  private int tasks;

  Counter() {
    this(3_600_000_000L);
  }

  /// @param windowMicros how long royalties may be challenged
  Counter(long windowMicros) {
    try {
      content = new MemoryContentStore().put("ann", new byte[] {1});
      book =
          Book.open(
              new Book.Setup(
                  new MemoryJournal(),
                  types(),
                  List.of(ledger, engagements, policies, vesting, uses),
                  clock,
                  this::expire,
                  64));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    SystemAccounts.ALL.forEach(this::decide);
    decide(new OpenAccount("local", "local", AccountKind.PRINCIPAL));
    decide(
        new Transfer(
            Id.at(clock.nowMicros(), "fund"),
            SystemAccounts.TREASURY,
            List.of(new Credit("local", FUND)),
            "fund"));
    var _ =
        book.await(
            policies.adopt(
                new Policy(0, 500, 2000, windowMicros, new ScoreWeights(350, 150, 300, 150, 50))));
    newTask();
  }

  private static FactTypes types() {
    FactTypes types = new FactTypes();
    types
        .add(1, LedgerFact.AccountOpened.class, LedgerCodecs.ACCOUNT_OPENED)
        .add(3, LedgerFact.Transferred.class, LedgerCodecs.TRANSFERRED)
        .add(4, LedgerFact.Held.class, LedgerCodecs.HELD)
        .add(5, LedgerFact.Captured.class, LedgerCodecs.CAPTURED)
        .add(6, LedgerFact.Released.class, LedgerCodecs.RELEASED)
        .add(2, LedgerFact.AccountFrozen.class, LedgerCodecs.ACCOUNT_FROZEN)
        .add(7, LedgerFact.AccountClosed.class, LedgerCodecs.ACCOUNT_CLOSED)
        .add(8, LedgerFact.LimitsSet.class, LedgerCodecs.LIMITS_SET)
        .add(12, LedgerFact.Refused.class, LedgerCodecs.REFUSED);
    int code = 30;
    for (Class<?> each : SettlementFact.class.getPermittedSubclasses()) {
      if (each != SettlementFact.Distributed.class) {
        types.add(code++, each.asSubclass(SettlementFact.class));
      }
    }
    types.add(code++, SettlementFact.Distributed.class, new DistributedCodec());
    for (Class<?> each : RoyaltyFact.class.getPermittedSubclasses()) {
      types.add(code++, each.asSubclass(RoyaltyFact.class));
    }
    return types
        .add(code++, DatanetFact.Chartered.class)
        .add(code++, DatanetFact.Contributed.class)
        .add(code++, DatanetFact.Withdrawn.class)
        .add(code, PolicyAdopted.class);
  }

  private void expire(Draft draft) {
    List<LedgerFact> due = ledger.nextExpired(draft.timeMicros());
    while (!due.isEmpty()) {
      due.forEach(draft::append);
      due = ledger.nextExpired(draft.timeMicros());
    }
    settlement.royalties().payDue(draft);
  }

  LedgerStatus decide(Operation operation) {
    return book.await(
        draft -> ledger.decide(operation, draft.timeMicros(), draft.position()).appendTo(draft));
  }

  private Id taskHold() {
    return Id.at(START_MICROS, "task", Integer.toString(tasks));
  }

  /// The next awards are under a budget of their own, for an hour and a half.
  void newTask() {
    tasks++;
    decide(
        new Hold(
            taskHold(), Optional.empty(), "local", 0, BUDGET, clock.nowMicros() + 5_400_000_000L));
  }

  void voidTask() {
    decide(new VoidHold(taskHold()));
  }

  void pass(long micros) {
    clock.advanceMicros(micros);
    var _ = openHolds();
  }

  LedgerStatus award(
      String request, int attempt, Optional<String> parent, long fee, long expenses) {
    return award(request, attempt, parent, "ann", fee, expenses);
  }

  void awardTo(String owner, String request, long fee) {
    var _ = award(request, 0, Optional.empty(), owner, fee, 0);
  }

  private LedgerStatus award(
      String request, int attempt, Optional<String> parent, String owner, long fee, long expenses) {
    return award(request, attempt, parent, owner, fee, expenses, Optional.empty(), 0);
  }

  /// An award at the cost of the account `payer`, which may spend so much for the parent.
  LedgerStatus awardOwn(String request, String parent, String payer, long upTo, long fee) {
    Optional<OwnAccount> own = Optional.of(new OwnAccount(payer, upTo));
    return award(request, 0, Optional.of(parent), "ann", fee, 0, own, 0);
  }

  /// An award at so much for a thousand characters.
  LedgerStatus awardMetered(String request, String owner, long perThousand, long feeUpTo) {
    return award(request, 0, Optional.empty(), owner, feeUpTo, 0, Optional.empty(), perThousand);
  }

  LedgerStatus meter(String call, long characters, boolean madeFromData) {
    Streamed upTo = new Streamed(characters, Id.hash("of " + characters));
    return book.await(settlement.meter(call, upTo, new MadeFrom(madeFromData, Set.of())));
  }

  private LedgerStatus award(
      String request,
      int attempt,
      Optional<String> parent,
      String owner,
      long fee,
      long expenses,
      Optional<OwnAccount> own,
      long perThousand) {
    return book.await(
            settlement.award(
                new Settlement.Award(
                    request,
                    attempt,
                    "t",
                    parent,
                    "toy.shout",
                    "ann",
                    owner,
                    parent.map(above -> engagement(above).award().hold()).orElse(taskHold()),
                    fee,
                    expenses,
                    clock.nowMicros() + 3_600_000_000L,
                    true,
                    content,
                    List.of(),
                    own,
                    perThousand)))
        .status();
  }

  /// Opens an account and gives it money.
  void fund(String account, long amount) {
    decide(new OpenAccount(account, account, AccountKind.PRINCIPAL));
    decide(
        new Transfer(
            Id.at(clock.nowMicros(), "fund", account),
            SystemAccounts.TREASURY,
            List.of(new Credit(account, amount)),
            "fund"));
  }

  /// Ends the whole task.
  void release() {
    var _ =
        book.await(draft -> {
          settlement.release(draft, "t", taskHold());
          return true;
        });
  }

  long held(String account) {
    return book.await(_ -> ledger.find(account).map(AccountView::heldMicros).orElse(0L));
  }

  LedgerStatus settle(String call, long charged, boolean madeFromData) {
    return settle(call, charged, madeFromData, List.of());
  }

  LedgerStatus settle(String call, long charged, boolean madeFromData, List<ReadCost> reads) {
    return book.await(
            settlement.settle(
                call,
                new Settlement.Work(
                    content, content, charged, new MadeFrom(madeFromData, Set.of()), reads)))
        .status();
  }

  /// Holds money for what a call reads of a datanet of `owner`.
  ReadCosts.Held holdReads(String call, long upTo, String owner) {
    return book.await(settlement.readCosts().hold(call, upTo, owner));
  }

  LedgerStatus reject(String call, String code, String reason) {
    return book.await(settlement.reject(call, code, reason));
  }

  List<Line> distribute(
      String call,
      Attribution attribution,
      String rootPayer,
      Function<String, Optional<String>> contributor) {
    return book.await(
        settlement
            .royalties()
            .distribute(
                call,
                Weighed.plain(attribution),
                rootPayer,
                key -> contributor.apply(key).map(Earner::alone)));
  }

  /// A paid call of this fee whose royalty part, a fifth of it, is distributed evenly.
  List<Line> distributed(String request, long fee, String... contributors) {
    assertThat(award(request, 0, Optional.empty(), fee, 0)).isEqualTo(LedgerStatus.CREATED);
    assertThat(settle(request + "#0", fee, true)).isEqualTo(LedgerStatus.CREATED);
    List<Weight> weights =
        IntStream.range(0, contributors.length).mapToObj(i -> new Weight("d#" + i, 1)).toList();
    return distribute(
        request + "#0",
        new Attribution("use@1", weights, weights.size(), false),
        "local",
        key -> Optional.of(contributors[Integer.parseInt(key.substring(2))]));
  }

  /// A paid call of this fee whose royalty part, a fifth of it, is distributed by weights.
  List<Line> distributedBy(
      String request, long fee, Attribution weights, Function<String, Optional<Earner>> earner) {
    assertThat(award(request, 0, Optional.empty(), fee, 0)).isEqualTo(LedgerStatus.CREATED);
    assertThat(settle(request + "#0", fee, true)).isEqualTo(LedgerStatus.CREATED);
    return book.await(
        settlement.royalties().distribute(request + "#0", Weighed.plain(weights), "local", earner));
  }

  /// Puts facts of datanets into the book as they are.
  void write(DatanetFact... facts) {
    var _ =
        book.await(draft -> {
          List.of(facts).forEach(draft::append);
          return true;
        });
  }

  /// Where contributors ask.
  UseDesk desk() {
    return new UseDesk(book, uses, engagements, vesting);
  }

  /// Where they ask what their contributions touched; the evidence is not there.
  TouchDesk touches() {
    return new TouchDesk(book, _ -> Optional.empty(), engagements);
  }

  ContentId content() {
    return content;
  }

  RoyaltyStatus reverse(String call, OptionalInt line, Optional<String> to, String reason) {
    return book.await(
        settlement.royalties().reverse(new Royalties.Reversal(call, line, to, reason, content)));
  }

  RoyaltyStatus claim(String account) {
    return book.await(settlement.royalties().claim(account));
  }

  RoyaltyStatus nameSuccessor(String account, String successor) {
    return book.await(settlement.royalties().nameSuccessor(account, successor));
  }

  RoyaltyFigures figures(String account) {
    return book.await(_ -> vesting.figures(account));
  }

  RoyaltyBacklog backlog() {
    return book.await(draft -> settlement.royalties().backlog(draft.timeMicros()));
  }

  List<Royalties.LineState> lineStates(String call) {
    return book.await(draft ->
        settlement
            .royalties()
            .lineStates(engagements.find(call).orElseThrow(), draft.timeMicros()));
  }

  /// All entries so far.
  List<Entry> entries() {
    return book.feed().read(0, (int) book.feed().end());
  }

  /// How often an account was paid royalties.
  long royaltyPayments(String account) {
    return entries().stream()
        .filter(entry ->
            entry.fact() instanceof LedgerFact.Transferred moved
                && moved.reason().equals("royalty")
                && moved.postings().stream().anyMatch(it -> it.account().equals(account)))
        .count();
  }

  void freezeVesting(boolean frozen) {
    assertThat(decide(freeze(frozen))).isEqualTo(LedgerStatus.CREATED);
  }

  private static Freeze freeze(boolean frozen) {
    return new Freeze(SystemAccounts.VESTING, frozen);
  }

  /// Lets the account pay again and does what the start of one batch does.
  ///
  /// @return how many payments of royalties that made
  long paidByOneBatchAfterTheFreeze() {
    return book.await(draft -> {
      ledger.decide(freeze(false), draft.timeMicros(), draft.position()).appendTo(draft);
      long before = vesting.backlog(engagements, draft.timeMicros()).duePayments();
      settlement.royalties().payDue(draft);
      return before - vesting.backlog(engagements, draft.timeMicros()).duePayments();
    });
  }

  /// Gives all that an account has back to the treasury.
  void empty(String account) {
    Id id = Id.at(clock.nowMicros(), "empty", account);
    decide(new Burn(id, account, SystemAccounts.TREASURY, balance(account), "empty"));
  }

  /// What the projection of vesting saves.
  byte[] savedVesting() {
    return book.await(_ -> RoundTrip.bytes(vesting));
  }

  Optional<Engagement> find(String call) {
    return book.await(_ -> engagements.find(call));
  }

  Engagement engagement(String call) {
    return find(call).orElseThrow();
  }

  int[] record() {
    return book.await(_ -> engagements.record("ann", "toy.shout"));
  }

  Receipt receipt() {
    return book.await(
        draft -> new Receipts(engagements, policies, vesting).ofTask("t", draft.timeMicros()));
  }

  long balance(String account) {
    return book.await(_ -> ledger.find(account).map(AccountView::balanceMicros).orElse(0L));
  }

  long spent() {
    return FUND - balance("local");
  }

  int openHolds() {
    return book.await(_ -> ledger.openHoldCount());
  }

  long trialBalance() {
    return book.await(_ -> ledger.trialBalanceMicros());
  }

  @Override
  public void close() throws IOException {
    book.close();
  }
}
