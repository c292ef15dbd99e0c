package guildhall.runtime;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Something to close.
@FunctionalInterface
interface Closing {

  void close() throws IOException;

  /// Closes what a failure leaves open.
  static void after(Throwable failure, Closing closing) {
    try {
      closing.close();
    } catch (IOException notClosed) {
      failure.addSuppressed(notClosed);
    }
  }

  /// Closes each, whatever becomes of the others.
  static void all(Closing... all) throws IOException {
    @Nullable IOException failure = null;
    for (Closing each : all) {
      try {
        each.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
