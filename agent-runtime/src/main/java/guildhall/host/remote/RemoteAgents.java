package guildhall.host.remote;

import guildhall.host.Host;
import guildhall.outbound.GuardedHttp;
import guildhall.sdk.Capability;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// The agents elsewhere that an operator has let join. Safe for any thread; [#join] waits.
///
/// A remote agent is fetched, checked and probed before it is listed. From then on it is an agent
/// like any other: the host awards, times, ends and pays its calls.
public final class RemoteAgents implements AutoCloseable {

  private static final int MOST_AGENTS = 1_000;

  private final Parts parts;
  private final Stop stop = new Stop();
  private final Map<String, Keeper> keepers = new LinkedHashMap<>(); // this

  /// How often remote agents are looked at.
  ///
  /// @param usual between two looks at one that is well
  /// @param trouble between a look that failed, or a call without an answer, and the next look;
  ///   doubled each time it fails again, up to the usual
  /// @param drain book time for calls that run when an agent is taken away, 0 to 24 hours
  public record Pace(Duration usual, Duration trouble, Duration drain) {

    /// Every minute, a second after trouble, half a minute for calls that run.
    public static final Pace USUAL =
        new Pace(Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(30));
  }

  /// What they need.
  ///
  /// @param host which hosts them
  /// @param http by which they are called
  /// @param known the capabilities that have records here, by name: none else can be sold
  /// @param runtime tells the calls of this runtime from those of others
  public record Parts(
      Host host,
      GuardedHttp http,
      Function<String, Optional<Capability<?, ?>>> known,
      String runtime,
      Pace pace) {}

  /// None yet.
  public RemoteAgents(Parts parts) {
    this.parts = parts;
  }

  /// Lets an agent join: looks at it once, and from then on again and again, whatever the first
  /// look finds. Waits for the first.
  ///
  /// @return why it is not listed now; empty if it is
  /// @throws IllegalArgumentException if one of that name has joined, or there are too many
  public Optional<String> join(RemoteListing listing) throws InterruptedException {
    Keeper keeper = add(listing);
    Optional<String> problem = keeper.look();
    keeper.start();
    return problem;
  }

  /// Lets several join, looking at all of them at once; waits for the first looks. What is wrong
  /// with one is in the log.
  ///
  /// @throws IllegalArgumentException as above
  public void joinAll(List<RemoteListing> listings) {
    List<Keeper> added = listings.stream().map(this::add).toList();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Keeper keeper : added) {
        var _ = each.submit(keeper::look);
      }
    } // waits
    added.forEach(Keeper::start);
  }

  private synchronized Keeper add(RemoteListing listing) {
    if (keepers.containsKey(listing.name()) || keepers.size() >= MOST_AGENTS) {
      throw new IllegalArgumentException(
          "a remote agent has that name, or there are " + MOST_AGENTS + ": " + listing.name());
    }
    Keeper keeper =
        new Keeper(
            listing,
            new CardReader(parts.http()),
            new AgentMaker(parts.http(), parts.known(), parts.runtime(), stop),
            parts.host(),
            parts.pace());
    keepers.put(listing.name(), keeper);
    return keeper;
  }

  /// Looks no more. Agents are not taken away, and from now on their tasks elsewhere are not
  /// cancelled, for calls that run go on at the next start. Before the host stops.
  @Override
  public synchronized void close() {
    stop.set();
    keepers.values().forEach(Keeper::stop);
  }
}
