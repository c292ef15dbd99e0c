package guildhall.host;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import guildhall.sdk.Agent;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hosts agents of this node: answers calls for proposals and runs awarded calls that arrive on the
/// event bus, a virtual thread each.
public final class Host {

  private static final Logger LOG = LoggerFactory.getLogger(Host.class);

  private final Vertx vertx;
  private final String node;
  private final HostServices services;
  private final Map<String, HostedAgent> agents = new ConcurrentHashMap<>();
  private final Map<String, Capability<?, ?>> capabilities = new ConcurrentHashMap<>();
  private final Map<String, Run> running = new ConcurrentHashMap<>();

  /// Tasks that ended a short time ago: as long as an award may be on its way here.
  private final Cache<String, Boolean> endedTasks =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)).build();

  /// Purchases that their buyer ended a short time ago: as long as one may be on its way here.
  private final Cache<String, Boolean> unneeded =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)).build();

  private volatile boolean stopping;

  /// A host of no agents yet. Registers its messages with the bus.
  ///
  /// @param node its name on the bus
  public Host(Vertx vertx, String node, HostServices services) {
    this.vertx = vertx;
    this.node = node;
    this.services = services;
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
    List<Future<Void>> announced = new ArrayList<>();
    List<Announcement> arriving = new ArrayList<>();
    for (Agent agent : all) {
      Optional<String> problem = add(agent);
      if (problem.isPresent()) {
        announced.add(Future.failedFuture(new IllegalArgumentException(problem.get())));
        break;
      }
      arriving.add(announcement(agent));
      if (arriving.size() == Arrivals.MOST) {
        announced.add(announce(arriving));
        arriving.clear();
      }
    }
    if (!arriving.isEmpty()) {
      announced.add(announce(arriving));
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

  /// Adds an agent and what it sells, or nothing at all and says why.
  private synchronized Optional<String> add(Agent agent) {
    if (agents.containsKey(agent.name())) {
      return Optional.of("an agent of that name is hosted: " + agent.name());
    }
    for (Agent.Sale<?, ?> sale : agent.sales().values()) {
      Capability<?, ?> known = capabilities.get(sale.capability().name());
      if (known != null && !known.equals(sale.capability())) {
        return Optional.of(agent.name() + " sells another " + known.name() + " than is known here");
      }
    }
    agent
        .sales()
        .values()
        .forEach(sale -> capabilities.put(sale.capability().name(), sale.capability()));
    agents.put(agent.name(), new HostedAgent(agent));
    return Optional.empty();
  }

  /// Its name on the bus.
  public String node() {
    return node;
  }

  /// A capability that some agent here sells, with its records.
  public Optional<Capability<?, ?>> capability(String name) {
    return Optional.ofNullable(capabilities.get(name));
  }

  /// Every capability some agent here sells.
  public List<Capability<?, ?>> capabilities() {
    return List.copyOf(capabilities.values());
  }

  /// What an agent here asks for a capability, whatever the input; empty if it is to be asked.
  public Optional<Proposal> standing(String agent, String capability) {
    return Optional.ofNullable(agents.get(agent)).flatMap(each -> each.standing(capability));
  }

  /// What was agreed of a call that is being run here now.
  public Optional<Awarded> running(String call) {
    return Optional.ofNullable(running.get(call)).map(Run::award);
  }

  /// Whether this call is being run here now.
  public boolean isRunning(String call) {
    return running.containsKey(call);
  }

  /// How many calls are being run.
  public int runningCount() {
    return running.size();
  }

  private Proposal propose(CallForProposals call) {
    HostedAgent agent = agents.get(call.agent());
    if (agent == null) {
      return new Proposal.Declined("is not hosted here");
    }
    try {
      return agent.propose(call);
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
                if (stopping) {
                  LOG.info("{} is left as it is: the runtime stops", message.body().award().call());
                } else {
                  LOG.error("no end of {}", message.body().award().call(), failure);
                }
                message.fail(0, "the outcome is not known");
              }
            });
  }

  /// Starts a call, or joins it if it is being run.
  private CompletableFuture<CallEnd> run(RunCall order) {
    Awarded award = order.award();
    HostedAgent agent = agents.get(award.agent());
    Agent.Sale<?, ?> sale = agent == null ? null : agent.agent.sales().get(award.capability());
    if (agent == null || sale == null || stopping) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(
              stopping ? "the runtime stops" : award.agent() + " is not hosted here"));
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
                      agent.line.place(),
                      new ProgressTeller(vertx, services, order));
              started.add(fresh);
              return fresh;
            });
    if (!started.isEmpty()) {
      begin(run, agent);
    }
    return run.end();
  }

  private void begin(Run run, HostedAgent agent) {
    agent.begin();
    Runnable cancelAlarm =
        services.alarms().at(run.award().deadlineMicros(), () -> onVirtual(run::late));
    var _ =
        run.end()
            .whenComplete((_, _) -> {
              cancelAlarm.run();
              running.remove(run.award().call());
              agent.end();
              cancelChildren(run.award().call());
            });
    unwanted(run.award())
        .ifPresentOrElse(why -> onVirtual(() -> run.cancel(why)), () -> run.start());
    if (stopping) {
      run.abandon();
      run.stop();
    }
  }

  /// Whether the buyer had ended, or ended this purchase, when this arrived: it was awarded just
  /// before, and whoever cancelled the buyer's calls could not see it yet. A buyer that ends later
  /// sees it in `running`.
  private Optional<Cancel> unwanted(Awarded award) {
    if (isUnneeded(award.request())) {
      return Optional.of(Cancel.UNNEEDED);
    }
    boolean buyerEnded =
        award.parent().isPresent()
            ? !running.containsKey(award.parent().get())
            : endedTasks.getIfPresent(award.task()) != null;
    return buyerEnded ? Optional.of(Cancel.BUYER_ENDED) : Optional.empty();
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
    cancel(award -> award.parent().filter(call::equals).isPresent(), Cancel.BUYER_ENDED);
  }

  private void cancel(Predicate<Awarded> which, Cancel why) {
    for (Run run : List.copyOf(running.values())) {
      if (which.test(run.award())) {
        onVirtual(() -> run.cancel(why));
      }
    }
  }
}
