package guildhall.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A body that is given up when a read of it gets nothing for too long, so that nobody waits for a
/// node that hangs. The time between two reads does not count.
final class WatchedInput extends FilterInputStream {

  private static final long NOT_READING = Long.MAX_VALUE;

  private final long patienceNanos;
  private final long started = System.nanoTime();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long readingSince = NOT_READING; // nanos after the start

  WatchedInput(InputStream in, Duration patience) {
    super(in);
    this.patienceNanos = patience.toNanos();
    Thread.ofVirtual().name("watched-input").start(this::watch);
  }

  private void watch() {
    try {
      while (!closed.await(patienceNanos / 4, TimeUnit.NANOSECONDS)) {
        if (elapsed() - readingSince > patienceNanos) {
          close();
        }
      }
    } catch (InterruptedException | IOException _) {
      closed.countDown(); // whoever reads is told by the read
    }
  }

  private long elapsed() {
    return System.nanoTime() - started;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    readingSince = elapsed();
    try {
      return super.read(bytes, from, length);
    } finally {
      readingSince = NOT_READING;
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    super.close();
  }
}
