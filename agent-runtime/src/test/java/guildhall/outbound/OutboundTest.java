package guildhall.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.FactTypes;
import guildhall.book.MemoryJournal;
import guildhall.sdk.Effect;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Effects over real HTTP: acknowledged once, tried again under the same key, and honest about
/// doubt.
class OutboundTest {

  record Body(String text) {}

  private record Answer(int status, String body) {}

  private static final Body BODY = new Body("go");

  private final MemoryJournal journal = new MemoryJournal();
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private Book book;
  private Outbound outbound;

  OutboundTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    Effects effects = new Effects();
    book = open(effects);
    outbound = outbound(effects);
  }

  @AfterEach
  void close() throws Exception {
    server.stop(0);
    book.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Book open(Effects effects) throws IOException {
    return Book.open(
        new Book.Setup(
            journal,
            new FactTypes().add(1, EffectAcknowledged.class),
            List.of(effects),
            BookClock.system(),
            _ -> {},
            16));
  }

  private Outbound outbound(Effects effects) {
    URI here = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/desk");
    return new Outbound(vertx, book, effects, Map.of("desk", here), InstantSource.system());
  }

  private void restart() throws IOException {
    book.close();
    Effects effects = new Effects();
    book = open(effects);
    outbound = outbound(effects);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      received.add(
          exchange.getRequestHeaders().getFirst("Idempotency-Key")
              + " "
              + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      Answer answer = answers.isEmpty() ? new Answer(500, "") : answers.remove();
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Location", "/elsewhere");
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      // Writing even nothing after "no body" throws, and the server then closes the connection
      // under the request that came next on it.
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private void willAnswer(int status, String body) {
    answers.add(new Answer(status, body));
  }

  private Effect send(String key, long millis) throws InterruptedException {
    return outbound.send("t1", "desk", key, BODY, Instant.now().plusMillis(millis));
  }

  @Test
  void send_acknowledged_isNotSentAgainEvenAfterARestart() throws Exception {
    willAnswer(201, "{\"reference\":\"r-1\"}");
    assertThat(send("k", 20_000)).isEqualTo(new Effect.Done("r-1"));
    assertThat(send("k", 20_000)).isEqualTo(new Effect.Done("r-1"));
    restart();
    assertThat(send("k", 20_000)).isEqualTo(new Effect.Done("r-1"));
    assertThat(received).containsExactly("k {\"text\":\"go\"}");
  }

  @Test
  void send_otherKeyOrOtherTask_isAnotherEffect() throws Exception {
    willAnswer(200, "");
    willAnswer(200, "");
    willAnswer(200, "");
    assertThat(send("k", 20_000)).isEqualTo(new Effect.Done(""));
    assertThat(send("l", 20_000)).isEqualTo(new Effect.Done(""));
    assertThat(outbound.send("t2", "desk", "k", BODY, Instant.now().plusSeconds(20)))
        .isEqualTo(new Effect.Done(""));
    assertThat(received).hasSize(3);
  }

  @Test
  void send_fiveHundredThenOk_triesAgainUnderTheSameKey() throws Exception {
    willAnswer(500, "");
    willAnswer(429, "");
    willAnswer(503, "");
    willAnswer(200, "{\"reference\":\"r-2\"}");
    assertThat(send("k", 20_000)).isEqualTo(new Effect.Done("r-2"));
    assertThat(received).hasSize(4).allMatch(each -> each.startsWith("k "));
  }

  /// An answer must not come before somebody listens.
  @Test
  void send_manyAtOnce_hearsEveryAnswerAndSendsNothingTwice() throws Exception {
    int sends = 2000;
    for (int i = 0; i < sends; i++) {
      willAnswer(200, "");
    }
    List<Future<Effect>> sent = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < sends; i++) {
        String key = "k" + i;
        sent.add(threads.submit(() -> send(key, 60_000)));
      }
    }
    for (Future<Effect> each : sent) {
      assertThat(each.get()).isEqualTo(new Effect.Done(""));
    }
    assertThat(received).hasSize(sends).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 409, 422})
  void send_clientError_isRejectedAndMayBeSentAgain(int status) throws Exception {
    willAnswer(status, "");
    assertThat(send("k", 20_000))
        .isInstanceOfSatisfying(
            Effect.Rejected.class, rejected -> assertThat(rejected.status()).isEqualTo(status));
    willAnswer(200, "");
    assertThat(send("k", 20_000)).isEqualTo(new Effect.Done(""));
    assertThat(received).hasSize(2);
  }

  @Test
  void send_noAcknowledgementBeforeTheDeadline_isUnknownAndTriedAgainLater() throws Exception {
    assertThat(send("k", 300)).isInstanceOf(Effect.Unknown.class);
    assertThat(received).isNotEmpty();
    willAnswer(200, "{\"reference\":\"r-3\"}");
    assertThat(send("k", 20_000)).isEqualTo(new Effect.Done("r-3"));
  }

  @Test
  void send_afterTheDeadline_sendsNothing() throws Exception {
    assertThat(send("k", -1)).isInstanceOf(Effect.Unknown.class);
    assertThat(received).isEmpty();
  }

  @Test
  void send_redirect_isNotFollowed() throws Exception {
    willAnswer(302, "");
    assertThat(send("k", 300)).isInstanceOf(Effect.Unknown.class);
  }

  @Test
  void send_nobodyListens_isUnknown() throws Exception {
    server.stop(0);
    assertThat(send("k", 300)).isInstanceOf(Effect.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no json", "[]", "7", "{\"reference\":null}", "{}", " "})
  void send_answerWithoutAReference_isDoneAllTheSame(String body) throws Exception {
    willAnswer(200, body);
    assertThat(send("k", 20_000)).isInstanceOf(Effect.Done.class);
    assertThat(send("k", 20_000)).isInstanceOf(Effect.Done.class);
    assertThat(received).hasSize(1);
  }

  @Test
  void send_referenceTooLongForAnEntry_isDoneAllTheSame() throws Exception {
    willAnswer(200, "{\"reference\":\"" + "x".repeat(65_000) + "\"}");
    assertThat(send("k", 20_000)).isEqualTo(new Effect.Done(""));
    assertThat(send("k", 20_000)).isEqualTo(new Effect.Done(""));
    assertThat(received).hasSize(1);
  }

  @Test
  void send_unknownEndpointOrMalformedKey_isRefusedAndSendsNothing() {
    assertThatThrownBy(() -> outbound.send("t1", "moon", "k", BODY, Instant.now().plusSeconds(9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("moon");
    for (String key : List.of("", "a\r\nX-Evil: 1", "ä", "k".repeat(256))) {
      assertThatThrownBy(() -> send(key, 9000)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(received).isEmpty();
  }
}
