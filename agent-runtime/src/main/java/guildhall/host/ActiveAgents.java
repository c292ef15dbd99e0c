package guildhall.host;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import guildhall.sdk.Agent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which agents are active. One is activated by its first call and stays so while calls run; then
/// it is idle, and passivated when it has been idle long enough or too many are. Safe for any
/// thread.
///
/// An agent is in `busy` or in `idle` or in neither. It moves only inside a `compute` of `busy`, so
/// that there is never a second activation beside one that is at work: the turns of its state are
/// one line.
final class ActiveAgents {

  private final Map<Agent, ActiveAgent> busy = new ConcurrentHashMap<>();
  private final Cache<Agent, ActiveAgent> idle;

  ActiveAgents(Passivation when, InstantSource clock) {
    idle =
        Caffeine.newBuilder()
            .maximumSize(when.mostIdle())
            .expireAfterWrite(when.idle())
            .ticker(() -> nanos(clock.instant()))
            .scheduler(Scheduler.systemScheduler())
            .<Agent, ActiveAgent>evictionListener(
                (_, agent, _) -> letGo(Objects.requireNonNull(agent)))
            .build();
  }

  private static long nanos(Instant time) {
    return Duration.between(Instant.EPOCH, time).toNanos();
  }

  /// A call arrives: its agent is active until it [#leave]s.
  ActiveAgent enter(Agent agent) {
    return busy.compute(
        agent,
        (_, active) -> {
          ActiveAgent entered = active == null ? awake(agent) : active;
          entered.occupants++;
          return entered;
        });
  }

  private ActiveAgent awake(Agent agent) {
    @Nullable ActiveAgent sleeping = idle.asMap().remove(agent);
    return sleeping == null ? new ActiveAgent(agent) : sleeping;
  }

  /// A call is over, and its handler has come back.
  void leave(ActiveAgent left) {
    var _ =
        busy.computeIfPresent(
            left.agent, (_, active) -> --active.occupants > 0 ? active : rest(active));
  }

  private @Nullable ActiveAgent rest(ActiveAgent active) {
    if (active.retired) {
      letGo(active);
    } else {
      idle.put(active.agent, active);
    }
    return null;
  }

  /// An agent is not hosted any more: it is let go as soon as none of its handlers is at work.
  void retire(Agent agent) {
    var _ =
        busy.compute(
            agent,
            (_, active) -> {
              if (active != null) {
                active.retired = true;
                return active;
              }
              @Nullable ActiveAgent sleeping = idle.asMap().remove(agent);
              if (sleeping != null) {
                letGo(sleeping);
              }
              return null;
            });
  }

  /// How full an agent is: 0 idle to 1000.
  int loadPermille(Agent agent) {
    @Nullable ActiveAgent active = busy.get(agent);
    return active == null ? 0 : active.loadPermille();
  }

  /// How many are active, idle ones included; about.
  long count() {
    return busy.size() + idle.estimatedSize();
  }

  /// Lets go now of those that are due.
  void cleanUp() {
    idle.cleanUp();
  }

  /// Lets go of those that are idle. For a host that has been stopped.
  void close() {
    idle.asMap().keySet().forEach(this::retire);
  }

  private static void letGo(ActiveAgent agent) {
    Thread.ofVirtual().name("passivate-" + agent.agent.name()).start(agent::close);
  }
}
