package guildhall.samples.run;

import java.util.List;

/// Commands a person can copy.
final class Curl {

  private static final String POST = "curl -s -X POST -H 'Content-Type: application/json' \\";

  private Curl() {}

  /// Approves what a task asks.
  ///
  /// @param task address of the task
  static List<String> approve(String task, String approval) {
    return List.of(
        "    approve: " + POST,
        "      -d '{\"approval\":\"" + approval + "\"}' \\",
        "      " + task + ":approve");
  }

  /// Cancels a task.
  static List<String> cancel(String task) {
    return List.of("    cancel:  curl -s -X POST " + task + ":cancel");
  }
}
