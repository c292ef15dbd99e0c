package guildhall.host.child;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.datanet.Contribution;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What a call offers, through the socket.
class HonestChildTest extends ZooTest {

  private static final BlockingQueue<String> SENT = new LinkedBlockingQueue<>();
  private static final HttpServer DESK = desk();

  private static HttpServer desk() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            SENT.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void closeDesk() {
    DESK.stop(0);
  }

  @Override
  ToyWorld world() {
    URI desk = URI.create("http://127.0.0.1:" + DESK.getAddress().getPort() + "/");
    return ToyWorld.on(
            new MemoryJournal(),
            new MemoryContentStore(),
            Map.of("desk", desk),
            Toys.shouter("shouter"),
            spare())
        .ready();
  }

  @Test
  void send_recordOfTheJarsOwn_arrivesAsItsJson() throws Exception {
    deploy();
    assertThat(served("send")).isEqualTo("Done[reference=]");
    assertThat(SENT.poll(10, TimeUnit.SECONDS)).isEqualTo("{\"text\":\"text\",\"numbers\":[1,2]}");
  }

  @Test
  void deploy_jar_isBoughtFromThroughTheMarketAndPaid() throws Exception {
    deploy();
    assertThat(done("hello")).isEqualTo("hello there");
    assertThat(world.balance("beast")).isEqualTo(ROYAL);
    assertThat(world.balance("spare")).isZero();
    assertThat(world.isSettled()).isTrue();
  }

  @Test
  void process_whatItHas_isNothingOfTheRuntime() throws Exception {
    deploy();
    assertThat(done("runtime")).isEqualTo("not found");
    assertThat(done("where"))
        .startsWith("[LC_ALL, MALLOC_ARENA_MAX] ")
        .doesNotContain("vertx", "agent-runtime", "logback", "PATH");
  }

  @Test
  void buy_throughTheSocket_paysBoth() throws Exception {
    deploy();
    assertThat(served("buy")).isEqualTo("hi! 1 cr");
    assertThat(served("fan")).isEqualTo("[a!, b!, c!] 3 3 cr");
    assertThat(served("quotes")).isEqualTo("shouter");
    assertThat(served("nobody")).startsWith("no offer");
    assertThat(world.balance("shouter")).isEqualTo(4 * ROYAL);
    assertThat(world.balance("clerk")).isEqualTo(4 * ROYAL);
    assertThat(world.balance("local")).isEqualTo(FUND - 8 * CREDIT);
    assertThat(world.isSettled()).isTrue();
  }

  @Test
  void call_whatItSays_isAsInTheRuntime() throws Exception {
    deploy();
    assertThat(served("budget")).matches("10 cr .*/a#0 true");
    assertThat(served("tell")).isEqualTo("told");
    assertThat(world.balance("clerk")).isEqualTo(ROYAL + ROYAL / 2);
    assertThat(world.isSettled()).isTrue();
  }

  @Test
  void state_writtenWithThePayment_isThereInTheNextProcess() throws Exception {
    deploy();
    assertThat(served("count")).isEqualTo("1");
    assertThat(served("count-fail")).isEqualTo("agent_threw");
    assertThat(served("count")).isEqualTo("2");
    assertThat(served("too-much")).contains("at most 65536");
    jars().undeploy(jar);
    deploy();
    assertThat(served("count")).isEqualTo("3");
    assertThat(served("forget")).isEqualTo("gone");
    assertThat(served("count")).isEqualTo("1");
  }

  @Test
  void datanet_searched_isEvidence() throws Exception {
    var _ =
        world
            .node()
            .publish("facts", List.of(contribution("f1", "Tea is drunk in the afternoon.")));
    deploy();
    assertThat(served("search")).isEqualTo("facts1 Tea is drunk in the afternoon.");
    assertThat(served("no-datanet")).contains("none");
    assertThat(world.balance("clerk")).isEqualTo(ROYAL + 750_000);
    assertThat(world.isSettled()).isTrue();
  }

  private static Contribution contribution(String id, String text) {
    return new Contribution(id, "writer", text, Map.of());
  }
}
