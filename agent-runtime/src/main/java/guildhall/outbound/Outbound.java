package guildhall.outbound;

import guildhall.book.Book;
import guildhall.json.RecordJson;
import guildhall.sdk.Effect;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends effects to configured endpoints, each acknowledged at most once per key. Waits: for
/// virtual threads only.
public final class Outbound {

  private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);
  private static final Duration ONE_TRY = Duration.ofSeconds(5);
  private static final int MAX_ANSWER_BYTES = 64 * 1024;
  private static final int LONGEST_REFERENCE = 255;

  private final HttpClient client;
  private final Book book;
  private final Effects effects;
  private final Map<String, URI> endpoints;
  private final InstantSource clock;

  /// @param endpoints the operator's names and where they lead
  public Outbound(
      Vertx vertx, Book book, Effects effects, Map<String, URI> endpoints, InstantSource clock) {
    this.client = vertx.createHttpClient();
    this.book = book;
    this.effects = effects;
    this.endpoints = Map.copyOf(endpoints);
    this.clock = clock;
  }

  /// Sends `body` unless it was acknowledged before; tries again under the same key until the
  /// deadline.
  ///
  /// @throws IllegalArgumentException if there is no endpoint of that name here, or the key is
  ///   malformed
  public Effect send(String task, String endpoint, String key, Record body, Instant deadline)
      throws InterruptedException {
    URI address = endpoints.get(endpoint);
    if (address == null) {
      throw new IllegalArgumentException("no endpoint of that name is configured: " + endpoint);
    }
    if (!key.matches("[ -~]{1,255}")) {
      throw new IllegalArgumentException("a key is 1 to 255 printable ASCII characters: " + key);
    }
    Optional<String> known = book.await(_ -> effects.reference(task, endpoint, key));
    if (known.isPresent()) {
      return new Effect.Done(known.get());
    }
    Effect effect = untilDeadline(address, key, RecordJson.bytes(body), deadline);
    if (effect instanceof Effect.Done(var reference)) {
      book.await(draft -> {
        if (effects.reference(task, endpoint, key).isEmpty()) {
          draft.append(new EffectAcknowledged(task, endpoint, key, reference));
        }
        return true;
      });
    }
    return effect;
  }

  private Effect untilDeadline(URI address, String key, byte[] body, Instant deadline)
      throws InterruptedException {
    Duration pause = Duration.ofMillis(50);
    Effect last = new Effect.Unknown("not sent before the deadline");
    while (clock.instant().isBefore(deadline)) {
      last = once(address, key, body);
      if (!(last instanceof Effect.Unknown)) {
        return last;
      }
      TimeUnit.MILLISECONDS.sleep(
          Math.min(
              pause.toMillis(),
              Math.max(0, Duration.between(clock.instant(), deadline).toMillis())));
      pause = pause.compareTo(Duration.ofSeconds(2)) < 0 ? pause.multipliedBy(2) : pause;
    }
    return last;
  }

  private Effect once(URI address, String key, byte[] body) throws InterruptedException {
    RequestOptions options =
        new RequestOptions()
            .setAbsoluteURI(address.toString())
            .setMethod(HttpMethod.POST)
            .setFollowRedirects(false)
            .setTimeout(ONE_TRY.toMillis())
            .putHeader("Content-Type", "application/json")
            .putHeader("Idempotency-Key", key);
    try {
      return client
          .request(options)
          .compose(request -> exchange(request, body))
          .toCompletionStage()
          .toCompletableFuture()
          .get(ONE_TRY.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | CompletionException | TimeoutException e) {
      LOG.debug("no answer from {}", address, e);
      return new Effect.Unknown("no answer from the endpoint");
    }
  }

  /// Listens before it sends: an answer that finds nobody listening is lost.
  private static Future<Effect> exchange(HttpClientRequest request, byte[] body) {
    Future<Effect> effect =
        request
            .response()
            .compose(
                response -> response.body().map(answer -> read(response.statusCode(), answer)));
    var _ = request.end(Buffer.buffer(body));
    return effect;
  }

  private static Effect read(int status, Buffer answer) {
    if (status >= 200 && status < 300) {
      return new Effect.Done(reference(answer));
    }
    if (status >= 400 && status < 500 && status != 408 && status != 425 && status != 429) {
      return new Effect.Rejected(status, "the endpoint answered with status " + status);
    }
    return new Effect.Unknown("the endpoint answered with status " + status);
  }

  private static String reference(Buffer answer) {
    if (answer.length() == 0 || answer.length() > MAX_ANSWER_BYTES) {
      return "";
    }
    try {
      String said = RecordJson.readTree(answer.getBytes()).path("reference").asText("");
      String text = new String(said.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      return text.length() <= LONGEST_REFERENCE ? text : "";
    } catch (UncheckedIOException _) {
      return "";
    }
  }
}
