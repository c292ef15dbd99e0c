package guildhall.architecture.violations.ledger;

import java.io.IOException;
import java.io.InputStream;

/// Reads what the book does not say.
public final class ReadsAStream {

  /// The next byte.
  public int next(InputStream in) throws IOException {
    return in.read();
  }
}
