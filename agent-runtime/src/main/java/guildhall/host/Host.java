package guildhall.host;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import guildhall.book.BookClock;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Capability;
import guildhall.settlement.SettlementFact.Awarded;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hosts agents of this node: answers calls for proposals and runs awarded calls that arrive on the
/// event bus, a virtual thread each.
public final class Host {

  private static final Logger LOG = LoggerFactory.getLogger(Host.class);
  private static final Duration LONGEST_DRAIN = Duration.ofHours(24);
  private static final Proposal FROZEN = new Proposal.Declined("is frozen by the operator");

  private final Vertx vertx;
  private final String node;
  private final HostServices services;
  private final Roster roster = new Roster();
  private final ActiveAgents active;
  private final Set<String> frozen = ConcurrentHashMap.newKeySet();
  private final Map<String, Run> running = new ConcurrentHashMap<>();

  /// Runs by the call that asked for them, so that the end of one call looks at no others.
  private final Map<String, Set<Run>> asked = new ConcurrentHashMap<>();

  /// Calls that ended a short time ago: an award that arrives twice, the second time late, must not
  /// run twice.
  private final Cache<String, Ended> endedCalls =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofMinutes(10)).build();

  /// Tasks that ended a short time ago: as long as an award may be on its way here.
  private final Cache<String, Boolean> endedTasks =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)).build();

  /// Purchases that their buyer ended a short time ago: as long as one may be on its way here.
  private final Cache<String, Boolean> unneeded =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)).build();

  /// Agents that were taken away a short time ago: as long as an award may be on its way to one.
  private final Cache<String, Boolean> departed =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)).build();

  /// @param how empty if it was delivered: results are large, and nobody waits for one twice
  private record Ended(Optional<CallEnd> how) {}

  private volatile boolean stopping;

  /// A host of no agents yet. Registers its messages with the bus.
  ///
  /// @param node its name on the bus
  public Host(Vertx vertx, String node, HostServices services) {
    this.vertx = vertx;
    this.node = node;
    this.services = services;
    this.active = new ActiveAgents(services.passivation(), services.clock());
    PassThroughCodec.registerAll(vertx.eventBus());
    vertx
        .eventBus()
        .<CallForProposals>localConsumer(
            Addresses.proposals(node),
            message ->
                Thread.ofVirtual()
                    .name("propose-" + message.body().agent())
                    .start(() -> message.reply(propose(message.body()))));
    vertx.eventBus().<RunCall>localConsumer(Addresses.calls(node), this::onRun);
  }

  /// Hosts agents and announces them; done when all of them are listed.
  ///
  /// @return fails if an agent of that name is hosted, or sells a capability under records other
  ///   than those known here; those before it are hosted all the same
  public Future<Void> host(List<Agent> all) {
    List<Agent> added = new ArrayList<>();
    for (Agent agent : all) {
      Optional<String> problem = roster.add(agent);
      if (problem.isPresent()) {
        return Future.join(announceAll(added), refused(problem.get())).mapEmpty();
      }
      added.add(agent);
    }
    return announceAll(added);
  }

  /// Like [#host], but all of them or none.
  ///
  /// @return fails as above, and then none is hosted; fails too if the book cannot list them, and
  ///   then they are hosted and it is the caller's to [#remove] them
  public Future<Void> hostTogether(List<Agent> all) {
    return roster.addTogether(all).map(Host::refused).orElseGet(() -> announceAll(all));
  }

  private static Future<Void> refused(String problem) {
    return Future.failedFuture(new IllegalArgumentException(problem));
  }

  /// Frozen agents are announced when they are not any more.
  private Future<Void> announceAll(List<Agent> all) {
    List<Announcement> arriving =
        all.stream()
            .filter(agent -> !frozen.contains(agent.name()))
            .map(this::announcement)
            .toList();
    List<Future<Void>> announced = new ArrayList<>();
    for (int i = 0; i < arriving.size(); i += Arrivals.MOST) {
      announced.add(announce(arriving.subList(i, Math.min(arriving.size(), i + Arrivals.MOST))));
    }
    return Future.join(announced).mapEmpty();
  }

  private Announcement announcement(Agent agent) {
    List<String> sold = agent.sales().keySet().stream().sorted().toList();
    return new Announcement(node, agent.name(), agent.owner(), sold);
  }

  private Future<Void> announce(List<Announcement> arriving) {
    return vertx.eventBus().request(Addresses.ANNOUNCE, new Arrivals(arriving)).mapEmpty();
  }

  private Future<Void> depart(String agent) {
    return vertx.eventBus().request(Addresses.DEPART, new Departure(agent)).mapEmpty();
  }

  /// Takes an agent away. It bids no more and starts no call from now on; calls that run have until
  /// the end of the drain, then they are cancelled, not paid and nobody's fault. Any thread.
  ///
  /// @param drain book time for calls that run, 0 to 24 hours
  /// @return done when its last call has ended and its name is free; fails with an
  ///   [IllegalArgumentException] if no such agent is hosted, or the drain is outside
  public Future<Void> remove(String agent, Duration drain) {
    if (drain.isNegative() || drain.compareTo(LONGEST_DRAIN) > 0) {
      return refused("a drain takes from 0 to 24 hours, not " + drain);
    }
    departed.put(agent, true); // before it is gone: an award may be on its way
    Optional<Agent> leaving = roster.leave(agent);
    if (leaving.isEmpty()) {
      return refused("no agent of that name is hosted: " + agent);
    }
    return Future.join(depart(agent), drained(agent, drain))
        .transform(_ -> {
          active.retire(leaving.get());
          roster.forget(leaving.get());
          return Future.succeededFuture();
        });
  }

  /// A call that is not among those that run yet sees that its agent leaves, and does not start.
  private Future<Void> drained(String agent, Duration drain) {
    List<Run> runs =
        running.values().stream().filter(run -> run.award().agent().equals(agent)).toList();
    if (runs.isEmpty()) {
      return Future.succeededFuture();
    }
    Runnable cancelAlarm =
        services
            .alarms()
            .at(
                BookClock.micros(services.clock().instant().plus(drain)),
                () -> runs.forEach(run -> onVirtual(() -> run.cancel(Cancel.WITHDRAWN))));
    return Future.fromCompletionStage(
        CompletableFuture.allOf(runs.stream().map(Run::end).toArray(CompletableFuture<?>[]::new))
            .whenComplete((_, _) -> cancelAlarm.run()));
  }

  /// Freezes an agent: it is not asked any more, and its calls that run are cancelled, not paid and
  /// nobody's fault. The name stays frozen until [#unfreeze] or the end of the process, for what is
  /// hosted under it later too. Any thread.
  ///
  /// @return done when it is not found any more; fails with an [IllegalArgumentException] if no
  ///   such agent is hosted
  public Future<Void> freeze(String agent) {
    if (roster.find(agent) == null) {
      return refused("no agent of that name is hosted: " + agent);
    }
    frozen.add(agent);
    cancel(award -> award.agent().equals(agent), Cancel.WITHDRAWN);
    return depart(agent);
  }

  /// Ends a freeze. Any thread.
  ///
  /// @return done when the agent is found again, at once if it is not hosted; fails with an
  ///   [IllegalArgumentException] if it is not frozen
  public Future<Void> unfreeze(String agent) {
    if (!frozen.remove(agent)) {
      return refused("no agent of that name is frozen: " + agent);
    }
    @Nullable Agent hosted = roster.find(agent);
    return hosted == null ? Future.succeededFuture() : announceAll(List.of(hosted));
  }

  /// Whether a name is frozen, see [#freeze].
  public boolean isFrozen(String agent) {
    return frozen.contains(agent);
  }

  /// Its name on the bus.
  public String node() {
    return node;
  }

  /// A capability that some agent here sells, with its records.
  public Optional<Capability<?, ?>> capability(String name) {
    return roster.capability(name);
  }

  /// Every capability some agent here sells.
  public List<Capability<?, ?>> capabilities() {
    return roster.capabilities();
  }

  /// What an agent here asks for a capability, whatever the input; empty if it is to be asked.
  public Optional<Proposal> standing(String agent, String capability) {
    return frozen.contains(agent)
        ? Optional.of(FROZEN)
        : Optional.ofNullable(roster.find(agent))
            .flatMap(each -> Bidding.standing(each, capability, active.loadPermille(each)));
  }

  /// What was agreed of a call that is being run here now.
  public Optional<Awarded> running(String call) {
    return Optional.ofNullable(running.get(call)).map(Run::award);
  }

  /// What a call that is being run here may spend of its agent's owner's money; nothing if it is
  /// not.
  public Amount ownSpendingUpTo(String call) {
    return Optional.ofNullable(running.get(call)).map(Run::ownSpendingUpTo).orElse(Amount.ZERO);
  }

  /// Whether this call is being run here now.
  public boolean isRunning(String call) {
    return running.containsKey(call);
  }

  /// How many calls are being run.
  public int runningCount() {
    return running.size();
  }

  /// How many agents are active, idle ones included; about.
  public long activeCount() {
    return active.count();
  }

  private Proposal propose(CallForProposals call) {
    @Nullable Agent agent = roster.find(call.agent());
    if (agent == null) {
      return new Proposal.Declined("is not hosted here");
    }
    if (frozen.contains(call.agent())) {
      return FROZEN;
    }
    try {
      return Bidding.propose(agent, call, active.loadPermille(agent));
    } catch (RuntimeException e) {
      LOG.info("{} threw while pricing {}", call.agent(), call.capability(), e);
      return new Proposal.Declined("its price could not be computed");
    }
  }

  private void onRun(Message<RunCall> message) {
    var _ =
        run(message.body())
            .whenComplete((end, failure) -> {
              if (failure == null) {
                message.reply(end);
              } else {
                message.fail(0, "the outcome is not known");
              }
            });
  }

  /// Runs an awarded call of an agent of this host, or joins it if it is being run. What is awarded
  /// on another node arrives over the bus; on this one a message would be two threads more to wake
  /// for every call. Any thread; never blocks.
  ///
  /// @return how it ended; fails if that is not known
  public CompletableFuture<CallEnd> run(RunCall order) {
    CompletableFuture<CallEnd> end = join(order);
    var _ = end.whenComplete((_, failure) -> tell(order.award(), failure));
    return end;
  }

  private void tell(Awarded award, @Nullable Throwable failure) {
    if (failure != null && stopping) {
      LOG.info("{} is left as it is: the runtime stops", award.call());
    } else if (failure != null) {
      LOG.error("no end of {}", award.call(), failure);
    }
  }

  private CompletableFuture<CallEnd> join(RunCall order) {
    Awarded award = order.award();
    if (stopping) {
      return CompletableFuture.failedFuture(new IllegalStateException("the runtime stops"));
    }
    Run known = running.get(award.call());
    if (known != null) {
      return known.end(); // its agent may be leaving
    }
    @Nullable Ended ended = endedCalls.getIfPresent(award.call());
    if (ended != null) {
      return ended
          .how()
          .map(CompletableFuture::completedFuture)
          .orElseGet(() ->
              CompletableFuture.failedFuture(
                  new IllegalStateException(award.call() + " was delivered before")));
    }
    @Nullable Agent agent = roster.find(award.agent());
    Agent.Sale<?, ?> sale = agent == null ? null : agent.sales().get(award.capability());
    if (agent == null || sale == null || !sale.capability().input().isInstance(order.input())) {
      return departed.getIfPresent(award.agent()) != null
          ? withdrawn(award)
          : CompletableFuture.failedFuture(
              new IllegalStateException(award.agent() + " is not hosted here"));
    }
    List<Run> started = new ArrayList<>();
    Run run =
        running.computeIfAbsent(
            award.call(),
            _ -> {
              Run fresh =
                  new Run(
                      order,
                      sale,
                      services,
                      active.enter(agent),
                      new ProgressTeller(vertx, services, order));
              started.add(fresh);
              return fresh;
            });
    if (!started.isEmpty()) {
      begin(run);
    }
    return run.end();
  }

  /// Whom it was awarded to has left since, or is another version by now.
  private CompletableFuture<CallEnd> withdrawn(Awarded award) {
    Cancel why = Cancel.WITHDRAWN;
    return services
        .book()
        .submit(services.settlement().reject(award.call(), why.code(), why.sentence()))
        .thenApply(_ -> why.end());
  }

  private void begin(Run run) {
    run.award().parent().ifPresent(parent -> asked.compute(parent, (_, runs) -> with(runs, run)));
    Runnable cancelAlarm =
        services.alarms().at(run.award().deadlineMicros(), () -> onVirtual(run::late));
    var _ =
        run.end()
            .whenComplete((end, _) -> {
              cancelAlarm.run();
              ended(run, end);
              cancelChildren(run.award().call());
            });
    var _ = run.gone().thenRun(() -> active.leave(run.agent()));
    unwanted(run.award(), run.agent().agent)
        .ifPresentOrElse(why -> onVirtual(() -> run.cancel(why)), () -> admit(run));
    if (stopping) {
      run.abandon();
      run.stop();
    }
  }

  private static void admit(Run run) {
    if (!run.agent().admit(run)) {
      onVirtual(run::overloaded);
    }
  }

  private static Set<Run> with(@Nullable Set<Run> runs, Run run) {
    Set<Run> all = runs == null ? ConcurrentHashMap.newKeySet() : runs;
    all.add(run);
    return all;
  }

  private static @Nullable Set<Run> without(Set<Run> runs, Run run) {
    runs.remove(run);
    return runs.isEmpty() ? null : runs;
  }

  /// @param end null if the book does not say how it ended: then it may be run again
  private void ended(Run run, @Nullable CallEnd end) {
    Awarded award = run.award();
    if (end != null) { // before it is not running any more
      boolean delivered = end instanceof CallEnd.Delivered;
      endedCalls.put(award.call(), new Ended(delivered ? Optional.empty() : Optional.of(end)));
    }
    running.remove(award.call());
    award
        .parent()
        .ifPresent(parent -> asked.computeIfPresent(parent, (_, runs) -> without(runs, run)));
  }

  /// Whether the buyer had ended, or ended this purchase, when this arrived: it was awarded just
  /// before, and whoever cancelled the buyer's calls could not see it yet. A buyer that ends later
  /// sees it in `running`.
  private Optional<Cancel> unwanted(Awarded award, Agent agent) {
    if (isUnneeded(award.request())) {
      return Optional.of(Cancel.UNNEEDED);
    }
    boolean buyerEnded =
        award.parent().isPresent()
            ? !running.containsKey(award.parent().get())
            : endedTasks.getIfPresent(award.task()) != null;
    if (buyerEnded) {
      return Optional.of(Cancel.BUYER_ENDED);
    }
    boolean leaving = roster.find(award.agent()) != agent;
    return leaving || frozen.contains(award.agent())
        ? Optional.of(Cancel.WITHDRAWN)
        : Optional.empty();
  }

  private static void onVirtual(Runnable work) {
    Thread.ofVirtual().start(work);
  }

  /// Runs nothing any more and writes nothing any more: every handler is interrupted, and the book
  /// goes on saying that its call is under way, for the next start to decide.
  public void stop() {
    stopping = true;
    List<Run> all = List.copyOf(running.values());
    all.forEach(Run::abandon); // all, before any of them learns from another that it has ended
    all.forEach(Run::stop);
    active.close();
  }

  /// Stops every call of a task that has ended; each ends as cancelled.
  public void cancelTask(String task) {
    endedTasks.put(task, true);
    cancel(award -> award.task().equals(task), Cancel.BUYER_ENDED);
  }

  /// The buyer goes on but does not need this purchase any more. What runs of it ends as cancelled,
  /// unless it delivers first; what is still on its way here does not start.
  public void cancelRequest(String request) {
    unneeded.put(request, true);
    cancel(award -> award.request().equals(request), Cancel.UNNEEDED);
  }

  /// Whether a purchase was ended a short time ago by [#cancelRequest].
  public boolean isUnneeded(String request) {
    return unneeded.getIfPresent(request) != null;
  }

  /// Nobody waits any more for what an ended call had asked for.
  private void cancelChildren(String call) {
    for (Run run : asked.getOrDefault(call, Set.of())) {
      onVirtual(() -> run.cancel(Cancel.BUYER_ENDED));
    }
  }

  private void cancel(Predicate<Awarded> which, Cancel why) {
    for (Run run : List.copyOf(running.values())) {
      if (which.test(run.award())) {
        onVirtual(() -> run.cancel(why));
      }
    }
  }
}
