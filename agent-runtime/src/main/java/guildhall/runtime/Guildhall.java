package guildhall.runtime;

import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.ContentStore;
import guildhall.book.Draft;
import guildhall.book.Journal;
import guildhall.datanet.Contribution;
import guildhall.datanet.DatanetService;
import guildhall.governance.Policy;
import guildhall.host.Host;
import guildhall.host.HostServices;
import guildhall.ledger.AccountKind;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerFact;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.Transfer;
import guildhall.market.Market;
import guildhall.market.Market.MarketServices;
import guildhall.outbound.Outbound;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.settlement.Receipts;
import guildhall.settlement.RoyaltyDistributor;
import guildhall.settlement.Settlement;
import guildhall.settlement.SystemAccounts;
import guildhall.task.TaskEngine;
import guildhall.task.TaskServices;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// One node, put together: the book with its projections, the market, the host, the tasks.
///
/// Start it, host agents and publish datanets, then [#ready]. Its methods wait for the book: not
/// for event loops.
public final class Guildhall implements AutoCloseable {

  /// The principal every request counts as until there are others.
  public static final String LOCAL = "local";

  private final Setup setup;
  private final State state;
  private final Book book;
  private final InstantSource clock;
  private final DatanetService datanets;
  private final Settlement settlement;
  private final Market market;
  private final Host host;
  private final TaskEngine tasks;
  private Optional<RoyaltyDistributor> royalties = Optional.empty();

  /// What a node is made of.
  ///
  /// @param vertx its event bus and clients; closed by whoever made it
  /// @param journal where the book lies
  /// @param contents where contents lie
  /// @param clock where book time comes from
  /// @param policy adopted if its numbers are not in force already
  /// @param fund what the principal [#LOCAL] is given once
  /// @param endpoints where effects may go, by the operator's name
  /// @param keeping how the book is kept
  public record Setup(
      Vertx vertx,
      Journal journal,
      ContentStore contents,
      BookClock clock,
      Policy policy,
      Amount fund,
      Map<String, URI> endpoints,
      Keeping keeping) {}

  /// How a book is kept.
  ///
  /// @param queueBound commands that may wait
  /// @param snapshotBytes the state is put aside whenever so many bytes of journal have been sealed
  ///   since the last time; 0 for never
  /// @param idWindow how long money ids are remembered, more than zero; at least as long as anybody
  ///   may try again
  public record Keeping(int queueBound, long snapshotBytes, Duration idWindow) {
    /// What is good for most.
    public static final Keeping USUAL = new Keeping(65_536, 256L << 20, Duration.ofDays(30));
  }

  private Guildhall(Setup setup) throws IOException {
    this.setup = setup;
    this.state = fresh();
    this.clock = () -> BookClock.instant(setup.clock().nowMicros());
    this.book =
        Book.open(
            new Book.Setup(
                setup.journal(),
                Facts.all(),
                state.projections(),
                setup.clock(),
                this::expireHolds,
                setup.keeping().queueBound(),
                snapshotting()));
    book.await(this::open);
    this.datanets = new DatanetService(book, setup.contents(), state.datanets());
    this.settlement = new Settlement(state.ledger(), state.engagements(), state.policies());
    this.market = new Market(marketServices());
    this.host = new Host(setup.vertx(), "local", hostServices());
    market.tradeFor(host);
    this.tasks = new TaskEngine(taskServices());
  }

  /// Replays the book and opens what must be open: system accounts, the policy, the local
  /// principal's account and its funding, each once.
  ///
  /// @throws IOException if the book cannot be read, is damaged, or is in use by another process
  public static Guildhall start(Setup setup) throws IOException {
    return new Guildhall(setup);
  }

  private State fresh() {
    return State.empty(TimeUnit.MILLISECONDS.toMicros(setup.keeping().idWindow().toMillis()));
  }

  private Optional<Book.Snapshotting> snapshotting() {
    long bytes = setup.keeping().snapshotBytes();
    return bytes == 0
        ? Optional.empty()
        : Optional.of(new Book.Snapshotting(() -> fresh().projections(), bytes));
  }

