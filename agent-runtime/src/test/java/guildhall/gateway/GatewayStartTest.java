package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import guildhall.gateway.fixture.Door;
import guildhall.gateway.fixture.Door.Reply;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/// Starting where somebody else listens; and what the log is never told.
@ExtendWith(VertxExtension.class)
class GatewayStartTest {

  @Test
  void start_portTaken_failsAndSaysWhy(Vertx vertx, VertxTestContext context) {
    vertx
        .createNetServer(new NetServerOptions().setHost("127.0.0.1").setPort(0))
        .connectHandler(socket -> socket.close())
        .listen()
        .onComplete(
            context.succeeding(taken ->
                vertx
                    .executeBlocking(() -> failure(taken.actualPort()))
                    .onComplete(
                        context.succeeding(cause ->
                            context.verify(() -> {
                              assertThat(cause).hasMessageContaining("in use");
                              context.completeNow();
                            })))));
  }

  private static Throwable failure(int port) {
    try (Door door =
        Door.open(
            new guildhall.book.MemoryJournal(),
            config -> GatewayConfig.at("127.0.0.1", port, 1024))) {
      throw new IllegalStateException("it listens at " + door.gateway().actualPort());
    } catch (CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    }
  }

  @Test
  void administration_rightAndWrongKey_isNeverLogged() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger ours = (Logger) LoggerFactory.getLogger("guildhall");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Level before = ours.getLevel();
    log.start();
    root.addAppender(log);
    ours.setLevel(Level.TRACE);
    try (Door door = Door.open()) {
      String wrong = "cafe".repeat(16);
      Reply frozen =
          door.post(
              "/v1/admin/accounts/local:freeze", "", "Authorization", "Bearer " + Door.ADMIN_KEY);
      Reply refused =
          door.post("/v1/admin/accounts/local:freeze", "", "Authorization", "Bearer " + wrong);
      assertThat(frozen.status()).isEqualTo(200);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(frozen.text() + refused.text()).doesNotContain(Door.ADMIN_KEY, wrong);
      assertThat(List.copyOf(log.list))
          .isNotEmpty()
          .noneMatch(event -> event.getFormattedMessage().contains(Door.ADMIN_KEY))
          .noneMatch(event -> event.getFormattedMessage().contains(wrong));
    } finally {
      ours.setLevel(before);
      root.detachAppender(log);
    }
  }
}
