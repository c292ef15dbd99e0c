package guildhall.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.outbound.GuardedHttp.Request;
import guildhall.outbound.faultpeer.Act;
import guildhall.outbound.faultpeer.Peer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where it goes and where it does not, over real sockets.
class GuardedHttpTest {

  private static final Resolver NOWHERE =
      host -> {
        throw new UnknownHostException(host);
      };

  private final Queue<Act> acts = new ArrayDeque<>();
  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final Vertx vertx = Vertx.vertx();
  private final Peer peer = new Peer(this::answer);

  GuardedHttpTest() throws IOException {}

  @AfterEach
  void close() throws Exception {
    peer.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private synchronized Peer.Reply answer(Peer.Request request) {
    received.add(request.line() + " " + request.head());
    arrived.countDown();
    return new Peer.Reply(acts.isEmpty() ? new Act.Honest() : acts.remove(), "{}");
  }

  private static Request to(String url) {
    return to(url, Duration.ofSeconds(20));
  }

  private static Request to(String url, Duration within) {
    return new Request(
        HttpMethod.POST, URI.create(url), Map.of("X-A", "b"), Optional.of("{}"), 1000, within);
  }

  private String here(String host) {
    return "http://" + host + ":" + peer.port() + "/a?b=c";
  }

  private GuardedHttp http(Resolver resolver, String... hosts) {
    StringBuilder allowed = new StringBuilder();
    for (String host : hosts) {
      allowed.append(host).append(':').append(peer.port()).append(',');
    }
    return new GuardedHttp(vertx, AllowedOrigins.parse(allowed.toString()), resolver);
  }

  private GuardedHttp http() {
    return http(Resolver.SYSTEM, "127.0.0.1");
  }

  private static Resolver fixed(String... addresses) {
    return _ -> {
      InetAddress[] all = new InetAddress[addresses.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = InetAddress.getByName(addresses[i]);
      }
      return List.of(all);
    };
  }

  private static void assertNotSent(Reply reply, String why) {
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.NotSent.class, notSent -> assertThat(notSent.why()).contains(why));
  }

  @Test
  void send_toAnAllowedOrigin_bringsTheAnswer() throws Exception {
    assertThat(http().send(to(here("127.0.0.1")))).isEqualTo(new Reply.Answered(200, "{}"));
    assertThat(received).singleElement().asString().startsWith("POST /a?b=c").contains("x-a: b");
  }

  /// What a peer says beyond one answer must not be taken for the answer to the next request.
  @Test
  void send_eachRequest_hasAConnectionOfItsOwn() throws Exception {
    GuardedHttp http = http();
    for (int i = 0; i < 5; i++) {
      acts.add(new Act.Twice());
      acts.add(new Act.Answer(201, "", ""));
      assertThat(http.send(to(here("127.0.0.1")))).isEqualTo(new Reply.Answered(200, "{}"));
      assertThat(http.send(to(here("127.0.0.1")))).isEqualTo(new Reply.Answered(201, ""));
    }
    assertThat(received).hasSize(10).allMatch(each -> each.contains("connection: close"));
  }

  /// An answer may be there before the thread that has sent the request goes on.
  @Test
  void send_quickAnswers_allOfThemAreHeard() throws Exception {
    GuardedHttp http = http();
    for (int i = 0; i < 2_000; i++) {
      assertThat(http.send(to(here("127.0.0.1")))).isEqualTo(new Reply.Answered(200, "{}"));
    }
  }

