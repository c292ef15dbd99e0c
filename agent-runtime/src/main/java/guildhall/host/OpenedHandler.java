package guildhall.host;

import guildhall.sdk.Activation;
import guildhall.sdk.Handler;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A handler of one activation, made when the first call needs it.
final class OpenedHandler<I extends Record, O extends Record> {

  private static final Logger LOG = LoggerFactory.getLogger(OpenedHandler.class);

  private final Activation<I, O> activation;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Handler<I, O> handler; // lock

  OpenedHandler(Activation<I, O> activation) {
    this.activation = activation;
  }

  /// Makes it unless that was done; waits for whoever does.
  Handler<I, O> get() throws Exception {
    lock.lockInterruptibly();
    try {
      if (handler == null) {
        handler = activation.activate();
      }
      return handler;
    } finally {
      lock.unlock();
    }
  }

  /// Closes it if it was made and can be closed.
  void close() {
    lock.lock();
    try {
      if (handler instanceof AutoCloseable closeable) {
        closeable.close();
      }
    } catch (Exception | LinkageError e) { // an author's close is nobody else's business
      LOG.warn("what an agent had opened could not be closed", e);
    } finally {
      handler = null;
      lock.unlock();
    }
  }
}