  private void expireHolds(Draft draft) {
    List<LedgerFact> due = state.ledger().nextExpired(draft.timeMicros());
    while (!due.isEmpty()) {
      due.forEach(draft::append);
      due = state.ledger().nextExpired(draft.timeMicros());
    }
  }

  private boolean open(Draft draft) {
    for (OpenAccount account : SystemAccounts.ALL) {
      state.ledger().decide(account, draft.timeMicros(), draft.position()).appendTo(draft);
    }
    LedgerStatus local =
        state
            .ledger()
            .decide(
                new OpenAccount(LOCAL, LOCAL, AccountKind.PRINCIPAL),
                draft.timeMicros(),
                draft.position())
            .appendTo(draft);
    state.policies().adopt(setup.policy()).decide(draft);
    if (local == LedgerStatus.CREATED && !setup.fund().isZero()) {
      state
          .ledger()
          .decide(
              new Transfer(
                  Id.at(draft.timeMicros(), "fund", LOCAL),
                  SystemAccounts.TREASURY,
                  List.of(new Credit(LOCAL, setup.fund().micros())),
                  "fund"),
              draft.timeMicros(),
              draft.position())
          .appendTo(draft);
    }
    return true;
  }

  private MarketServices marketServices() {
    return new MarketServices(
        setup.vertx(),
        book,
        setup.contents(),
        state.ledger(),
        state.registry(),
        state.engagements(),
        settlement,
        state.policies(),
        clock);
  }

  private HostServices hostServices() {
    return new HostServices(
        book,
        setup.contents(),
        state.ledger(),
        settlement,
        datanets,
        new Outbound(setup.vertx(), book, state.effects(), setup.endpoints(), clock),
        market,
        clock);
  }

  private TaskServices taskServices() {
    return new TaskServices(
        book,
        setup.contents(),
        state.ledger(),
        state.tasks(),
        state.engagements(),
        settlement,
        market,
        host,
        clock);
  }

  /// Hosts an agent; returns when it is listed.
  ///
  /// @throws IllegalArgumentException if its name is taken, or it sells a known capability under
  ///   other records
  public void host(Agent agent) {
    var listed = host.host(agent).toCompletionStage().toCompletableFuture();
    try {
      listed.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /// Publishes contributions, see [DatanetService#publish].
  ///
  /// @return the version that holds them
  public int publish(String datanet, List<Contribution> contributions) {
    return datanets.publish(datanet, contributions);
  }

  /// All agents are here: takes up what a stop or a crash left open, tasks and royalties.
  ///
  /// @return how many tasks were taken up
  public int ready() {
    royalties =
        Optional.of(
            new RoyaltyDistributor(
                new RoyaltyDistributor.Parts(
                    book,
                    setup.contents(),
                    state.engagements(),
                    settlement,
                    state.datanets(),
                    datanets,
                    this::payerOf)));
    return tasks.recover();
  }

  private String payerOf(String task) {
    return state.tasks().find(task).orElseThrow().submitted().principal();
  }

  /// The book.
  public Book book() {
    return book;
  }

  /// Its projections; read them only in commands and reads of the book.
  public State state() {
    return state;
  }

  /// Where contents are kept.
  public ContentStore contents() {
    return setup.contents();
  }

  /// Receipts of tasks and calls; read on the book's writer thread.
  public Receipts receipts() {
    return new Receipts(state.engagements(), state.policies());
  }

  /// The market.
  public Market market() {
    return market;
  }

  /// The host of this node.
  public Host agents() {
    return host;
  }

  /// The tasks.
  public TaskEngine tasks() {
    return tasks;
  }

  /// Book time.
  public InstantSource clock() {
    return clock;
  }

  /// Stops driving tasks and running calls, which go on at the next start, makes durable what
  /// waits, and closes the book and the contents.
  @Override
  public void close() throws IOException {
    tasks.stop();
    host.stop();
    royalties.ifPresent(RoyaltyDistributor::close);
    book.close();
    setup.contents().close();
  }
}