  @Test
  void send_byName_goesToTheResolvedAddressUnderThatName() throws Exception {
    GuardedHttp http = http(fixed("127.0.0.1"), "agents.example");
    assertThat(http.send(to(here("agents.example")))).isInstanceOf(Reply.Answered.class);
    assertThat(received).singleElement().asString().contains("host: agents.example:" + peer.port());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ftp://a.example/        | absolute https
          /relative               | absolute https
          mailto:a@a.example      | absolute https
          https://u:p@a.example/  | user
          https://u@a.example/    | user
          http://a.example/       | plain http
          http://127.0.0.1:1/     | plain http
          https://none.example/   | resolved
          """)
  void send_toAMalformedOrForbiddenAddress_isNotSent(String url, String why) throws Exception {
    assertNotSent(http(NOWHERE).send(to(url)), why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:PORT/", "https://localhost:PORT/", "https://127.1:PORT/",
        "https://2130706433:PORT/", "https://[::1]:PORT/", "https://[::ffff:127.0.0.1]:PORT/",
        "https://localhost.:PORT/", "https://0.0.0.0:PORT/", "https://[::]:PORT/"
      })
  void send_toThisMachineUnderAnyName_isNotSentUnlessAllowed(String url) throws Exception {
    Reply reply = http(Resolver.SYSTEM).send(to(url.replace("PORT", "" + peer.port())));
    assertThat(reply).isInstanceOf(Reply.NotSent.class);
    assertThat(((Reply.NotSent) reply).why())
        .containsAnyOf("is not called", "cannot be resolved", "absolute https");
    assertThat(received).isEmpty();
  }

  @Test
  void send_oneOfSeveralAddressesIsInner_isNotSent() throws Exception {
    GuardedHttp http = http(fixed("93.184.216.34", "10.0.0.7"));
    assertNotSent(http.send(to("https://mixed.example/")), "private");
  }

  /// The name is public when it is judged and this machine's when it would be asked again.
  @Test
  void send_nameThatChangesItsAddress_isResolvedOnce() throws Exception {
    Queue<String> asked = new ConcurrentLinkedQueue<>();
    Resolver rebinding =
        host -> {
          asked.add(host);
          return List.of(InetAddress.getByName(asked.size() == 1 ? "192.0.0.8" : "127.0.0.1"));
        };
    GuardedHttp http = http(rebinding);
    assertNotSent(http.send(to("https://rebind.example:" + peer.port() + "/")), "is not called");
    assertThat(asked).containsExactly("rebind.example");
    assertNotSent(http.send(to("https://rebind.example:" + peer.port() + "/")), "loopback");
    assertThat(received).isEmpty();
  }

  @Test
  void send_allowedOriginOnAnotherPort_isNotSent() throws Exception {
    try (Peer other = new Peer(_ -> new Peer.Reply(new Act.Honest(), "{}"))) {
      assertNotSent(http().send(to("http://127.0.0.1:" + other.port() + "/")), "plain http");
    }
  }

  @Test
  void send_redirect_isAnAnswerAndNotFollowed() throws Exception {
    try (Peer inner = new Peer(this::answer)) {
      acts.add(new Act.Answer(302, "Location: http://127.0.0.1:" + inner.port() + "/in\r\n", ""));
      assertThat(http().send(to(here("127.0.0.1")))).isEqualTo(new Reply.Answered(302, ""));
      assertThat(received).hasSize(1);
    }
  }

  @Test
  void send_answerOverTheLimit_isSpoilt() throws Exception {
    acts.add(new Act.Answer(200, "", "x".repeat(1001)));
    acts.add(new Act.Answer(200, "", "x".repeat(1000)));
    GuardedHttp http = http();
    assertThat(http.send(to(here("127.0.0.1")))).isInstanceOf(Reply.Spoilt.class);
    assertThat(http.send(to(here("127.0.0.1")))).isInstanceOf(Reply.Answered.class);
  }

  @Test
  void send_answerThatDrips_isLostAtTheDeadline() throws Exception {
    acts.add(new Act.Drip());
    assertThat(http().send(to(here("127.0.0.1"), Duration.ofMillis(300))))
        .isEqualTo(new Reply.Lost("no whole answer came in time"));
  }

  @Test
  void send_connectionDroppedAfterTheRequest_isLostAndNotRepeated() throws Exception {
    acts.add(new Act.Drop(false));
    assertThat(http().send(to(here("127.0.0.1")))).isInstanceOf(Reply.Lost.class);
    assertThat(received).hasSize(1);
  }

  @Test
  void send_nobodyListens_isNotSent() throws Exception {
    peer.close();
    assertNotSent(http().send(to(here("127.0.0.1"))), "no connection");
  }

  @Test
  void send_keepsFailing_isLeftAloneForAWhile() throws Exception {
    for (int i = 0; i < 5; i++) {
      acts.add(new Act.Answer(500, "", ""));
    }
    GuardedHttp http = http();
    for (int i = 0; i < 5; i++) {
      assertThat(http.send(to(here("127.0.0.1")))).isEqualTo(new Reply.Answered(500, ""));
    }
    assertNotSent(http.send(to(here("127.0.0.1"))), "failed too often");
    assertThat(received).hasSize(5);
  }

  @Test
  void send_plainHttpWhereTlsIsWanted_isNotSent() throws Exception {
    GuardedHttp http = http();
    assertNotSent(http.send(to(here("127.0.0.1").replace("http:", "https:"))), "no connection");
    assertThat(received).isEmpty();
  }

  /// Nobody vouches for this certificate, and the name in it is another.
  @Test
  void send_certificateThatNobodyVouchesFor_isNotSent(@TempDir Path folder) throws Exception {
    Path store = folder.resolve("store.p12");
    keytool(store);
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setKeyCertOptions(
                        new PfxOptions().setPath(store.toString()).setPassword("secret")))
            .requestHandler(request -> {
              received.add(request.path());
              var _ = request.response().end("{}");
            })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    String origin = "127.0.0.1:" + server.actualPort();
    GuardedHttp http = new GuardedHttp(vertx, AllowedOrigins.parse(origin));

    assertNotSent(http.send(to("https://" + origin + "/")), "no connection");
    assertThat(received).isEmpty();
  }

  private static void keytool(Path store) throws Exception {
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-dname",
                "CN=elsewhere.example",
                "-keyalg",
                "EC",
                "-storepass",
                "secret",
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
  }

  @Test
  void send_interrupted_breaksOff() throws Exception {
    acts.add(new Act.Hang());
    GuardedHttp http = http();
    try (ExecutorService one = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch interrupted = new CountDownLatch(1);
      Future<?> sending =
          one.submit(() -> {
            try {
              var _ = http.send(to(here("127.0.0.1")));
            } catch (InterruptedException _) {
              interrupted.countDown();
            }
          });
      assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(sending.cancel(true)).isTrue();
      assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  /// As many as there are places wait for answers; one more does not go out.
  @Test
  void send_tooManyAtOnce_isNotSent() throws Exception {
    CountDownLatch full = new CountDownLatch(32);
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor();
        Peer slow =
            new Peer(_ -> {
              full.countDown();
              return new Peer.Reply(new Act.Hang(), "");
            })) {
      String url = "http://127.0.0.1:" + slow.port() + "/";
      GuardedHttp http = new GuardedHttp(vertx, AllowedOrigins.parse("127.0.0.1:" + slow.port()));
      for (int i = 0; i < 32; i++) {
        var _ = many.submit(() -> http.send(to(url)));
      }
      assertThat(full.await(20, TimeUnit.SECONDS)).isTrue();
      assertNotSent(http.send(to(url, Duration.ofMillis(50))), "too many");
    }
  }
}
