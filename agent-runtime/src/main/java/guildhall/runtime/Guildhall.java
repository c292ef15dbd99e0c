package guildhall.runtime;

import static guildhall.settlement.ScoringTerms.OFF;

import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.ContentStore;
import guildhall.book.Draft;
import guildhall.book.Journal;
import guildhall.datanet.Contribution;
import guildhall.datanet.DatanetViews;
import guildhall.datanet.admission.OfferingLimits;
import guildhall.governance.Limits;
import guildhall.governance.Policy;
import guildhall.host.Alarms;
import guildhall.host.Host;
import guildhall.host.HostServices;
import guildhall.host.Passivation;
import guildhall.host.child.ChildLimits;
import guildhall.host.child.ChildStatus;
import guildhall.host.child.UntrustedJars;
import guildhall.host.jars.AgentFolder;
import guildhall.host.jars.AgentJars;
import guildhall.host.remote.RemoteAgents;
import guildhall.ledger.AccountKind;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerFact;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.Transfer;
import guildhall.ledger.SealedIds;
import guildhall.market.Market;
import guildhall.market.Market.MarketServices;
import guildhall.market.OrderDesk;
import guildhall.outbound.AllowedOrigins;
import guildhall.outbound.GuardedHttp;
import guildhall.outbound.Outbound;
import guildhall.rail.Rail;
import guildhall.rail.RailDesk;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Capability;
import guildhall.sdk.spi.Models;
import guildhall.settlement.Receipts;
import guildhall.settlement.RoyaltyDistributor;
import guildhall.settlement.ScoringTerms;
import guildhall.settlement.Settlement;
import guildhall.settlement.SystemAccounts;
import guildhall.settlement.bond.BondDesk;
import guildhall.task.TaskEngine;
import guildhall.task.TaskServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// One node, put together: the book with its projections, the market, the host, the tasks.
///
/// Start it, host agents and publish datanets, then [#ready]. Its methods wait for the book: not
/// for event loops.
public final class Guildhall implements AutoCloseable {

  /// The principal every request counts as until there are others.
  public static final String LOCAL = "local";

  private final Setup setup;
  private final OldIds oldIds;
  private final State state;
  private final Book book;
  private final InstantSource clock;
  private final Curating curating;
  private final Settlement settlement;
  private final BondDesk bonds;
  private final Market market;
  private final OrderDesk orders;
  private final Alarms alarms;
  private final Host host;
  private final TaskEngine tasks;
  private final Map<String, RailDesk> rails = new LinkedHashMap<>();
  private final List<AgentFolder> folders = new CopyOnWriteArrayList<>();
  private final List<UntrustedJars> untrusted = new CopyOnWriteArrayList<>();
  private final List<RemoteAgents> remotes = new CopyOnWriteArrayList<>();
  private volatile Optional<RoyaltyDistributor> royalties = Optional.empty();

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
  /// @param options what most nodes leave as it is
  public record Setup(
      Vertx vertx,
      Journal journal,
      ContentStore contents,
      BookClock clock,
      Policy policy,
      Amount fund,
      Map<String, URI> endpoints,
      Keeping keeping,
      Options options) {

    /// With what is usual.
    public Setup(
        Vertx vertx,
        Journal journal,
        ContentStore contents,
        BookClock clock,
        Policy policy,
        Amount fund,
        Map<String, URI> endpoints,
        Keeping keeping) {
      this(vertx, journal, contents, clock, policy, fund, endpoints, keeping, Options.USUAL);
    }

    /// The same with these options.
    public Setup with(Options other) {
      return new Setup(vertx, journal, contents, clock, policy, fund, endpoints, keeping, other);
    }
  }

