package guildhall.host.state;

import java.util.ArrayDeque;
import java.util.Deque;

/// The calls of one agent that use its state, one at a time, in the order in which they asked for
/// it.
public final class StateLine {

  private final Deque<Place> line = new ArrayDeque<>();

  /// The place of one call; it is not in the line before it asks. Safe for any thread.
  public Place place() {
    return new Place();
  }

  /// Where a call stands.
  public final class Place {

    private Place() {}

    private boolean left;

    /// Waits until it is the call's turn; returns at once if it is already.
    ///
    /// @throws IllegalStateException if the call has left
    void awaitTurn() throws InterruptedException {
      synchronized (line) {
        if (!left && !line.contains(this)) {
          line.add(this);
        }
        while (!left && line.peek() != this) {
          line.wait();
        }
        if (left) {
          throw new IllegalStateException("the call has ended, its agent's state is for others");
        }
      }
    }

    /// Leaves for good, whether it had its turn, waits for it, or never asked.
    public void leave() {
      synchronized (line) {
        left = true;
        line.remove(this);
        line.notifyAll();
      }
    }
  }
}
