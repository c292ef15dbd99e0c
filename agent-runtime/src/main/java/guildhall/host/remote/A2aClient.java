package guildhall.host.remote;

import guildhall.outbound.GuardedHttp;
import guildhall.outbound.Reply;
import java.time.Duration;
import java.util.UUID;

/// Speaks A2A 1.0 to one agent. Waits: for virtual threads only.
final class A2aClient {

  private static final int TOO_MANY_REQUESTS = 429;

  private final GuardedHttp http;
  private final Wire wire;

  A2aClient(GuardedHttp http, AgentCard card) {
    this.http = http;
    this.wire = Wire.of(card.door(), card.keepsContexts());
  }

  /// Asks once.
  Said ask(Operation operation, Duration within) throws InterruptedException {
    String id = UUID.randomUUID().toString();
    return switch (http.send(wire.request(operation, id, within))) {
      case Reply.Answered answer when answer.status() >= 500 ->
          new Said.Lost("it answered with status " + answer.status());
      case Reply.Answered answer when answer.status() == TOO_MANY_REQUESTS ->
          new Said.NotSent("it has too much to do");
      case Reply.Answered answer -> wire.read(operation, id, answer);
      case Reply.Spoilt(var why) -> new Said.Fault(0, why);
      case Reply.NotSent(var why) -> new Said.NotSent(why);
      case Reply.Lost(var why) -> new Said.Lost(why);
    };
  }
}