  /// What most nodes leave as it is.
  ///
  /// @param rails by which money comes in and goes out; closed by whoever made them
  /// @param limits how much one task or order may do
  /// @param passivation when agents that are idle are let go
  /// @param models what calls may ask models
  /// @param offerings what one offering to a datanet may need
  /// @param scoring how much models may be asked about the answers they wrote
  public record Options(
      List<Rail> rails,
      Limits limits,
      Passivation passivation,
      Models models,
      OfferingLimits offerings,
      ScoringTerms scoring) {

    /// No rails, no models, and the usual limits.
    public static final Options USUAL =
        new Options(
            List.of(), Limits.USUAL, Passivation.USUAL, Models.NONE, OfferingLimits.USUAL, OFF);

    /// Copies the rails.
    public Options {
      rails = List.copyOf(rails);
    }

    /// These with other rails.
    public Options withRails(List<Rail> others) {
      return new Options(others, limits, passivation, models, offerings, scoring);
    }

    /// These with other limits.
    public Options withLimits(Limits others) {
      return new Options(rails, others, passivation, models, offerings, scoring);
    }

    /// These, letting idle agents go at other times.
    public Options withPassivation(Passivation other) {
      return new Options(rails, limits, other, models, offerings, scoring);
    }

    /// These with other models, which may be asked so much about the answers they wrote.
    public Options withModels(Models others, ScoringTerms asked) {
      return new Options(rails, limits, passivation, others, offerings, asked);
    }

    /// These with other limits of what is offered to datanets.
    public Options withOfferings(OfferingLimits others) {
      return new Options(rails, limits, passivation, models, others, scoring);
    }
  }

  /// How a book is kept.
  ///
  /// @param queueBound commands that may wait
  /// @param snapshotBytes the state is put aside whenever so many bytes of journal have been sealed
  ///   since the last time; 0 for never
  /// @param idWindow how long money ids are remembered, more than zero; at least as long as anybody
  ///   may try again
  /// @param ids a folder for old money ids, which is emptied at the start: scratch, made again from
  ///   the book; empty to keep them in the heap
  /// @param spans a folder for the index of registered texts, made again from the book if it is not
  ///   there; empty to keep it in the heap
  public record Keeping(
      int queueBound,
      long snapshotBytes,
      Duration idWindow,
      Optional<Path> ids,
      Optional<Path> spans) {
    /// What is good for most; ids in the heap.
    public static final Keeping USUAL =
        new Keeping(65_536, 256L << 20, Duration.ofDays(30), Optional.empty(), Optional.empty());
  }

  private Guildhall(Setup setup, OldIds oldIds) throws IOException {
    this.setup = setup;
    this.oldIds = oldIds;
    this.state = fresh(oldIds.store());
    this.settlement =
        new Settlement(
            state.ledger(),
            state.engagements(),
            state.policies(),
            state.vesting(),
            model -> state.artefacts().find(model).isPresent());
    this.bonds = new BondDesk(state.ledger(), state.bonds());
    this.clock = () -> BookClock.instant(setup.clock().nowMicros());
    this.book =
        Book.open(
            new Book.Setup(
                setup.journal(),
                Optional.of(setup.contents()),
                Facts.all(),
                state.projections(),
                setup.clock(),
                this::beginBatch,
                setup.keeping().queueBound(),
                snapshotting()));
    try {
      book.await(this::open);
    } catch (RuntimeException | Error e) {
      Closing.after(e, book::close);
      throw e;
    }
    this.curating =
        Curating.over(
            book,
            setup.contents(),
            state,
            setup.options().offerings(),
            () -> royalties.map(RoyaltyDistributor::resemblance));
    this.market = new Market(marketServices());
    this.alarms = Alarms.of(setup.clock());
    this.host = new Host(setup.vertx(), "local", hostServices());
    market.tradeFor(host);
    this.orders = new OrderDesk(marketServices(), state.orders(), market);
    this.tasks = new TaskEngine(taskServices());
    try {
      setup.options().rails().forEach(this::open);
    } catch (RuntimeException | Error e) {
      Closing.after(e, book::close);
      throw e;
    }
  }

