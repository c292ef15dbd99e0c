package guildhall.host.child;

import java.time.Duration;

/// What the process of an untrusted jar may use, and what ends it. All times are real ones.
///
/// @param heapMebibytes of Java heap, 16 or more; other memory is bounded beside it
/// @param processors how many the process is to count on, 1 or more
/// @param threads how many platform threads the agents may have
/// @param silence without any message for so long it is ended
/// @param grace a job that was cancelled must end within this
/// @param ends so many ends within the window freeze its agents
/// @param window see `ends`
/// @param backOff before the second start after an end; twice as long before each further one
public record ChildLimits(
    int heapMebibytes,
    int processors,
    int threads,
    Duration silence,
    Duration grace,
    int ends,
    Duration window,
    Duration backOff) {

  /// What is good for most.
  public static final ChildLimits USUAL = of(128, 2, 64);

  /// @throws IllegalArgumentException if one is too small
  public ChildLimits {
    if (heapMebibytes < 16 || processors < 1 || threads < 1 || ends < 1) {
      throw new IllegalArgumentException("limits that nothing can live in");
    }
  }

  /// The usual ones but for these.
  public static ChildLimits of(int heapMebibytes, int processors, int threads) {
    return new ChildLimits(
        heapMebibytes,
        processors,
        threads,
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        5,
        Duration.ofMinutes(10),
        Duration.ofSeconds(1));
  }
}
