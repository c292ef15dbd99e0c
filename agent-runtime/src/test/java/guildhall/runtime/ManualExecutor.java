package guildhall.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/// Runs what it was given when the test says so, on the test's thread.
final class ManualExecutor implements Executor {

  private final Deque<Runnable> waiting = new ArrayDeque<>();

  @Override
  public void execute(Runnable work) {
    waiting.add(work);
  }

  int waiting() {
    return waiting.size();
  }

  /// Runs the oldest.
  void runOne() {
    waiting.remove().run();
  }

  /// Runs all.
  void runAll() {
    while (!waiting.isEmpty()) {
      runOne();
    }
  }
}
