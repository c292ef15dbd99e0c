package guildhall.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What a listener has heard so far. Safe for any thread.
final class Heard implements Consumer<String> {

  private final StringBuilder text = new StringBuilder();

  @Override
  public synchronized void accept(String piece) {
    text.append(piece);
    notifyAll();
  }

  synchronized String text() {
    return text.toString();
  }

  synchronized int length() {
    return text.length();
  }

  /// Waits for so many chars, at most twenty seconds.
  synchronized void await(int chars) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (text.length() < chars && System.nanoTime() < until) {
      wait(100);
    }
    assertThat(text.length()).isGreaterThanOrEqualTo(chars);
  }
}
