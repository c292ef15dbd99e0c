package guildhall.simulation;

import org.jspecify.annotations.Nullable;

/// Looks for a seed that goes wrong. Also called by name, in classes that were built from changed
/// sources.
public final class Search {

  private Search() {}

  /// What went wrong in the first bad seed from `first` on, or null if none of `count` was bad.
  public static @Nullable String firstWrong(long first, long count) {
    for (long seed = first; seed < first + count; seed++) {
      try {
        Simulation.run(seed, new Coverage());
      } catch (WrongRun e) {
        return e.getMessage();
      }
    }
    return null;
  }
}
