package guildhall.host.child;

import guildhall.child.FromChild;
import guildhall.child.FromChild.Offered;
import guildhall.host.Host;
import guildhall.host.jars.AgentJar;
import guildhall.host.jars.BadJarException;
import guildhall.host.jars.JarCopy;
import guildhall.sdk.Agent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An untrusted jar: a process for it, and the next one when that ends, after ever longer breaks.
/// When too many have ended its agents are frozen.
final class UntrustedJar implements AgentJar {

  private static final Logger LOG = LoggerFactory.getLogger(UntrustedJar.class);
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final int MOST_DOUBLINGS = 5;

  private final String name;
  private final JarCopy copy;
  private final Host host;
  private final Life.Parts parts;
  private final Consumer<UntrustedJar> closed;
  private final Spoken spoken;
  private final Deque<Long> recentEnds = new ArrayDeque<>(); // this
  private List<Offered> offered = List.of(); // this
  private List<Agent> agents = List.of(); // this
  private ChildStatus.State state = ChildStatus.State.STARTING; // this
  private @Nullable Life life; // this; also while it starts
  private CompletableFuture<Life> running = new CompletableFuture<>(); // this
  private int ends; // this
  private String lastEnd = ""; // this
  private List<String> frozenHere = List.of(); // this
  private List<String> frozenThen = List.of(); // this; also those that were before

  private UntrustedJar(
      Path jar, JarCopy copy, Host host, Life.Parts parts, Consumer<UntrustedJar> closed) {
    this.name = jar.getFileName().toString();
    this.copy = copy;
    this.host = host;
    this.parts = parts;
    this.closed = closed;
    this.spoken = new Spoken(name);
  }

