package guildhall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import guildhall.export.ExportFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody waits for a node that hangs.
@Timeout(30)
class HttpNodeTest {

  private static final Duration PATIENCE = Duration.ofMillis(400);
  private static final String TYPE = ExportFormat.CSV.contentType();
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n";

  /// Answers the first request with a text and then says no more.
  private static void answer(ServerSocket server, String text) {
    Thread.ofVirtual()
        .start(() -> {
          try (Socket socket = server.accept();
              InputStream in = socket.getInputStream()) {
            var _ = in.read(new byte[4096]);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            while (in.read() >= 0) {
              // until it is given up
            }
          } catch (IOException _) {
            // given up
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", HEAD, HEAD + "1\r\n\n\r\n"})
  void ask_nodeFallsSilent_isGivenUp(String said) throws Exception {
    for (boolean verify : List.of(true, false)) {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          HttpNode node =
              new HttpNode(
                  "http://127.0.0.1:" + server.getLocalPort(), "f00d".repeat(16), PATIENCE)) {
        answer(server, said.formatted(TYPE));
        Failure failure =
            catchThrowableOfType(
                Failure.class,
                () -> {
                  if (verify) {
                    var _ = node.verify();
                  } else {
                    node.export(ExportFormat.CSV, 0, 1, OutputStream.nullOutputStream());
                  }
                });
        assertThat(failure.exitStatus()).isEqualTo(Failure.UNKNOWN);
      }
    }
  }

  private static HttpNode node(ServerSocket server) {
    return new HttpNode(
        "http://127.0.0.1:" + server.getLocalPort(), "f00d".repeat(16), Duration.ofSeconds(20));
  }

  private static String ok(String type, String body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(type, body.length(), body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/jsonl", "text/csv"})
  void export_answerOfSomethingElse_isNoBook(String type) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HttpNode node = node(server)) {
      answer(server, ok(type, "<p>It works!</p>"));
      Failure failure =
          catchThrowableOfType(Failure.class, () -> node.export(ExportFormat.CSV, 0, 1, out));
      assertThat(failure.exitStatus()).isEqualTo(Failure.UNKNOWN);
      assertThat(failure.sentence()).contains("is no Guildhall node");
    }
    assertThat(out.size()).isZero();
  }

  @Test
  void export_answerOfANode_isTheBook() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HttpNode node = node(server)) {
      answer(server, ok(ExportFormat.JSONL.contentType(), "{}"));
      node.export(ExportFormat.JSONL, 0, 1, out);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{}");
  }

  @Test
  void verify_checkBrokeOff_isNotToldAsDamage() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HttpNode node = node(server)) {
      answer(
          server,
          ok("application/json", "{\"ok\":false,\"brokeOff\":\"it broke off before entry 7\"}"));
      Failure failure = catchThrowableOfType(Failure.class, node::verify);
      assertThat(failure.exitStatus()).isEqualTo(Failure.UNKNOWN);
      assertThat(failure.sentence()).isEqualTo("it broke off before entry 7");
    }
  }

  @Test
  void read_slowReader_isNotWhatCounts() throws Exception {
    InputStream two =
        new ByteArrayInputStream(new byte[] {1, 2}) {
          @Override
          public void close() {
            count = 0;
          }
        };
    try (WatchedInput watched = new WatchedInput(two, Duration.ofMillis(20))) {
      assertThat(watched.read()).isEqualTo(1);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      assertThat(watched.read()).isEqualTo(2);
    }
  }
}
