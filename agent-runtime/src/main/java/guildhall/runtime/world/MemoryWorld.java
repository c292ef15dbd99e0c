package guildhall.runtime.world;

import guildhall.book.BookClock;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.datanet.Contribution;
import guildhall.datanet.Curation.Judgement;
import guildhall.host.state.AgentStates;
import guildhall.host.state.StateJson;
import guildhall.ledger.AccountView;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Transfer;
import guildhall.model.head.HeadDesk;
import guildhall.model.head.TrainingStatus;
import guildhall.runtime.Guildhall;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Capability;
import guildhall.sdk.Completion;
import guildhall.sdk.Datanet.Passage;
import guildhall.sdk.Model;
import guildhall.sdk.Outcome;
import guildhall.sdk.Prompt;
import guildhall.sdk.Receipt;
import guildhall.sdk.StateKey;
import guildhall.sdk.spi.Charter;
import guildhall.sdk.spi.Fault;
import guildhall.sdk.spi.FaultPlan;
import guildhall.sdk.spi.Offer;
import guildhall.sdk.spi.WorldRuntime;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.settlement.SystemAccounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A node whose book and contents are kept in memory, on a clock that is moved by hand.
final class MemoryWorld implements WorldRuntime {

  private static final long PATIENCE_SECONDS = 20;

  private final BookClock.Manual clock;
  private final MemoryJournal journal = new MemoryJournal();
  private final MemoryContentStore contents = new MemoryContentStore();
  private final ToldModels models = new ToldModels();
  private final Strikes strikes = new Strikes();
  private final AtomicInteger fundings = new AtomicInteger();
  private final List<Agent> agents = new ArrayList<>();
  private volatile Life life;
  private boolean closed;

  /// Finds it for the test kit.
  public static final class Factory implements WorldRuntime.Factory {
    @Override
    public WorldRuntime start(Instant start) {
      return new MemoryWorld(start);
    }
  }

  private MemoryWorld(Instant start) {
    clock = BookClock.manual(start);
    life = new Life(journal, contents, clock, models);
    life.ready();
  }

  @Override
  public void host(Agent agent) {
    while (!hosted(agent)) {
      var _ = life.next().join();
    }
  }

  /// With the restart in turn, so that it hosts every agent that was hosted.
  ///
  /// @return false if a crash came in between
  private synchronized boolean hosted(Agent agent) {
    try {
      host(life, agent);
      agents.add(agent);
      return true;
    } catch (RuntimeException e) {
      if (!life.isDying()) {
        throw e;
      }
      return false;
    }
  }

  private void host(Life now, Agent agent) {
    now.host(
        StruckHandler.under(
            new StruckHandler.Surroundings(strikes, clock, now::deliverAgain, () -> crash(now)),
            agent));
  }

  /// Ends a life and begins the next, on a thread of its own: whoever asks is part of that life.
  private void crash(Life now) {
    if (now.die()) {
      Thread.ofVirtual().name("restart").start(() -> restart(now));
    }
  }

  private synchronized void restart(Life dying) {
    try {
      if (closed) {
        return;
      }
      dying.crash();
      Life fresh = new Life(journal, contents, clock, models);
      life = fresh;
      agents.forEach(agent -> host(fresh, agent));
      fresh.ready();
      dying.next().complete(fresh);
    } catch (RuntimeException | Error e) { // who waits for the next life is told
      dying.next().completeExceptionally(e);
    }
  }

  @Override
  public void publish(String datanet, String contributor, List<Passage> passages) {
    List<Contribution> contributions =
        passages.stream()
            .map(each -> new Contribution(each.id(), contributor, each.text(), each.fields()))
            .toList();
    var _ = awaiting(node -> node.publish(datanet, contributions));
  }

  @Override
  public void charter(String datanet, String owner, Charter charter) {
    var _ = awaiting(node -> WorldDatanets.charter(node, datanet, owner, charter));
  }

  @Override
  public void review(String datanet, String id, String reviewer, boolean approved) {
    Judgement judgement =
        new Judgement(datanet, id, reviewer, approved, approved ? "" : "not approved");
    var _ = awaiting(node -> WorldDatanets.review(node, judgement));
  }

  @Override
  public int publish(String datanet) {
    return awaiting(node -> WorldDatanets.publish(node, datanet));
  }

  @Override
  public List<Offer> offers(String datanet) {
    return awaiting(node -> WorldDatanets.offers(node, contents, datanet));
  }

  @Override
  public void model(String name, Function<Prompt, Completion> answers) {
    models.tell(name, answers);
  }

  @Override
  public void head(String name, String owner, String datanet) {
    HeadDesk.Training asked = new HeadDesk.Training(name, owner, datanet, OptionalInt.empty());
    TrainingStatus status = awaiting(node -> node.curating().training().train(asked));
    if (!status.ok()) {
      throw new IllegalArgumentException("cannot train " + name + ": " + status.code());
    }
  }

