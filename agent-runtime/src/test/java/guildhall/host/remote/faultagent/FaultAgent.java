package guildhall.host.remote.faultagent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.json.RecordJson;
import guildhall.outbound.faultpeer.Act;
import guildhall.outbound.faultpeer.Peer;
import guildhall.outbound.faultpeer.Peer.Reply;
import guildhall.outbound.faultpeer.Peer.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/// An A2A agent over JSON-RPC that shouts, and that breaks the wire when told. Safe for any thread.
public final class FaultAgent implements AutoCloseable {

  private static final String CARD =
      """
      {"name": "Faulty", "description": "shouts", "version": "1",
       "supportedInterfaces": [
         {"url": "grpc://127.0.0.1", "protocolBinding": "GRPC", "protocolVersion": "1.0"},
         {"url": "http://127.0.0.1:PORT/rpc", "protocolBinding": "JSONRPC", "protocolVersion": "1.0"}],
       "capabilities": {"extensions": [
         {"uri": "https://guildhall.dev/a2a/pricing/v1", "params": {"skills": {
            "shout": {"capability": "toy.shout", "fee": "1", "within": "PT9S", "quality": 900},
            "once": {"capability": "toy.once", "fee": "1", "within": "PT0.2S"}}}}]},
       "skills": [{"id": "shout"}, {"id": "once"}]}
      """;

  private final Map<String, Queue<Act>> acts = new HashMap<>();
  private final Map<String, List<JsonNode>> heard = new HashMap<>();
  private final Map<String, ObjectNode> tasks = new LinkedHashMap<>();
  private final Map<String, String> taskOfMessage = new HashMap<>();
  private String card = CARD;
  private String state = "TASK_STATE_COMPLETED";
  private String note = "";
  private String word = "!";
  private int done;
  private Peer peer;

  /// An honest one.
  public FaultAgent() throws IOException {
    this.peer = new Peer(this::script);
  }

  /// Where its card is.
  public URI card() {
    return URI.create(origin() + "/.well-known/agent-card.json");
  }

  /// Where it is.
  public String origin() {
    return "http://127.0.0.1:" + peer.port();
  }

  /// As `remote.allow` wants it.
  public String allowed() {
    return "127.0.0.1:" + peer.port();
  }

  /// Its card from now on; `PORT` stands for its port.
  public synchronized FaultAgent saying(String text) {
    card = text;
    return this;
  }

  /// What its card says at first.
  public static String usualCard() {
    return CARD;
  }

  /// Its tasks are left in this state from now on, with a word about it.
  public synchronized FaultAgent leaving(String taskState, String about) {
    state = taskState;
    note = about;
    return this;
  }

  /// What it appends to a word from now on.
  public synchronized FaultAgent appending(String text) {
    word = text;
    return this;
  }

  /// What becomes of the next request of that method; `card` for its card.
  public synchronized FaultAgent next(String method, Act act) {
    acts.computeIfAbsent(method, _ -> new ArrayDeque<>()).add(act);
    return this;
  }

  /// The params of all requests of that method so far.
  public synchronized List<JsonNode> heard(String method) {
    return List.copyOf(heard.getOrDefault(method, List.of()));
  }

  /// Waits until it has heard so many such requests, now or earlier.
  public synchronized void awaitHeard(String method, int times) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (heard(method).size() < times) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError(method + " came " + heard(method).size() + " times");
      }
      wait(left);
    }
  }

  /// How many messages it has worked on.
  public synchronized int done() {
    return done;
  }

  /// All tasks so far are completed.
  public synchronized void complete() {
    state = "TASK_STATE_COMPLETED";
    tasks.values().forEach(task -> task.set("status", status()));
  }

  /// It knows its tasks no more.
  public synchronized void forget() {
    tasks.clear();
    taskOfMessage.clear();
  }

  /// It is not there any more.
  public void die() throws IOException {
    peer.close();
  }

  /// It is there again, at the same place, and knows what it knew.
  public void rise() throws IOException {
    peer = new Peer(peer.port(), this::script);
  }

  private synchronized Reply script(Request request) {
    if (request.line().startsWith("GET ")) {
      Act act = take("card", JsonNodeFactory.instance.objectNode());
      return new Reply(act, card.replace("PORT", String.valueOf(peer.port())));
    }
    JsonNode call = RecordJson.readTree(request.body().getBytes(StandardCharsets.UTF_8));
    String method = call.path("method").asText();
    Act act = take(method, call.path("params"));
    boolean works = act instanceof Act.Honest || act instanceof Act.Twice;
    if (!works && !(act instanceof Act.Drop(var done) && done)) {
      return new Reply(act, "");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    answer.set("id", call.path("id"));
    answer.setAll(work(method, call.path("params")));
    return new Reply(act, answer.toString());
  }

  private Act take(String method, JsonNode params) {
    heard.computeIfAbsent(method, _ -> new ArrayList<>()).add(params);
    notifyAll();
    Queue<Act> queue = acts.getOrDefault(method, new ArrayDeque<>());
    return queue.isEmpty() ? new Act.Honest() : queue.remove();
  }

  private ObjectNode work(String method, JsonNode params) {
    String id = params.path("id").asText();
    return switch (method) {
      case "SendMessage" -> result(JsonNodeFactory.instance.objectNode().set("task", send(params)));
      case "ListTasks" -> result(list(params.path("contextId").asText()));
      case "GetTask" -> tasks.containsKey(id) ? result(tasks.get(id)) : error(-32001);
      case "CancelTask" -> tasks.containsKey(id) ? result(tasks.get(id)) : error(-32001);
      default -> error(-32601);
    };
  }

  /// Once for each message id.
  private ObjectNode send(JsonNode params) {
    JsonNode message = params.path("message");
    String id =
        taskOfMessage.computeIfAbsent(
            message.path("messageId").asText(), _ -> "task-" + (taskOfMessage.size() + 1));
    return tasks.computeIfAbsent(
        id,
        _ -> {
          done++;
          ObjectNode task = JsonNodeFactory.instance.objectNode().put("id", id);
          task.put("contextId", message.path("contextId").asText());
          task.set("status", status());
          String said = message.path("parts").path(0).path("data").path("word").asText();
          task.putArray("artifacts")
              .addObject()
              .putArray("parts")
              .addObject()
              .putObject("data")
              .put("word", said + word);
          return task;
        });
  }

  private ObjectNode status() {
    ObjectNode status = JsonNodeFactory.instance.objectNode().put("state", state);
    if (!note.isEmpty()) {
      status.putObject("message").putArray("parts").addObject().put("text", note);
    }
    return status;
  }

  private ObjectNode list(String context) {
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    tasks.values().stream()
        .filter(task -> task.path("contextId").asText().equals(context))
        .forEach(found::add);
    return JsonNodeFactory.instance.objectNode().set("tasks", found);
  }

  private static ObjectNode result(JsonNode result) {
    return JsonNodeFactory.instance.objectNode().set("result", result);
  }

  private static ObjectNode error(int code) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.putObject("error").put("code", code).put("message", "no");
    return error;
  }

  @Override
  public void close() throws IOException {
    peer.close();
  }
}
