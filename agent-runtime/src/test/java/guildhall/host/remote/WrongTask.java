package guildhall.host.remote;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.host.remote.faultagent.FaultAgent;
import guildhall.json.RecordJson;
import guildhall.outbound.AllowedOrigins;
import guildhall.outbound.faultpeer.Act;
import guildhall.outbound.faultpeer.Peer;
import guildhall.toyworld.Toys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The door of an agent whose results are always the same, whatever is asked; it knows no task when
/// probed. Where the result is a task, a send gets a task that is at work.
final class WrongTask implements AutoCloseable {

  private final FaultAgent agent;
  private final String result;
  private final Peer peer;
  private final AtomicInteger probes = new AtomicInteger();

  WrongTask(FaultAgent agent, String result) throws IOException {
    this.agent = agent;
    this.result = result;
    this.peer = new Peer(request -> new Peer.Reply(new Act.Honest(), answer(request.body())));
  }

  int port() {
    return peer.port();
  }

  /// Remote agents that may call this door too.
  RemoteAgents remotes(RemoteWorld world) {
    return world
        .toys
        .node()
        .remoteAgents(
            AllowedOrigins.parse(agent.allowed() + ",127.0.0.1:" + port()),
            List.of(Toys.SHOUT, Toys.ONCE),
            RemoteWorld.ON_TROUBLE);
  }

  private String answer(String body) {
    JsonNode call = RecordJson.readTree(body.getBytes(StandardCharsets.UTF_8));
    String head = "{\"jsonrpc\": \"2.0\", \"id\": " + call.path("id") + ", ";
    String method = call.path("method").asText();
    if (method.equals("GetTask") && probes.getAndIncrement() == 0) {
      return head + "\"error\": {\"code\": -32001, \"message\": \"no\"}}";
    }
    if (method.equals("SendMessage") && result.contains("TASK_STATE")) {
      String status = "\"status\": {\"state\": \"TASK_STATE_WORKING\"}";
      return head + "\"result\": {\"task\": {\"id\": \"task-1\", " + status + "}}}";
    }
    return head + "\"result\": " + result + "}";
  }

  @Override
  public void close() throws IOException {
    peer.close();
  }
}
