package guildhall.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.BookClock;
import guildhall.export.ExportFormat;
import guildhall.json.RecordJson;
import guildhall.ledger.History;
import guildhall.ledger.Id;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A node that runs, asked over HTTP with the key for administration.
final class HttpNode implements Node {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final int SENDING = 20; // a body takes longer, and what is in it is looked at
  private static final int UNAUTHORIZED = 401;
  private static final Pattern BEFORE = Pattern.compile("[?&]before=(\\d+)");

  private final String address;
  private final String key;
  private final Duration patience;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /// @param address without a slash at its end
  HttpNode(String address, String key) {
    this(address, key, SILENCE);
  }

  /// @param patience how long a node may say nothing before it is given up
  HttpNode(String address, String key, Duration patience) {
    this.address = address;
    this.key = key;
    this.patience = patience;
  }

  @Override
  public ObjectNode stats() throws Failure {
    return get("/v1/admin/book");
  }

  @Override
  public ObjectNode verify() throws Failure {
    HttpRequest request = request("/v1/admin/book:verify").POST(BodyPublishers.noBody()).build();
    ObjectNode result = json(send(request, "the check broke off"));
    String brokeOff = result.path("brokeOff").asText("");
    if (!brokeOff.isEmpty()) {
      throw Failure.unknown(brokeOff);
    }
    return result;
  }

  @Override
  public ObjectNode reweigh(int threads) throws Failure {
    throw Failure.usage("answers are weighed again in the folder of a stopped node, with --data");
  }

  @Override
  public void export(ExportFormat format, long from, long to, OutputStream out)
      throws Failure, IOException {
    String path = "/v1/admin/book/export?format=" + format.code() + "&from=" + from + "&to=" + to;
    String lost = "the export broke off; what was written is not all";
    HttpResponse<InputStream> response = send(request(path).build(), lost);
    try (InputStream in = body(response)) {
      requireOk(response.statusCode(), in);
      requireType(format.contentType(), response);
      byte[] buffer = new byte[1 << 16];
      int read = read(in, buffer, lost);
      while (read >= 0) {
        out.write(buffer, 0, read);
        read = read(in, buffer, lost);
      }
    }
  }

  private void requireType(String type, HttpResponse<InputStream> response) throws Failure {
    if (!response.headers().firstValue("Content-Type").orElse("").equals(type)) {
      throw noNode();
    }
  }

  private Failure noNode() {
    return Failure.unknown("what answers at " + address + " is no Guildhall node");
  }

  private static int read(InputStream in, byte[] buffer, String lost) throws Failure {
    try {
      return in.read(buffer);
    } catch (IOException _) {
      throw Failure.unknown(lost);
    }
  }

  @Override
  public List<JsonNode> accounts(String after, int limit) throws Failure {
    String page = after.isEmpty() ? "" : "&after=" + encoded(after);
    List<JsonNode> accounts = new ArrayList<>();
    get("/v1/admin/accounts?limit=" + limit + page).path("accounts").forEach(accounts::add);
    return accounts;
  }

  @Override
  public ObjectNode account(String name) throws Failure {
    return get("/v1/accounts/" + segment(name));
  }

  @Override
  public Page statement(String account, History.Query query) throws Failure {
    StringBuilder path = new StringBuilder("/v1/accounts/");
    path.append(segment(account)).append("/statement?limit=").append(query.limit());
    path.append("&before=").append(query.before());
    if (query.fromMicros() > Long.MIN_VALUE) {
      path.append("&since=").append(BookClock.instant(query.fromMicros()));
    }
    if (query.untilMicros() < Long.MAX_VALUE) {
      path.append("&until=").append(BookClock.instant(query.untilMicros()));
    }
    query.reason().ifPresent(reason -> path.append("&reason=").append(encoded(reason)));
    return page(get(path.toString()), "lines");
  }

  private static Page page(ObjectNode json, String name) {
    List<JsonNode> found = new ArrayList<>();
    json.path(name).forEach(found::add);
    Matcher next = BEFORE.matcher(json.path("next").asText(""));
    return new Page(found, next.find() ? Long.parseLong(next.group(1)) : -1);
  }

  @Override
  public Page uses(String contributor, String datanet, int limit, long before) throws Failure {
    String only = datanet.isEmpty() ? "" : "&datanet=" + encoded(datanet);
    String path = "/v1/contributors/" + segment(contributor) + "/uses?limit=" + limit;
    return page(get(path + "&before=" + before + only), "uses");
  }

  @Override
  public ObjectNode forecast(String datanet) throws Failure {
    if (datanet.isEmpty() || datanet.equals(".") || datanet.equals("..")) {
      throw Failure.refused("there is no datanet \"" + datanet + "\" (datanet_not_found)");
    }
    return get("/v1/datanets/" + encoded(datanet) + "/forecast");
  }

