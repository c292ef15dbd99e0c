package guildhall.child;

import java.io.IOException;
import java.io.Serial;

/// What came over the socket is no message; its own text says why and is fit for a log.
public final class BadFrameException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  BadFrameException(String why) {
    super(why);
  }
}
