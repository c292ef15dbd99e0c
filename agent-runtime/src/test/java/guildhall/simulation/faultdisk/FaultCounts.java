package guildhall.simulation.faultdisk;

/// How often each fault happened. One thread.
public final class FaultCounts {
  private final long[] counts = new long[Fault.values().length];

  /// Notes that it happened.
  public void add(Fault fault) {
    counts[fault.ordinal()]++;
  }

  /// How often it happened.
  public long of(Fault fault) {
    return counts[fault.ordinal()];
  }

  /// Adds what another has counted.
  public void addAll(FaultCounts other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }
}
