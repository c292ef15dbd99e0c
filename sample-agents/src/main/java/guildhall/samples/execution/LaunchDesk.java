package guildhall.samples.execution;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The endpoint the samples send work packages to: takes each key once, also across restarts.
///
/// `POST /packages` with an `Idempotency-Key` and a JSON object answers `201` and `{"reference":
/// "LD-000001"}` the first time, `200` with the same reference whenever the key comes again.
/// Listens on the loopback address only; safe for any number of clients.
public final class LaunchDesk implements AutoCloseable {

  private static final int KEY_LENGTH_MAX = 255;
  private static final int BODY_BYTES_MAX = 64 * 1024;

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final EffectFile file;
  private final Map<String, String> references = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  private LaunchDesk(HttpServer server, EffectFile file) {
    this.server = server;
    this.file = file;
    file.lines().forEach(this::remember);
  }

  /// Opens the desk.
  ///
  /// @param file where effects are kept; created if it is not there
  /// @param port to listen on, 0 for any that is free
  public static LaunchDesk open(Path file, int port) throws IOException {
    EffectFile effects = EffectFile.open(file);
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      LaunchDesk desk = new LaunchDesk(HttpServer.create(address, 0), effects);
      desk.start();
      return desk;
    } catch (IOException e) {
      effects.close();
      throw e;
    }
  }

  private void start() {
    server.setExecutor(threads);
    server.createContext("/packages", this::serve);
    server.start();
  }

  /// Where packages are posted to.
  public URI address() {
    return URI.create("http://127.0.0.1:" + port() + "/packages");
  }

  /// The port it listens on.
  public int port() {
    return server.getAddress().getPort();
  }

  /// How often each key has had its effect: 1 for every key, or something is broken.
  public Map<String, Integer> effects() {
    synchronized (references) {
      return Map.copyOf(counts);
    }
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    threads.close();
    file.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
    if (!exchange.getRequestURI().getPath().equals("/packages")) {
      return problem(404, "only /packages is served");
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return problem(405, "packages are posted");
    }
    if (body.length > BODY_BYTES_MAX) {
      return problem(413, "a package has at most " + BODY_BYTES_MAX + " bytes");
    }
    if (!new String(body, StandardCharsets.UTF_8).strip().startsWith("{")) {
      return problem(400, "a package is a JSON object");
    }
    return accept(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
  }

  private Answer accept(@Nullable String key) throws IOException {
    if (key == null || key.isBlank() || key.length() > KEY_LENGTH_MAX) {
      return problem(400, "an Idempotency-Key of 1 to " + KEY_LENGTH_MAX + " characters is needed");
    }
    synchronized (references) {
      String known = references.get(key);
      if (known != null) {
        return new Answer(200, reference(known));
      }
      String fresh = String.format(Locale.ROOT, "LD-%06d", references.size() + 1);
      EffectFile.Line line = new EffectFile.Line(fresh, key);
      file.append(line);
      remember(line);
      return new Answer(201, reference(fresh));
    }
  }

  private void remember(EffectFile.Line line) {
    references.putIfAbsent(line.key(), line.reference());
    counts.merge(line.key(), 1, Integer::sum);
  }

  private static String reference(String reference) {
    return "{\"reference\": \"" + reference + "\"}";
  }

  private static Answer problem(int status, String sentence) {
    return new Answer(status, "{\"error\": \"" + sentence + "\"}");
  }
}
