package guildhall.runtime;

import guildhall.book.BookClock;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.governance.Policy;
import guildhall.governance.Policy.ScoreWeights;
import guildhall.host.AgentStates;
import guildhall.host.StateJson;
import guildhall.ledger.AccountView;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Transfer;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Outcome;
import guildhall.sdk.Receipt;
import guildhall.sdk.StateKey;
import guildhall.sdk.spi.WorldRuntime;
import guildhall.settlement.SystemAccounts;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A node whose book and contents are kept in memory, on a clock that is moved by hand.
final class MemoryWorld implements WorldRuntime {

  /// The platform takes 5 %, contributors 20 %; nothing may be challenged.
  private static final Policy POLICY =
      new Policy(0, 500, 2000, 0, new ScoreWeights(350, 150, 300, 150, 50));

  private final Vertx vertx;
  private final BookClock.Manual clock;
  private final Guildhall node;
  private final AtomicInteger fundings = new AtomicInteger();

  /// Finds it for the test kit.
  public static final class Factory implements WorldRuntime.Factory {
    @Override
    public WorldRuntime start(Instant start) {
      return new MemoryWorld(start);
    }
  }

  private MemoryWorld(Instant start) {
    clock = BookClock.manual(start);
    vertx = Vertx.vertx();
    try {
      node =
          Guildhall.start(
              new Guildhall.Setup(
                  vertx,
                  new MemoryJournal(),
                  new MemoryContentStore(),
                  clock,
                  POLICY,
                  Amount.ZERO,
                  Map.of(),
                  Guildhall.Keeping.USUAL));
      var _ = node.ready();
    } catch (IOException e) {
      throw new UncheckedIOException("a node in memory cannot be started", e);
    }
  }

  @Override
  public void host(Agent agent) {
    node.host(agent);
  }

  @Override
  public void fund(String principal, Amount amount) {
    String number = Integer.toString(fundings.incrementAndGet());
    LedgerStatus status =
        node.book()
            .await(draft -> {
              node.settlement().openPrincipal(draft, principal);
              Transfer transfer =
                  new Transfer(
                      Id.at(draft.timeMicros(), "fund", number),
                      SystemAccounts.TREASURY,
                      List.of(new Credit(principal, amount.micros())),
                      "fund");
              return ledger()
                  .decide(transfer, draft.timeMicros(), draft.position())
                  .appendTo(draft);
            });
    if (!status.ok()) {
      throw new IllegalArgumentException("cannot fund " + principal + ": " + status);
    }
  }

  private Ledger ledger() {
    return node.state().ledger();
  }

  @Override
  public <I extends Record, O extends Record> Outcome<O> ask(
      String principal, String order, Capability<I, O> what, I input, Ask ask)
      throws InterruptedException {
    return node.orders().buy(principal, order, what, input, ask);
  }

  @Override
  public long balanceMicros(String account) {
    return node.book()
        .await(_ -> ledger().find(account).map(AccountView::balanceMicros).orElse(0L));
  }

  @Override
  public Optional<Receipt> receipt(String call) {
    return node.book()
        .await(draft ->
            node.state()
                .engagements()
                .find(call)
                .map(found -> node.receipts().of(found, draft.timeMicros())));
  }

  @Override
  public <T extends Record> Optional<T> state(String agent, StateKey<T> key) {
    return node.book()
        .<Optional<AgentStates.Value>>await(_ -> node.state().agentStates().find(agent, key.name()))
        .map(value -> StateJson.read(agent, key, StateJson.kept(node.contents(), agent, value)));
  }

  @Override
  public List<String> problems() {
    return node.book()
        .await(_ -> {
          List<String> problems = new ArrayList<>();
          ledger()
              .trialBalances()
              .forEach((unit, sum) -> {
                if (sum != 0) {
                  problems.add("all accounts together have " + sum + " micro-" + unit);
                }
              });
          ledger()
              .forEachOpenHold(hold ->
                  problems.add(
                      Amount.micros(hold.freeMicros())
                          + " of "
                          + hold.payer()
                          + " are still held"));
          return problems;
        });
  }

  @Override
  public Instant now() {
    return BookClock.instant(clock.nowMicros());
  }

  @Override
  public void advance(Duration time) {
    clock.advanceMicros(TimeUnit.NANOSECONDS.toMicros(time.toNanos()));
  }

  @Override
  public void close() {
    try {
      node.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
