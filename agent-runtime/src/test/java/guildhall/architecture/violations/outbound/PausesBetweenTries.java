package guildhall.architecture.violations.outbound;

import io.vertx.core.http.HttpClient;
import java.util.concurrent.TimeUnit;

/// Breaks nothing: a pause between two tries, and the one client.
public record PausesBetweenTries(HttpClient client) {

  /// Waits.
  public void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(10);
  }
}
