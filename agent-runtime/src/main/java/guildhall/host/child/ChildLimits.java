package guildhall.host.child;

import java.time.Duration;
import java.util.Set;

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
/// @param contributors principals in whose name its agents may contribute to datanets, at these
///   principals' cost, if they say that they are theirs
public record ChildLimits(
    int heapMebibytes,
    int processors,
    int threads,
    Duration silence,
    Duration grace,
    int ends,
    Duration window,
    Duration backOff,
    Set<String> contributors) {

  /// What is good for most.
  public static final ChildLimits USUAL = of(128, 2, 64);

  /// Copies the set.
  ///
  /// @throws IllegalArgumentException if a number is too small
  public ChildLimits {
    contributors = Set.copyOf(contributors);
    if (heapMebibytes < 16 || processors < 1 || threads < 1 || ends < 1) {
      throw new IllegalArgumentException("limits that nothing can live in");
    }
  }

  /// Contributing for nobody.
  public ChildLimits(
      int heapMebibytes,
      int processors,
      int threads,
      Duration silence,
      Duration grace,
      int ends,
      Duration window,
      Duration backOff) {
    this(heapMebibytes, processors, threads, silence, grace, ends, window, backOff, Set.of());
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

  /// The same, contributing for these and no others.
  public ChildLimits contributingFor(Set<String> principals) {
    return new ChildLimits(
        heapMebibytes, processors, threads, silence, grace, ends, window, backOff, principals);
  }
}
