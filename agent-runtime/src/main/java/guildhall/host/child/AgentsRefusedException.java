package guildhall.host.child;

import java.io.Serial;

/// A jar offers no agents; the message is the end of a sentence.
final class AgentsRefusedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  AgentsRefusedException(String why) {
    super(why, null, false, false);
  }
}
