package guildhall.host;

import guildhall.book.BookClock;
import guildhall.book.BookUnavailable;
import guildhall.book.ContentId;
import guildhall.host.state.AgentStateSet;
import guildhall.host.state.CallState;
import guildhall.host.state.StateLine;
import guildhall.json.RecordJson;
import guildhall.ledger.Id;
import guildhall.sdk.AgentState;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Call;
import guildhall.sdk.Capability;
import guildhall.sdk.Contributed;
import guildhall.sdk.Contribution;
import guildhall.sdk.Datanet;
import guildhall.sdk.Effect;
import guildhall.sdk.FanOut;
import guildhall.sdk.FanOut.Branch;
import guildhall.sdk.Head;
import guildhall.sdk.Model;
import guildhall.sdk.Outcome;
import guildhall.sdk.Outcomes;
import guildhall.sdk.Progress;
import guildhall.sdk.Quote;
import guildhall.settlement.Evidence;
import guildhall.settlement.MadeFrom;
import guildhall.settlement.SettlementFact.Awarded;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What one run of a handler may touch, and the record of what it touched.
final class CallContext implements Call {

  private final Awarded award;
  private final HostServices services;
  private final CallState state;
  private final Consumer<Progress> heard;
  private final Reads reads;
  private final Offerings offerings;
  private final List<String> bought = new ArrayList<>();
  private final List<Evidence.ModelUse> uses = new ArrayList<>();
  private final HeadUses heads = new HeadUses();
  private final Map<String, Integer> occurrences = new HashMap<>();
  private long chargedMicros;
  private int permille;
  private final Optional<TextStream> stream;
  private boolean overrun;
  private volatile boolean unwanted;
  private volatile Optional<RuntimeException> lost = Optional.empty();

  CallContext(
      RunCall order, HostServices services, StateLine.Place place, Consumer<Progress> heard) {
    this.award = order.award();
    this.services = services;
    this.state = new CallState(award.agent(), services.kept(), place);
    this.heard = heard;
    this.reads = new Reads(award, services);
    this.offerings = new Offerings(award, services);
    this.chargedMicros = award.feeMicros();
    this.stream =
        award.perThousandMicros() == 0
            ? Optional.empty()
            : Optional.of(new TextStream(award.call(), ends(order.hearing())));
  }

  private TextStream.Ends ends(Consumer<String> caller) {
    return new TextStream.Ends(
        () -> services.book().await(services.settlement().streamed(award.call())),
        upTo -> services.book().await(services.settlement().meter(award.call(), upTo, madeFrom())),
        caller);
  }

  @Override
  public String id() {
    return award.call();
  }

  @Override
  public String task() {
    return award.task();
  }

  @Override
  public InstantSource clock() {
    return services.clock();
  }

  @Override
  public Instant deadline() {
    return BookClock.instant(award.deadlineMicros());
  }

  @Override
  public boolean cancelled() {
    return unwanted || !clock().instant().isBefore(deadline());
  }

  /// Nobody waits for this call any more.
  void unwanted() {
    unwanted = true;
    stream.ifPresent(TextStream::stop);
  }

  @Override
  public Amount budget() {
    try {
      return Amount.micros(services.freeMicros(award.hold()));
    } catch (BookUnavailable e) {
      throw losing(e);
    }
  }

  @Override
  public void progress(int toldPermille, String note) {
    Progress progress;
    synchronized (this) {
      permille = Math.max(permille, Math.clamp(toldPermille, 0, 1000));
      progress = new Progress(permille, note);
    }
    heard.accept(progress);
  }

  @Override
  public void emit(String text) throws InterruptedException {
    TextStream open =
        stream.orElseThrow(() ->
            new IllegalStateException(
                award.capability()
                    + " is not metered: nothing of it is released before its result"));
    try {
      open.emit(text);
    } catch (BookUnavailable e) {
      throw losing(e);
    }
  }

  /// The handler has ended: what it has emitted is released before its end is concluded.
  void endStream() {
    stream.flatMap(TextStream::finish).ifPresent(this::losing);
  }

  @Override
  public void log(String line) {
    AgentLog.write(award, line);
  }

  @Override
  public synchronized void charge(Amount actual) {
    chargedMicros = Math.min(actual.micros(), award.feeMicros());
  }

  @Override
  public <I extends Record, O extends Record> List<Quote> quotes(Capability<I, O> what, I input)
      throws InterruptedException {
    try {
      return services.trade().quotes(award.call(), what, input);
    } catch (BookUnavailable e) {
      throw losing(e);
    }
  }

  @Override
  public <I extends Record, O extends Record> Outcome<O> ask(
      Capability<I, O> what, I input, Ask ask) throws InterruptedException {
    Branch<I, O> branch = new Branch<>(what, input, ask);
    return buy(requestId(branch), branch);
  }

