package guildhall.simulation.faultdisk;

import java.util.EnumMap;
import java.util.Map;

/// How often each fault happened. One thread.
public final class FaultCounts {
  private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);

  /// Notes that it happened.
  public void add(Fault fault) {
    counts.merge(fault, 1L, Long::sum);
  }

  /// How often it happened.
  public long of(Fault fault) {
    return counts.getOrDefault(fault, 0L);
  }

  /// Adds what another has counted.
  public void addAll(FaultCounts other) {
    other.counts.forEach((fault, count) -> counts.merge(fault, count, Long::sum));
  }
}