  @Override
  public void model(Model model) {
    models.tell(model);
  }

  @Override
  public void fund(String principal, Amount amount) {
    String number = Integer.toString(fundings.incrementAndGet());
    LedgerStatus status = awaiting(node -> funded(node, principal, amount, number));
    if (!status.ok()) {
      throw new IllegalArgumentException("cannot fund " + principal + ": " + status);
    }
  }

  private static LedgerStatus funded(
      Guildhall node, String principal, Amount amount, String number) {
    return node.book()
        .await(draft -> {
          node.settlement().openPrincipal(draft, principal);
          Transfer transfer =
              new Transfer(
                  Id.at(draft.timeMicros(), "fund", number),
                  SystemAccounts.TREASURY,
                  List.of(new Credit(principal, amount.micros())),
                  "fund");
          return node.state()
              .ledger()
              .decide(transfer, draft.timeMicros(), draft.position())
              .appendTo(draft);
        });
  }

  /// What the node of this life says, or that of the next if a crash comes in between.
  private <T> T awaiting(Function<Guildhall, T> question) {
    Life now = life;
    while (true) {
      try {
        return question.apply(now.node());
      } catch (RuntimeException e) {
        if (!now.isDying()) {
          throw e;
        }
        now = now.next().join();
      }
    }
  }

  @Override
  public <I extends Record, O extends Record> Outcome<O> ask(
      String principal, String order, Capability<I, O> what, I input, Ask ask)
      throws InterruptedException {
    Life now = life;
    Optional<Outcome<O>> outcome = now.buy(principal, order, what, input, ask);
    while (outcome.isEmpty()) {
      now = now.next().join();
      outcome = now.buy(principal, order, what, input, ask);
    }
    return outcome.get();
  }

  @Override
  public long balanceMicros(String account) {
    return awaiting(node ->
        node.book()
            .await(_ ->
                node.state().ledger().find(account).map(AccountView::balanceMicros).orElse(0L)));
  }

  @Override
  public Optional<Receipt> receipt(String call) {
    return awaiting(node ->
        node.book()
            .await(draft ->
                node.state()
                    .engagements()
                    .find(call)
                    .map(found -> node.receipts().of(found, draft.timeMicros()))));
  }

  @Override
  public <T extends Record> Optional<T> state(String agent, StateKey<T> key) {
    return awaiting(node ->
            node.book()
                .<Optional<AgentStates.Value>>await(
                    _ -> node.state().agentStates().find(agent, key.name())))
        .map(value -> StateJson.read(agent, key, StateJson.kept(contents, agent, value)));
  }

  @Override
  public void awaitRoyalties() throws InterruptedException {
    Guildhall node = life.node();
    long from = node.book().feed().end();
    Set<String> open = ConcurrentHashMap.newKeySet();
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    node.book()
        .await(_ -> node.state().engagements().undistributed())
        .forEach(each -> open.add(each.call()));
    if (open.isEmpty()) {
      return;
    }
    try (var _ =
        node.book()
            .feed()
            .subscribe(
                "world",
                from,
                entry -> {
                  if (entry.fact() instanceof Distributed(var call, var _, var _, var _, var _)
                      && open.remove(call)
                      && open.isEmpty()) {
                    done.complete(true);
                  }
                })) {
      var _ = done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("royalties are not distributed yet of " + open, e);
    }
  }

  @Override
  public List<String> problems() {
    return awaiting(node -> node.book().await(_ -> problems(node.state().ledger())));
  }

  private static List<String> problems(Ledger ledger) {
    List<String> problems = new ArrayList<>();
    ledger
        .trialBalances()
        .forEach((unit, sum) -> {
          if (sum != 0) {
            problems.add("all accounts together have " + sum + " micro-" + unit);
          }
        });
    ledger.forEachOpenHold(hold ->
        problems.add(Amount.micros(hold.freeMicros()) + " of " + hold.payer() + " are still held"));
    return problems;
  }

  @Override
  public void faults(FaultPlan plan) {
    strikes.follow(plan);
  }

  @Override
  public CompletableFuture<Boolean> struck(Fault fault, int calls) {
    return strikes.reached(fault, calls);
  }

  @Override
  public Instant now() {
    return BookClock.instant(clock.nowMicros());
  }

  @Override
  public void advance(Duration time) {
    clock.advanceMicros(TimeUnit.NANOSECONDS.toMicros(time.toNanos()));
  }

  /// A crash that is on its way then leads to no next life, and who waits for one is told.
  @Override
  public synchronized void close() {
    closed = true;
    boolean crashing = !life.die();
    var _ = life.next().completeExceptionally(new IllegalStateException("the world is closed"));
    if (crashing) {
      life.crash();
    } else {
      life.close();
    }
  }
}