  @Override
  public <O extends Record> Outcomes<O> ask(FanOut<O> fanOut) throws InterruptedException {
    Branches<O> branches =
        new Branches<>(fanOut, requestIds(fanOut.branches()), services.trade(), this::buy);
    try {
      return branches.run();
    } catch (BookUnavailable e) {
      throw losing(e);
    }
  }

  private <I extends Record, O extends Record> Outcome<O> buy(String request, Branch<I, O> branch)
      throws InterruptedException {
    Outcome<O> outcome;
    try {
      outcome =
          services.trade().ask(award.call(), request, branch.what(), branch.input(), branch.ask());
    } catch (BookUnavailable | OutcomeUnknown | UncheckedIOException e) {
      throw losing(e);
    }
    synchronized (this) {
      switch (outcome) {
        case Outcome.Delivered<O>(var _, var _, var receipt) -> bought.add(receipt);
        case Outcome.TooDear<O>(var cheapest, var _) ->
            overrun |= !branch.ask().ownAccount() && cheapest.compareTo(branch.ask().atMost()) <= 0;
        default -> {}
      }
    }
    return outcome;
  }

  /// The n-th purchase of one capability with one input: the same id when the call is run again.
  private synchronized String requestId(Branch<?, ?> branch) {
    String json = new String(RecordJson.bytes(branch.input()), StandardCharsets.UTF_8);
    String what8 = branch.what().name() + ":" + Id.hash(json).toString().substring(0, 8);
    int occurrence = occurrences.merge(what8, 1, Integer::sum) - 1;
    return award.call() + "/" + what8 + ":" + occurrence;
  }

  /// Counted before any branch starts: which thread comes first must not decide which purchase it
  /// makes.
  private synchronized List<String> requestIds(List<? extends Branch<?, ?>> branches) {
    return branches.stream().map(this::requestId).toList();
  }

  @Override
  public Datanet datanet(String name) {
    try {
      return reads.open(name, this::losing);
    } catch (BookUnavailable e) {
      throw losing(e);
    }
  }

  @Override
  public List<Contributed> contribute(String datanet, List<Contribution> all)
      throws InterruptedException {
    try {
      return offerings.contribute(datanet, all);
    } catch (BookUnavailable | UncheckedIOException e) {
      throw losing(e);
    }
  }

  @Override
  public Model model(String name) {
    return new UsedModel(services.models().open(name), this::used);
  }

  private synchronized void used(Evidence.ModelUse use) {
    uses.add(use);
  }

  @Override
  public Head head(String name) {
    try {
      return heads.of(services.heads().open(name));
    } catch (BookUnavailable e) {
      throw losing(e);
    }
  }

  @Override
  public Effect send(String endpoint, String key, Record body) throws InterruptedException {
    try {
      return services.outbound().send(award.task(), endpoint, key, body, deadline());
    } catch (BookUnavailable e) {
      throw losing(e);
    }
  }

  @Override
  public AgentState state() throws InterruptedException {
    try {
      state.open(this::losing);
    } catch (BookUnavailable e) {
      throw losing(e);
    }
    return state;
  }

  /// What this call has written to its agent's state.
  ///
  /// @param keep keeps a value's JSON
  List<AgentStateSet> written(Function<byte[], ContentId> keep) {
    return state.written(keep);
  }

  /// The runtime broke off under the call, which is nothing the agent did.
  private RuntimeException losing(RuntimeException cause) {
    lost = Optional.of(cause);
    return cause;
  }

  synchronized long chargedMicros() {
    return chargedMicros;
  }

  /// Why it is not known what became of something this call wanted to buy; then nobody can say what
  /// became of the call.
  Optional<RuntimeException> lost() {
    return lost;
  }

  synchronized boolean overrun() {
    return overrun;
  }

  private synchronized MadeFrom madeFrom() {
    return new MadeFrom(
        reads.any() || heads.any(),
        uses.stream().map(Evidence.ModelUse::model).collect(Collectors.toSet()));
  }

  /// What it was made from; nothing is handed out or contributed any more.
  ///
  /// @param keep keeps a text
  Evidence evidence(Function<byte[], ContentId> keep) {
    end();
    heads.end();
    List<Evidence.HeadUse> predicted = heads.all(keep);
    List<String> own = offerings.own();
    synchronized (this) {
      return new Evidence(
          reads.all(), bought, Optional.of(uses), Optional.of(predicted), Optional.of(own));
    }
  }

  /// From now on nothing is read or contributed: how the call ends is written with what was by now.
  void end() {
    reads.end();
    offerings.end();
  }

  /// What this call reads.
  Reads reads() {
    return reads;
  }
}
