package guildhall.outbound.faultpeer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// HTTP on a bare socket of this machine, so that every way of breaking it is possible.
public final class Peer implements AutoCloseable {

  private final ServerSocket listening;
  private final Function<Request, Reply> script;
  private final Thread listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// What has arrived.
  ///
  /// @param line method and target
  /// @param head its lines in lower case
  public record Request(String line, String head, String body) {}

  /// What goes back.
  ///
  /// @param act how
  /// @param body of an honest answer
  public record Reply(Act act, String body) {}

  /// Listens on a free port.
  public Peer(Function<Request, Reply> script) throws IOException {
    this(0, script);
  }

  /// Listens on this port.
  public Peer(int port, Function<Request, Reply> script) throws IOException {
    this.script = script;
    this.listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.listener = Thread.ofVirtual().name("peer").start(this::listen);
  }

  /// Where it listens.
  public int port() {
    return listening.getLocalPort();
  }

  private void listen() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        Thread.ofVirtual().name("peer-connection").start(() -> serve(socket));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String head = head(in);
      while (!head.isEmpty()) {
        String body = body(in, head);
        Request request =
            new Request(
                head.lines().findFirst().orElseThrow().replace(" HTTP/1.1", ""),
                head.toLowerCase(Locale.ROOT),
                body);
        if (!answer(socket.getOutputStream(), script.apply(request))) {
          return;
        }
        head = head(in);
      }
    } catch (IOException | InterruptedException _) {
      // whoever was there has gone, which is what this is for
    } finally {
      open.remove(socket);
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  private static String body(InputStream in, String head) throws IOException {
    int length =
        head.lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /// @return whether the connection goes on
  private boolean answer(OutputStream out, Reply reply) throws IOException, InterruptedException {
    switch (reply.act()) {
      case Act.Honest _ -> write(out, 200, "Content-Type: application/json\r\n", reply.body());
      case Act.Answer(var status, var headers, var body) -> write(out, status, headers, body);
      case Act.Drop _ -> {
        return false;
      }
      case Act.Twice _ -> {
        write(out, 200, "", reply.body());
        write(out, 200, "", reply.body());
      }
      case Act.Drip _ -> drip(out);
      case Act.Hang _ -> closed.await();
    }
    return true;
  }

  private static void write(OutputStream out, int status, String headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head = "HTTP/1.1 " + status + " x\r\n" + headers + "Content-Length: " + bytes.length;
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    whole.writeBytes(bytes);
    whole.writeTo(out); // at once, for the network waits between small parts
    out.flush();
  }

  private void drip(OutputStream out) throws IOException, InterruptedException {
    out.write(
        "HTTP/1.1 200 x\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    do {
      out.write(' ');
      out.flush();
    } while (!closed.await(20, TimeUnit.MILLISECONDS));
  }

  /// Listens no more and breaks what is open.
  @Override
  public void close() throws IOException {
    closed.countDown();
    listening.close();
    for (Socket each : open) {
      each.close();
    }
    try {
      listener.join(); // until then the port is not free
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
