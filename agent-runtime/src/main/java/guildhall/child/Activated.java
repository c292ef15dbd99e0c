package guildhall.child;

import guildhall.sdk.Activation;
import guildhall.sdk.Handler;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The handler of a sale, made at its first call. It lives as long as its process.
final class Activated<I extends Record, O extends Record> {

  private final Activation<I, O> activation;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Handler<I, O> handler; // lock

  Activated(Activation<I, O> activation) {
    this.activation = activation;
  }

  /// Makes it unless that was done; waits for whoever does.
  Handler<I, O> get() throws Exception {
    lock.lockInterruptibly();
    try {
      Handler<I, O> made = handler == null ? activation.activate() : handler;
      handler = made;
      return made;
    } finally {
      lock.unlock();
    }
  }
}