  @Override
  public ObjectNode trialBalance() throws Failure {
    return get("/v1/admin/trial-balance");
  }

  @Override
  public ObjectNode open(String account, Map<String, String> details) throws Failure {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("account", account);
    details.forEach(body::put);
    return post("/v1/admin/accounts", body);
  }

  @Override
  public ObjectNode freeze(String account, boolean frozen) throws Failure {
    return post(
        "/v1/admin/accounts/" + segment(account) + (frozen ? ":freeze" : ":unfreeze"),
        JsonNodeFactory.instance.objectNode());
  }

  @Override
  public ObjectNode issue(String account, Id id, String amount, Map<String, String> details)
      throws Failure {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("id", id.toString()).put("amount", amount);
    details.forEach(body::put);
    return post("/v1/admin/accounts/" + segment(account) + ":issue", body);
  }

  /// What is at an address.
  ObjectNode get(String path) throws Failure {
    return json(send(request(path).build(), "the answer broke off"));
  }

  /// Like the other.
  ObjectNode get(Addressed at) throws Failure {
    return get(at.toString());
  }

  /// Has something done.
  ObjectNode post(String path, ObjectNode body) throws Failure {
    return write("POST", path, body);
  }

  /// Like the other.
  ObjectNode post(Addressed to, ObjectNode body) throws Failure {
    return post(to.toString(), body);
  }

  /// Puts something in its place.
  ObjectNode put(Addressed at, ObjectNode body) throws Failure {
    return write("PUT", at.toString(), body);
  }

  private ObjectNode write(String method, String path, ObjectNode body) throws Failure {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(RecordJson.bytes(body)))
            .build();
    return json(send(request, "it is not known whether this was done"));
  }

  /// Sends a body as it is.
  ///
  /// @param length of the body in bytes
  ObjectNode send(String path, String contentType, long length, Supplier<InputStream> body)
      throws Failure {
    HttpRequest request =
        request(path)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(body), length))
            .build();
    String lost = "it is not known whether it was taken; sending it again does no harm";
    return json(send(request, patience.multipliedBy(SENDING), lost));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .header("Authorization", "Bearer " + key);
  }

  /// Waits for the head of the answer. It is not the request that has a time limit: from Java 26 on
  /// that would be one for the whole body.
  private HttpResponse<InputStream> send(HttpRequest request, String lost) throws Failure {
    return send(request, patience, lost);
  }

  private HttpResponse<InputStream> send(HttpRequest request, Duration wait, String lost)
      throws Failure {
    try {
      return client
          .sendAsync(request, BodyHandlers.ofInputStream())
          .get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ConnectException
              || e.getCause() instanceof HttpConnectTimeoutException
          ? Failure.unknown("no node answers at " + address + "; nothing was done")
          : Failure.unknown("the node at " + address + " did not answer: " + lost);
    } catch (TimeoutException _) {
      throw Failure.unknown("the node at " + address + " did not answer: " + lost);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Failure.unknown("interrupted: " + lost);
    }
  }

  private InputStream body(HttpResponse<InputStream> response) {
    return new WatchedInput(response.body(), patience);
  }

  private ObjectNode json(HttpResponse<InputStream> response) throws Failure {
    try (InputStream in = body(response)) {
      requireOk(response.statusCode(), in);
      if (RecordJson.mapper().readTree(in.readAllBytes()) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException _) {
      // told below
    } catch (IOException _) {
      throw Failure.unknown("the node at " + address + " broke off in the middle of its answer");
    }
    throw noNode();
  }

  private void requireOk(int status, InputStream in) throws Failure, IOException {
    if (status < 300) {
      return;
    }
    JsonNode error;
    try {
      error = RecordJson.mapper().readTree(in.readAllBytes()).path("error");
    } catch (JsonProcessingException _) {
      error = JsonNodeFactory.instance.objectNode();
    }
    String code = error.path("code").asText("");
    if (code.isEmpty()) {
      throw noNode();
    }
    if (status == UNAUTHORIZED) {
      throw Failure.refused("the node at " + address + " has another key (" + code + ")");
    }
    String message = error.path("message").asText();
    String field = error.path("path").asText("");
    boolean pointed = field.length() > 1 && message.startsWith(field);
    String sentence = (pointed ? message.substring(1) : message) + " (" + code + ")";
    throw status < 500 ? Failure.refused(sentence) : Failure.unknown(sentence);
  }

  /// The part of an address that names an account. What cannot stand there is none.
  static String segment(String account) throws Failure {
    if (account.isEmpty() || account.equals(".") || account.equals("..")) {
      throw Failure.refused("there is no account \"" + account + "\" (account_not_found)");
    }
    return encoded(account);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
