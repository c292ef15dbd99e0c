package guildhall.simulation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks for a seed that goes wrong. Also called by name, in classes that were built from changed
/// sources.
public final class Search {

  private Search() {}

  /// What went wrong in the first bad seed from `first` on, or null if none of `count` was bad.
  public static @Nullable String firstWrong(long first, long count) throws IOException {
    List<String> wrong = new ArrayList<>();
    QuietLogs.whileRunning(() -> {
      for (long seed = first; seed < first + count && wrong.isEmpty(); seed++) {
        try {
          Simulation.run(seed, new Coverage());
        } catch (WrongRun e) {
          wrong.add(String.valueOf(e.getMessage()));
        }
      }
    });
    return wrong.isEmpty() ? null : wrong.getFirst();
  }
}