  /// Starts its first process and waits until that has said what the jar offers.
  ///
  /// @param closed is told when it is closed
  static UntrustedJar open(Path jar, Host host, Life.Parts parts, Consumer<UntrustedJar> closed)
      throws BadJarException {
    UntrustedJar opened = new UntrustedJar(jar, JarCopy.of(jar), host, parts, closed);
    try {
      opened.begin(jar);
      return opened;
    } catch (BadJarException | RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  private void begin(Path jar) throws BadJarException {
    Life first;
    try {
      first = Life.start(copy.file(), parts, spoken);
    } catch (IOException e) {
      throw new BadJarException(jar, "no process can be started for it", e);
    }
    synchronized (this) {
      life = first;
    }
    List<Offered> offers = firstOffers(jar, first);
    synchronized (this) {
      offered = offers;
      agents = Offers.agents(jar, this, parts.records(), offers);
    }
    lives(first);
  }

  private static List<Offered> firstOffers(Path jar, Life life) throws BadJarException {
    try {
      return life.offers().get(START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new BadJarException(
          jar, String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
    } catch (TimeoutException _) {
      throw new BadJarException(jar, "its agents took over " + START.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BadJarException(jar, "the runtime stops", e);
    }
  }

  /// From now on its end is an event.
  private void lives(Life begun) {
    synchronized (this) {
      state = ChildStatus.State.RUNNING;
      var _ = running.complete(begun);
    }
    LOG.info("{} has process {}", name, begun.pid());
    var _ = begun.end().thenAccept(why -> ended(begun, why));
  }

  private synchronized void ended(Life which, String why) {
    if (state == ChildStatus.State.CLOSED || life != which) {
      return;
    }
    life = null;
    ends++;
    lastEnd = why;
    if (running.isDone()) {
      running = new CompletableFuture<>();
    }
    long now = System.nanoTime();
    recentEnds.add(now);
    long windowNanos = parts.launch().limits().window().toNanos();
    while (now - recentEnds.getFirst() > windowNanos) {
      recentEnds.removeFirst();
    }
    if (recentEnds.size() >= parts.launch().limits().ends()) {
      giveUp();
    } else {
      state = ChildStatus.State.STARTING;
      LOG.warn("{}: the process of {} ended, a new one starts: {}", name, names(), why);
      restart(recentEnds.size());
    }
  }

  private void giveUp() {
    state = ChildStatus.State.GIVEN_UP;
    frozenHere = names().stream().filter(each -> !host.isFrozen(each)).toList();
    LOG.error(
        "{}: the process of {} ended {} times, the agents are frozen until somebody unfreezes them"
            + " or changes the jar: {}",
        name,
        names(),
        recentEnds.size(),
        lastEnd);
    for (String each : frozenHere) {
      var _ = host.freeze(each).onFailure(e -> LOG.debug("{} is not hosted", each, e));
    }
    frozenThen = names().stream().filter(host::isFrozen).toList();
  }

  /// The first time at once, then later and later.
  private void restart(int times) {
    long millis =
        times <= 1
            ? 0
            : parts.launch().limits().backOff().toMillis() << Math.min(times - 2, MOST_DOUBLINGS);
    var _ =
        parts
            .later()
            .schedule(
                () -> Thread.ofVirtual().name("child-start").start(this::startAgain),
                millis,
                TimeUnit.MILLISECONDS);
  }

  private void startAgain() {
    Life next;
    try {
      next = Life.start(copy.file(), parts, spoken);
    } catch (IOException e) {
      LOG.error("no process can be started for {}", name, e);
      restart(MOST_DOUBLINGS);
      return;
    }
    synchronized (this) {
      if (state == ChildStatus.State.CLOSED) {
        next.kill("its jar is closed");
        return;
      }
      life = next;
    }
    if (offersTheSame(next)) {
      lives(next);
    } else {
      next.kill("it does not offer the agents it did at first");
      var _ = next.end().thenAccept(why -> ended(next, why));
    }
  }

  private boolean offersTheSame(Life next) {
    try {
      List<Offered> again = next.offers().get(START.toMillis(), TimeUnit.MILLISECONDS);
      synchronized (this) {
        return again.equals(offered);
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("{} does not start", name, e);
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Waits for a life that works.
  ///
  /// @return empty if none does in time
  Optional<Life> awaitRunning(Duration within) throws InterruptedException {
    CompletableFuture<Life> next;
    synchronized (this) {
      next = running;
    }
    try {
      return Optional.of(next.get(within.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException _) {
      return Optional.empty();
    }
  }

  /// Looks after it, each second; does not wait.
  void check(long nowNanos) {
    Life checked;
    synchronized (this) {
      checked = life;
      if (state == ChildStatus.State.GIVEN_UP && !frozenThen.stream().allMatch(host::isFrozen)) {
        LOG.info("{} is begun anew, for its agents are not frozen any more", name);
        state = ChildStatus.State.STARTING;
        recentEnds.clear();
        frozenHere = List.of();
        restart(0);
      }
    }
    if (checked != null) {
      checked.check(nowNanos);
    }
  }

  /// Whether the operator lets its agents contribute in the name of an owner they say they have.
  boolean mayContributeFor(String owner) {
    return parts.launch().limits().contributors().contains(owner);
  }

  /// Says what its code threw.
  void threw(String what, FromChild.Threw threw) {
    spoken.say(what + " threw " + threw.text());
  }

  @Override
  public synchronized List<Agent> agents() {
    return agents;
  }

  private List<String> names() {
    return agents.stream().map(Agent::name).toList();
  }

  synchronized ChildStatus status() {
    OptionalLong pid = life == null ? OptionalLong.empty() : OptionalLong.of(life.pid());
    return new ChildStatus(name, names(), state, pid, ends, lastEnd);
  }

  @Override
  public void close() {
    Life last;
    List<String> unfrozen;
    synchronized (this) {
      if (state == ChildStatus.State.CLOSED) {
        return;
      }
      state = ChildStatus.State.CLOSED;
      last = life;
      life = null;
      unfrozen = frozenHere;
    }
    if (last != null) {
      last.kill("its jar is closed");
      awaitEnd(last);
    }
    for (String each : unfrozen) { // a name that is hosted again has other code
      var _ = host.unfreeze(each).onFailure(e -> LOG.debug("{} is not frozen", each, e));
    }
    copy.delete();
    closed.accept(this);
  }

  private void awaitEnd(Life last) {
    try {
      var _ = last.end().get(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("process {} of {} was killed and is still there", last.pid(), name, e);
    }
  }
}
