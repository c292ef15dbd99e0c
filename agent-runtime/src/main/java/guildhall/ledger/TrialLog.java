package guildhall.ledger;

import java.util.Arrays;

/// What a trial has changed, three longs a change, taken back newest first. Off most of the time:
/// then it costs a look at a flag and allocates nothing.
final class TrialLog {

  private static final int WIDTH = 3;

  private long[] changes = new long[WIDTH * 64];
  private int end;
  private boolean on;

  boolean on() {
    return on;
  }

  /// @throws IllegalStateException if one is on
  void begin() {
    if (on) {
      throw new IllegalStateException("a trial is on");
    }
    on = true;
    end = 0;
  }

  /// Ends the trial once all changes were taken back.
  void end() {
    on = false;
  }

  void push(long what, long before, long more) {
    if (end == changes.length) {
      changes = Arrays.copyOf(changes, end * 2);
    }
    changes[end] = what;
    changes[end + 1] = before;
    changes[end + 2] = more;
    end += WIDTH;
  }

  /// Goes to the newest change that is left; false if none is.
  boolean pop() {
    if (end == 0) {
      return false;
    }
    end -= WIDTH;
    return true;
  }

  /// Of the change that [#pop] went to.
  long what() {
    return changes[end];
  }

  long before() {
    return changes[end + 1];
  }

  long more() {
    return changes[end + 2];
  }
}
