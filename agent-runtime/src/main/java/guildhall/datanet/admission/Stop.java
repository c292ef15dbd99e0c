package guildhall.datanet.admission;

import java.io.IOException;

/// Ends the reading of an offering. Passes through streams and never leaves this package.
final class Stop extends IOException {

  private static final long serialVersionUID = 1;

  private final transient NotAdmitted why;

  Stop(Reason reason, String sentence) {
    this(reason, sentence, 0);
  }

  Stop(Reason reason, String sentence, long line) {
    this(new NotAdmitted(reason, sentence, line));
  }

  Stop(NotAdmitted why) {
    super(why.sentence());
    this.why = why;
  }

  NotAdmitted why() {
    return why;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this; // expected
  }
}
