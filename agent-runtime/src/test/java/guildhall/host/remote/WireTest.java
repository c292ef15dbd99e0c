package guildhall.host.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import guildhall.host.remote.AgentCard.Binding;
import guildhall.host.remote.AgentCard.Door;
import guildhall.outbound.GuardedHttp.Request;
import guildhall.outbound.Reply;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The two forms of A2A, said and read.
class WireTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Wire REST = wire(Binding.HTTP_JSON, "");
  private static final Wire RPC = wire(Binding.JSONRPC, "");

  private static Wire wire(Binding binding, String tenant) {
    return Wire.of(new Door(URI.create("https://a.example/v1"), binding, tenant), true);
  }

  private static Operation operation(String name) {
    return switch (name) {
      case "send" -> new Operation.Send(JsonNodeFactory.instance.objectNode().put("m", 1));
      case "get" -> new Operation.Get("t/1 ä");
      case "find" -> new Operation.Find("c&d");
      default -> new Operation.Cancel("t?2");
    };
  }

  @ParameterizedTest
  @CsvSource({
    "send,   '', POST, https://a.example/v1/message:send",
    "get,    '', GET,  https://a.example/v1/tasks/t%2F1%20%C3%A4?historyLength=0",
    "find,   '', GET,  https://a.example/v1/tasks?pageSize=1&contextId=c%26d",
    "cancel, '', POST, https://a.example/v1/tasks/t%3F2:cancel",
    "send,   me, POST, https://a.example/v1/me/message:send"
  })
  void rest_eachOperation_hasItsPlace(String name, String tenant, String method, String url) {
    Request request = wire(Binding.HTTP_JSON, tenant).request(operation(name), "1", SECOND);
    assertThat(request.method().name()).isEqualTo(method);
    assertThat(request.address()).hasToString(url);
    assertThat(request.headers())
        .containsEntry("A2A-Version", "1.0")
        .containsEntry("A2A-Extensions", SkillPrice.EXTENSION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          send   | '' | {"jsonrpc":"2.0","id":"7","method":"SendMessage","params":{"m":1}}
          get    | '' | {"jsonrpc":"2.0","id":"7","method":"GetTask","params":{"id":"t/1 ä","historyLength":0}}
          find   | '' | {"jsonrpc":"2.0","id":"7","method":"ListTasks","params":{"contextId":"c&d","pageSize":1}}
          cancel | me | {"jsonrpc":"2.0","id":"7","method":"CancelTask","params":{"id":"t?2","tenant":"me"}}
          """)
  void rpc_eachOperation_isACall(String name, String tenant, String body) {
    Request request = wire(Binding.JSONRPC, tenant).request(operation(name), "7", SECOND);
    assertThat(request.body()).contains(body);
    assertThat(request.address()).hasToString("https://a.example/v1");
  }

  @Test
  void rest_taskNotFound_isReadByItsReason() {
    String body =
        """
        {"error": {"code": 404, "details": [{"reason": "TASK_NOT_FOUND", "domain": "x"}]}}
        """;
    assertThat(REST.read(operation("get"), "1", new Reply.Answered(404, body)).isNotFound())
        .isTrue();
    assertThat(REST.read(operation("get"), "1", new Reply.Answered(404, "{}")).isNotFound())
        .isFalse();
    assertThat(REST.read(operation("get"), "1", new Reply.Answered(200, "<html>")))
        .isInstanceOf(Said.Fault.class);
  }

  @Test
  void result_ofASend_isATaskOrAMessage() {
    String task = "{\"task\": {\"id\": \"t\", \"status\": {\"state\": \"TASK_STATE_WORKING\"}}}";
    assertThat(REST.read(operation("send"), "1", new Reply.Answered(200, task)))
        .isInstanceOfSatisfying(
            Said.Task.class,
            said -> assertThat(said.task().state()).isEqualTo("TASK_STATE_WORKING"));
    String message = "{\"message\": {\"parts\": [{\"data\": {\"a\": 1}}]}}";
    assertThat(REST.read(operation("send"), "1", new Reply.Answered(200, message)))
        .isInstanceOf(Said.Message.class);
  }

  @Test
  void result_listWithoutTasks_isNotFound() {
    assertThat(
            REST.read(operation("find"), "1", new Reply.Answered(200, "{\"tasks\": []}"))
                .isNotFound())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id": "7", "result": {"id": "other", "status": {"state": "TASK_STATE_WORKING"}}} | another task
          {"id": "7", "result": {"id": "t/1 ä"}}                                            | not what A2A 1.0
          {"result": {"id": "t/1 ä", "status": {"state": "TASK_STATE_WORKING"}}}            | does not say to what
          {"id": "7"}                                                                       | not what A2A 1.0
          {"id": "7", "error": {"code": -32601, "message": "x"}}                            | error -32601
          """)
  void rpc_answersThatDoNotFit_areFaults(String body, String why) {
    assertThat(RPC.read(operation("get"), "7", new Reply.Answered(200, body)))
        .isInstanceOfSatisfying(
            Said.Fault.class, fault -> assertThat(fault.sentence()).contains(why));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"result\": {}", "\"error\": {\"code\": -32001}"})
  void rpc_answerToAnotherRequest_isNone(String rest) {
    String body = "{\"id\": \"8\", " + rest + "}";
    assertThat(RPC.read(operation("get"), "7", new Reply.Answered(200, body)))
        .isInstanceOf(Said.Lost.class);
  }
}
