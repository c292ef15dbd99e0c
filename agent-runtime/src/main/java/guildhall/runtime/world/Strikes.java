package guildhall.runtime.world;

import guildhall.sdk.spi.Fault;
import guildhall.sdk.spi.FaultPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Which faults have struck which calls of a world; it outlives crashes. Safe for any thread.
final class Strikes {

  private record Strike(Fault fault, String call) {}

  private record Kind(Fault fault, String capability) {}

  private record Waiter(Fault fault, int calls, CompletableFuture<Boolean> reached) {}

  private final Set<Strike> decided = new HashSet<>();
  private final Map<Kind, Integer> before = new HashMap<>();
  private final Map<Fault, Integer> struck = new HashMap<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private Optional<FaultPlan> plan = Optional.empty();

  synchronized void follow(FaultPlan next) {
    plan = Optional.of(next);
  }

  /// How long the answer of a call is to be held back, zero but for slow ones, if the fault strikes
  /// this call now; whoever asked makes it happen and says [#struck].
  synchronized Optional<Duration> strike(Fault fault, String capability, String call) {
    Strike strike = new Strike(fault, call);
    Kind kind = new Kind(fault, capability);
    int earlier = before.getOrDefault(kind, 0);
    if (decided.contains(strike)
        || plan.filter(each -> each.strikes(fault, capability, call, earlier)).isEmpty()) {
      return Optional.empty();
    }
    decided.add(strike);
    before.put(kind, earlier + 1);
    return plan.map(FaultPlan::delay);
  }

  /// It has happened.
  synchronized void struck(Fault fault) {
    int calls = struck.merge(fault, 1, Integer::sum);
    for (Waiter waiter : waiters) {
      if (waiter.fault() == fault && waiter.calls() <= calls) {
        waiter.reached().complete(true);
      }
    }
  }

  synchronized CompletableFuture<Boolean> reached(Fault fault, int calls) {
    Waiter waiter = new Waiter(fault, calls, new CompletableFuture<>());
    waiters.add(waiter);
    if (struck.getOrDefault(fault, 0) >= calls) {
      waiter.reached().complete(true);
    }
    return waiter.reached();
  }
}
