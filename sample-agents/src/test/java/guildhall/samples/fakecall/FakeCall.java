package guildhall.samples.fakecall;

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
import guildhall.sdk.Head;
import guildhall.sdk.Model;
import guildhall.sdk.Outcome;
import guildhall.sdk.Outcomes;
import guildhall.sdk.Progress;
import guildhall.sdk.Quote;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A call that remembers what was done with it.
public final class FakeCall implements Call {

  /// A purchase and how it ended.
  public record Purchase(String capability, Record input, Outcome<?> outcome) {}

  /// What was sent outside.
  public record Sending(String endpoint, String key, Record body) {}

  private final FakeMarket market;
  private Amount budget;
  private Amount spent = Amount.ZERO;
  private @Nullable Amount charged;
  private final List<Purchase> purchases = new ArrayList<>();
  private final List<Sending> sendings = new ArrayList<>();
  private final List<Progress> told = new ArrayList<>();
  private final List<String> logged = new ArrayList<>();
  private BiFunction<String, Record, Effect> outside = (key, body) -> new Effect.Done("REF-" + key);

  FakeCall(FakeMarket market, Amount budget) {
    this.market = market;
    this.budget = budget;
  }

  /// What answers [#send], by key and body.
  public FakeCall sendingTo(BiFunction<String, Record, Effect> endpoint) {
    this.outside = endpoint;
    return this;
  }

  /// What was bought, in order.
  public List<Purchase> purchases() {
    return purchases;
  }

  /// What was sent, in order.
  public List<Sending> sendings() {
    return sendings;
  }

  /// The progress that was told, in order.
  public List<Progress> told() {
    return told;
  }

  /// The lines that were logged, in order.
  public List<String> logged() {
    return logged;
  }

  /// What was charged, if anything was.
  public Optional<Amount> charged() {
    return Optional.ofNullable(charged);
  }

  Amount spent() {
    return spent;
  }

  @Override
  public String id() {
    return "call-1";
  }

  @Override
  public String task() {
    return "task-1";
  }

  @Override
  public InstantSource clock() {
    return InstantSource.fixed(Instant.EPOCH);
  }

  @Override
  public Instant deadline() {
    return Instant.EPOCH.plusSeconds(60);
  }

  @Override
  public Amount budget() {
    return budget;
  }

  @Override
  public void progress(int permille, String note) {
    told.add(new Progress(permille, note));
  }

  @Override
  public void emit(String text) {
    throw new IllegalStateException("nothing here is metered");
  }

  @Override
  public void charge(Amount actual) {
    charged = actual;
  }

  @Override
  public <I extends Record, O extends Record> List<Quote> quotes(Capability<I, O> what, I input) {
    return market.quotes(what, input);
  }

  @Override
  public <I extends Record, O extends Record> Outcome<O> ask(
      Capability<I, O> what, I input, Ask ask) throws InterruptedException {
    Outcome<O> outcome = market.buy(what, input, ask);
    purchases.add(new Purchase(what.name(), input, outcome));
    spent = spent.plus(outcome.spent());
    budget = budget.minus(outcome.spent());
    return outcome;
  }

  /// One branch after the other; what is not needed any more is not asked for.
  @Override
  public <O extends Record> Outcomes<O> ask(FanOut<O> fanOut) throws InterruptedException {
    List<Outcome<O>> all = new ArrayList<>();
    List<Outcome.Delivered<O>> delivered = new ArrayList<>();
    for (FanOut.Branch<?, O> branch : fanOut.branches()) {
      Outcome<O> outcome =
          delivered.size() >= fanOut.enough().orElse(Integer.MAX_VALUE)
              ? new Outcome.Cancelled<>(Amount.ZERO)
              : ask(branch);
      all.add(outcome);
      if (outcome instanceof Outcome.Delivered<O> done) {
        delivered.add(done);
      }
    }
    return new Outcomes<>(all, delivered);
  }

  private <I extends Record, O extends Record> Outcome<O> ask(FanOut.Branch<I, O> branch)
      throws InterruptedException {
    return ask(branch.what(), branch.input(), branch.ask());
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public void log(String line) {
    logged.add(line);
  }

  @Override
  public Datanet datanet(String name) {
    return market.datanet(name);
  }

  @Override
  public Head head(String name) {
    throw new IllegalArgumentException("there is no head of that name: " + name);
  }

  @Override
  public List<Contributed> contribute(String datanet, List<Contribution> all) {
    throw new UnsupportedOperationException("an agent of this test contributes nothing");
  }

  @Override
  public Model model(String name) {
    throw new IllegalArgumentException("there is no model in this test: " + name);
  }

  @Override
  public Effect send(String endpoint, String key, Record body) {
    sendings.add(new Sending(endpoint, key, body));
    return outside.apply(key, body);
  }

  @Override
  public AgentState state() {
    throw new UnsupportedOperationException("an agent of this test keeps no state");
  }
}
