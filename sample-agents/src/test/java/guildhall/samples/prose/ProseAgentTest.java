package guildhall.samples.prose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import guildhall.samples.fakecall.FakeMarket;
import guildhall.samples.prose.Prose.Draft;
import guildhall.samples.prose.Prose.Polished;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProseAgentTest {

  private static final String ANSWER =
      """
      {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [
        {"index": 0, "finish_reason": "stop",
         "message": {"role": "assistant", "content": "Much better."}}],
       "usage": {"prompt_tokens": 30, "completion_tokens": 12, "total_tokens": 42}}
      """;

  private final HttpServer server;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String answer = ANSWER;

  ProseAgentTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    server.createContext(
        "/v1/chat/completions",
        exchange -> {
          try (exchange) {
            byte[] asked = exchange.getRequestBody().readAllBytes();
            heard.add(exchange.getRequestHeaders().getFirst("Authorization"));
            heard.add(new String(asked, StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Outcome<Polished> polish() throws InterruptedException {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    FakeMarket market = new FakeMarket(List.of(ProseAgent.create(url, "key-1", "tiny")), List.of());
    return market.buy(Prose.POLISH, new Draft("It is good."), Ask.atMost(Amount.credits("1")));
  }

  @Test
  void polish_answer_isDeliveredForTheTokensReported() throws Exception {
    Outcome<Polished> outcome = polish();
    assertThat(outcome.orThrow()).isEqualTo(new Polished("Much better."));
    assertThat(outcome.spent()).isEqualTo(Amount.micros(4200));
    assertThat(heard.get(0)).isEqualTo("Bearer key-1");
    assertThat(heard.get(1)).contains("tiny").contains("It is good.");
  }

  @Test
  void polish_moreTokensThanQuoted_isChargedTheQuote() throws Exception {
    answer = ANSWER.replace("\"total_tokens\": 42", "\"total_tokens\": 9999999");
    assertThat(polish().spent()).isEqualTo(ProseAgent.quote(new Draft("It is good.")).fee());
  }

  @Test
  void polish_noUsageReported_isChargedTheQuote() throws Exception {
    answer = ANSWER.replaceAll("(?s),\\s*\"usage\".*", "}");
    assertThat(polish().spent()).isEqualTo(ProseAgent.quote(new Draft("It is good.")).fee());
  }

  @Test
  void polish_endpointFails_isRefusedWithoutItsWords() throws Exception {
    status = 500;
    answer = "{\"error\": {\"message\": \"secret detail\"}}";
    assertThat(polish())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).doesNotContain("secret"));
  }

  @Test
  void polish_emptyAnswer_isRefused() throws Exception {
    answer = ANSWER.replace("Much better.", " ");
    assertThat(polish()).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void polish_nobodyListens_isRefused() throws Exception {
    server.stop(0);
    assertThat(polish()).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void polish_answerIsNoJson_isRefused() throws Exception {
    answer = "<html>busy</html>";
    assertThat(polish()).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void polish_interrupted_ends() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::polish).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }
}
