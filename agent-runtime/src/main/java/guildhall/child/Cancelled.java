package guildhall.child;

/// Whether nobody waits for a job any more.
final class Cancelled {

  private volatile boolean cancelled;

  void set() {
    cancelled = true;
  }

  boolean get() {
    return cancelled;
  }
}