  /// Replays the book and opens what must be open: system accounts, the policy, the local
  /// principal's account and its funding, each once.
  ///
  /// @throws IOException if the book cannot be read, is damaged, or is in use by another process
  public static Guildhall start(Setup setup) throws IOException {
    OldIds oldIds = oldIds(setup);
    try {
      return new Guildhall(setup, oldIds);
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, oldIds::close);
      throw e;
    }
  }

  private static OldIds oldIds(Setup setup) throws IOException {
    try {
      return OldIds.open(setup.keeping().ids());
    } catch (IOException | RuntimeException e) {
      Closing.after(e, setup.journal()::close);
      throw e;
    }
  }

  private State fresh(SealedIds.Store oldIds) {
    long windowMicros = TimeUnit.MILLISECONDS.toMicros(setup.keeping().idWindow().toMillis());
    return State.empty(windowMicros, oldIds);
  }

  private Optional<Book.Snapshotting> snapshotting() {
    long bytes = setup.keeping().snapshotBytes();
    return bytes == 0
        ? Optional.empty()
        : Optional.of(
            new Book.Snapshotting(() -> fresh(SealedIds.Store.HEAP).projections(), bytes));
  }

  /// What time alone brings about.
  private void beginBatch(Draft draft) {
    bonds.extendDue(draft);
    List<LedgerFact> due = state.ledger().nextExpired(draft.timeMicros());
    while (!due.isEmpty()) {
      due.forEach(draft::append);
      due = state.ledger().nextExpired(draft.timeMicros());
    }
    settlement.royalties().payDue(draft);
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

  private void open(Rail rail) {
    RailDesk desk =
        new RailDesk(
            new RailDesk.Parts(book, state.ledger(), state.rails(), rail, RailDesk.Pace.USUAL));
    if (rails.putIfAbsent(rail.name(), desk) != null) {
      throw new IllegalArgumentException("two rails have the name " + rail.name());
    }
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
        setup.options().limits(),
        clock);
  }

  private HostServices hostServices() {
    return new HostServices(
        book,
        setup.contents(),
        state.ledger(),
        settlement,
        state.agentStates(),
        curating.published(),
        state.accesses(),
        curating.desk(),
        new DatanetViews(state.datanets()),
        setup.options().models(),
        curating.heads(),
        new Outbound(setup.vertx(), book, state.effects(), setup.endpoints(), clock),
        market,
        clock,
        alarms,
        setup.options().passivation());
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
        setup.options().limits(),
        host,
        clock);
  }

  /// Hosts an agent; returns when it is listed.
  ///
  /// @throws IllegalArgumentException if its name is taken, or it sells a known capability under
  ///   other records
  public void host(Agent agent) {
    host(List.of(agent));
  }

  /// Hosts agents; returns when all are listed. Many at once take far less time than one by one.
  ///
  /// @throws IllegalArgumentException as above, for the first that cannot be hosted; those before
  ///   it are
  public void host(List<Agent> agents) {
    await(host.host(agents));
  }

  /// Takes an agent away, see [Host#remove]; returns when its last call has ended and its name is
  /// free.
  ///
  /// @param drain book time for calls that run, 0 to 24 hours
  /// @throws IllegalArgumentException if no such agent is hosted, or the drain is outside
  public void undeploy(String agent, Duration drain) {
    await(host.remove(agent, drain));
  }

  /// Freezes an agent until [#unfreeze] or the end of this process, see [Host#freeze].
  ///
  /// @throws IllegalArgumentException if no such agent is hosted
  public void freeze(String agent) {
    await(host.freeze(agent));
  }

  /// Ends a freeze; returns when the agent is found again.
  ///
  /// @throws IllegalArgumentException if it is not frozen
  public void unfreeze(String agent) {
    await(host.unfreeze(agent));
  }

  /// Deploys the jars of a folder and follows what becomes of them until the close, see
  /// [AgentFolder]; returns when those that are there are deployed or refused.
  ///
  /// @param folder made if it is not there
  /// @param drain book time for calls that run when their jar is replaced or vanishes
  /// @throws IOException if there is no such folder and it cannot be made
  public void watch(Path folder, Duration drain) throws IOException {
    folders.add(AgentFolder.open(folder, new AgentJars(host, drain)));
  }

  /// Like [#watch], for jars that are not trusted: each runs in a process of its own.
  ///
  /// @param limits what each process may use
  /// @throws IOException also if what the processes need cannot be written
  public void watchUntrusted(Path folder, Duration drain, ChildLimits limits) throws IOException {
    UntrustedJars opener = new UntrustedJars(host, limits);
    untrusted.add(opener);
    folders.add(AgentFolder.open(folder, new AgentJars(host, drain, opener)));
  }

  /// How the processes of untrusted jars fare.
  public List<ChildStatus> agentProcesses() {
    return untrusted.stream().flatMap(each -> each.statuses().stream()).toList();
  }

  /// Agents of any language that join by the URL of their A2A 1.0 agent card, until the close; none
  /// has joined yet.
  ///
  /// @param allowed origins that may be called wherever they lie
  /// @param known capabilities they may sell beside those sold here already
  public RemoteAgents remoteAgents(
      AllowedOrigins allowed, List<Capability<?, ?>> known, RemoteAgents.Pace pace) {
    RemoteAgents joined =
        new RemoteAgents(
            new RemoteAgents.Parts(
                host,
                new GuardedHttp(setup.vertx(), allowed),
                name ->
                    known.stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .<Capability<?, ?>>map(each -> each)
                        .or(() -> host.capability(name)),
                Long.toString(book.feed().get(0).timeMicros()),
                pace));
    remotes.add(joined);
    return joined;
  }

  private static void await(Future<Void> done) {
    try {
      done.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /// Publishes contributions, see [guildhall.datanet.DatanetService#publish].
  ///
  /// @return the version that holds them
  public int publish(String datanet, List<Contribution> contributions) {
    return curating.published().publish(datanet, contributions);
  }

  /// All agents are here: takes up what a stop or a crash left open.
  ///
  /// @return how many tasks were taken up
  public int ready() {
    royalties = Optional.of(RoyaltyDistributor.open(parts()));
    rails.values().forEach(RailDesk::start);
    return tasks.recover();
  }

  private RoyaltyDistributor.Parts parts() {
    return new RoyaltyDistributor.Parts(
        book,
        setup.contents(),
        state.engagements(),
        settlement.royalties(),
        state.datanets(),
        state.artefacts(),
        setup.keeping().spans(),
        state::payerOf,
        setup.options().models(),
        setup.options().scoring());
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
    return new Receipts(state.engagements(), state.policies(), state.vesting());
  }

  /// The market.
  public Market market() {
    return market;
  }

  /// How accounts are opened and calls end.
  public Settlement settlement() {
    return settlement;
  }

  /// How principals are bonded for duties.
  public BondDesk bonds() {
    return bonds;
  }

  /// How datanets are kept.
  public Curating curating() {
    return curating;
  }

  /// Where principals buy without a task.
  public OrderDesk orders() {
    return orders;
  }

  /// The host of this node.
  public Host agents() {
    return host;
  }

  /// The tasks.
  public TaskEngine tasks() {
    return tasks;
  }

  /// The desks of the rails, by name.
  public Map<String, RailDesk> rails() {
    return Map.copyOf(rails);
  }

  /// Book time.
  public InstantSource clock() {
    return clock;
  }

  /// Stops tasks and calls, which go on at the next start, and closes book, contents and old ids.
  @Override
  public void close() throws IOException {
    tasks.stop();
    remotes.forEach(RemoteAgents::close);
    host.stop();
    folders.forEach(AgentFolder::close);
    untrusted.forEach(UntrustedJars::close);
    alarms.close();
    royalties.ifPresent(RoyaltyDistributor::close);
    curating.desk().close();
    rails.values().forEach(RailDesk::close);
    Closing.all(book::close, setup.contents()::close, oldIds::close);
  }
}
