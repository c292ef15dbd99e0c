package guildhall.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.MemoryJournal;
import guildhall.datanet.admission.Declaration;
import guildhall.datanet.admission.Offering;
import guildhall.gateway.fixture.Door;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Whoever waits for what becomes of an offering is told that it is still looked at, and nothing
/// closes the connection for being quiet.
class LongOfferingTest {

  private static final Duration SIGN = Duration.ofMillis(20);

  private final CountDownLatch read = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  private Door door() throws Exception {
    Door door =
        Door.open(
            new MemoryJournal(),
            config -> config.withPatience(SIGN, config.slowPeer(), config.afterEnd()));
    String charter = "{\"purpose\": \"What is drunk.\", \"licences\": [\"CC0-1.0\"]}";
    assertThat(door.ask("PUT", "/v1/datanets/wine", charter).status()).isEqualTo(201);
    return door;
  }

  private static Socket offered(Door door, String version) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.gateway().actualPort());
    socket.setSoTimeout(20_000);
    String head =
        "POST /v1/datanets/wine/contributions?licence=CC0-1.0&consent=true&name=a HTTP/"
            + version
            + "\r\nHost: 127.0.0.1:"
            + door.gateway().actualPort()
            + "\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nRed wine.";
    socket.getOutputStream().write(head.getBytes(US_ASCII));
    return socket;
  }

  private static String line(BufferedReader in) throws IOException {
    return String.valueOf(in.readLine());
  }

  @Test
  void offering_othersAreJudgedFirst_isToldAgainAndAgainAndAnswered() throws Exception {
    try (Door door = door()) {
      Thread other = Thread.ofVirtual().start(() -> hold(door));
      assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
      try (Socket socket = offered(door, "1.1");
          BufferedReader in =
              new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
        for (int i = 0; i < 5; i++) {
          assertThat(line(in)).isEqualTo("HTTP/1.1 100 Continue");
          assertThat(line(in)).isEmpty();
        }
        end.countDown();
        String status = line(in);
        while (status.equals("HTTP/1.1 100 Continue")) {
          assertThat(line(in)).isEmpty();
          status = line(in);
        }
        assertThat(status).isEqualTo("HTTP/1.1 200 OK");
      }
      other.join();
    }
  }

  /// Version 1.0 has no such answers.
  @Test
  void offering_ofAnOldClient_isAnsweredOnce() throws Exception {
    try (Door door = door();
        Socket socket = offered(door, "1.0");
        BufferedReader in =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      assertThat(line(in)).startsWith("HTTP/1.0 200");
    }
  }

  /// An offering of somebody else's that does not come to its end.
  private void hold(Door door) {
    InputStream stuck =
        new InputStream() {
          @Override
          public int read() throws IOException {
            read.countDown();
            try {
              end.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return -1;
          }

          @Override
          public int read(byte[] into, int from, int most) throws IOException {
            return read();
          }
        };
    try {
      var _ =
          door.world()
              .node()
              .curating()
              .desk()
              .contribute(
                  "wine",
                  "eve",
                  "item",
                  new Offering.Text("a", stuck),
                  new Declaration(Optional.of("CC0-1.0"), true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
