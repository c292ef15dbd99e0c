package guildhall.host.child;

import java.io.Serial;

/// A child's process ended before what it was asked for.
final class ChildEndedException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  ChildEndedException() {
    super("its process ended", null, false, false);
  }
}
