package guildhall.host.remote;

import static guildhall.toyworld.Toys.shouter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.host.remote.faultagent.FaultAgent;
import guildhall.outbound.AllowedOrigins;
import guildhall.outbound.faultpeer.Act;
import guildhall.sdk.Amount;
import guildhall.task.TaskState;
import guildhall.toyworld.Toys;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is listed, who is not and why, and for how long.
class JoiningTest {

  private static FaultAgent carded(String from, String to) throws Exception {
    assertThat(FaultAgent.usualCard()).contains(from);
    return new FaultAgent().saying(FaultAgent.usualCard().replace(from, to));
  }

  private static void assertRefused(FaultAgent agent, String why) throws Exception {
    try (var world = RemoteWorld.of(agent, RemoteWorld.ON_TROUBLE)) {
      assertThat(world.join()).get().asString().contains(why);
      assertThat(world.isListed()).isFalse();
      assertThat(world.toys.node().agents().capabilities()).isEmpty();
      assertThat(agent.heard("SendMessage")).isEmpty();
    }
  }

  @Test
  void join_goodCard_isListedWithoutAnyWorkAskedFor() throws Exception {
    try (var world = RemoteWorld.of(new FaultAgent(), RemoteWorld.ON_TROUBLE)) {
      assertThat(world.join()).isEmpty();
      assertThat(world.isListed()).isTrue();
      assertThat(world.agent.heard("GetTask")).hasSize(1);
      assertThat(world.agent.heard("SendMessage")).isEmpty();
    }
  }

  @Test
  void join_hostAlone_readsTheCardAtItsWellKnownPlace() throws Exception {
    try (var world = RemoteWorld.of(new FaultAgent(), RemoteWorld.ON_TROUBLE)) {
      var listing = new RemoteListing("far", URI.create(world.agent.origin()), "owner");
      assertThat(world.remotes.join(listing)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "1.0"}]              | "0.3"}]              | no interface of A2A 1.0
          "JSONRPC"            | "CARRIER-PIGEON"     | no interface of A2A 1.0
          http://127.0.0.1:PORT/rpc | nowhere         | no good url
          http://127.0.0.1:PORT/rpc | http://127.0.0.1:1/rpc | plain http
          http://127.0.0.1:PORT/rpc | https://169.254.169.254/rpc | link-local
          {"id": "shout"}, {"id": "once"} | ''        | 0 skills
          {"id": "shout"}      | {"name": "shout"}    | no id
          "name": "Faulty"     | "name": ""           | no name
          "fee": "1", "within": "PT9S" | "fee": 1     | fee for shout
          "fee": "1", "within": "PT9S" | "fee": "-1"  | fee for shout
          "fee": "1", "within": "PT9S" | "fee": "1e3" | fee for shout
          "PT9S"               | "9 seconds"          | within for shout
          "PT9S"               | "PT0S"               | within must be positive
          "quality": 900       | "quality": 1001      | quality for shout
          "extensions": [      | "extensions": [{"uri": "urn:x", "required": true}, | requires an extension
          "version": "1"       | "securityRequirements": [{"schemes": {"key": {}}}] | asks for credentials
          """)
  void join_cardThatIsNoGood_isRefusedWithASentence(String from, String to, String why)
      throws Exception {
    assertRefused(carded(from, to), why);
  }

  @Test
  void join_unknownCapabilities_isRefusedWithWhatIsNotKnown() throws Exception {
    String card = FaultAgent.usualCard().replace("toy.shout", "far.out").replace("toy.once", "a.b");
    assertRefused(new FaultAgent().saying(card), "no records are known here for far.out");
  }

  @Test
  void join_noPriceAnywhere_isRefusedUnlessTheOperatorSetsOne() throws Exception {
    String card =
        FaultAgent.usualCard()
            .replaceAll("\\{\"uri\".*(\\R.*){2}PT0.2S\"}}}}", "")
            .replace("\"id\": \"shout\"", "\"id\": \"toy.shout\"");
    assertRefused(new FaultAgent().saying(card), "neither its card nor the operator has set a fee");
    try (var world = RemoteWorld.of(new FaultAgent().saying(card), RemoteWorld.ON_TROUBLE)) {
      var priced =
          new RemoteListing(
              "far",
              world.agent.card(),
              "owner",
              Optional.of(Amount.credits("1")),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      assertThat(world.remotes.join(priced)).isEmpty();
      assertThat(world.toys.ready().end(world.submit("toy.shout", "hey")).state())
          .isEqualTo(TaskState.COMPLETED);
      var message = world.agent.heard("SendMessage").getFirst().path("message");
      assertThat(message.has("contextId")).as("not asked to take ids of callers").isFalse();
      world.assertPaid(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"redirect", "missing", "huge", "text", "array", "drop"})
  void join_cardThatIsNotHandedOut_isRefused(String how) throws Exception {
    try (var inner = new FaultAgent()) {
      Act act =
          switch (how) {
            case "redirect" -> new Act.Answer(302, "Location: " + inner.card() + "\r\n", "");
            case "missing" -> new Act.Answer(404, "", "{}");
            case "huge" -> new Act.Answer(200, "", " ".repeat(256 * 1024) + "{}");
            case "text" -> new Act.Answer(200, "", "<html>");
            case "array" -> new Act.Answer(200, "", "[]");
            default -> new Act.Drop(false);
          };
      assertRefused(new FaultAgent().next("card", act), "its card");
      assertThat(inner.heard("card")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "nothing",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"error\": {\"code\": -32601}}"
      })
  void join_doorThatDoesNotSpeakA2a_isRefused(String answer) throws Exception {
    assertRefused(
        new FaultAgent().next("GetTask", new Act.Answer(200, "", answer)),
        "asked for a task that does not exist");
  }

  @Test
  void join_originNotAllowed_isRefusedBeforeAnythingIsSent() throws Exception {
    try (var world = RemoteWorld.of(new FaultAgent(), RemoteWorld.ON_TROUBLE)) {
      var strict =
          world.toys.node().remoteAgents(AllowedOrigins.NONE, List.of(), RemoteWorld.ON_TROUBLE);
      assertThat(strict.join(world.listing())).get().asString().contains("plain http");
      assertThat(world.agent.heard("card")).isEmpty();
    }
  }

  @Test
  void join_nameThatIsHosted_isRefusedAndTheOneThereStays() throws Exception {
    try (var world = RemoteWorld.of(new FaultAgent(), RemoteWorld.ON_TROUBLE, shouter("far"))) {
      assertThat(world.join()).get().asString().contains("an agent of that name is hosted: far");
      assertThat(world.toys.ready().end(world.submit("toy.shout", "hey")).state())
          .isEqualTo(TaskState.COMPLETED);
      assertThat(world.toys.balance("far")).isEqualTo(RemoteWorld.PAID);
      assertThat(world.agent.heard("SendMessage")).isEmpty();
    }
  }

  @Test
  void join_sameNameTwice_isABug() throws Exception {
    try (var world = RemoteWorld.joined(new FaultAgent())) {
      assertThatThrownBy(world::join)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("far");
    }
  }

  @Test
  void look_agentGoneAndBack_isTakenAwayAndListedAgain() throws Exception {
    try (var world = RemoteWorld.of(new FaultAgent(), RemoteWorld.OFTEN)) {
      assertThat(world.join()).isEmpty();
      world.agent.die();
      world.awaitListed(false);
      world.agent.rise();
      world.awaitListed(true);

      assertThat(world.toys.ready().end(world.submit("toy.shout", "hey")).state())
          .isEqualTo(TaskState.COMPLETED);
      world.assertPaid(1);
    }
  }

  @Test
  void look_notThereAtFirst_isListedWhenItComes() throws Exception {
    try (var world = RemoteWorld.of(new FaultAgent(), RemoteWorld.OFTEN)) {
      world.agent.die();
      assertThat(world.join()).isPresent();
      world.agent.rise();
      world.awaitListed(true);
    }
  }

  @Test
  void look_cardHasChanged_isListedByTheNewOne() throws Exception {
    try (var world = RemoteWorld.of(new FaultAgent(), RemoteWorld.OFTEN)) {
      assertThat(world.join()).isEmpty();
      var _ =
          world.agent.saying(
              FaultAgent.usualCard()
                  .replace("\"toy.shout\", \"fee\": \"1\"", "\"toy.title\", \"fee\": \"1\""));
      world.awaitListed(false);
      var _ =
          world.agent.saying(
              FaultAgent.usualCard()
                  .replace("\"toy.shout\", \"fee\": \"1\"", "\"toy.shout\", \"fee\": \"2\""));
      world.awaitListed(true);

      assertThat(world.toys.ready().end(world.submit("toy.shout", "hey")).state())
          .isEqualTo(TaskState.COMPLETED);
      world.assertPaid(2);
    }
  }

  @Test
  void call_neverReached_isDeclinedAndTheRunnerUpDelivers() throws Exception {
    var near = shouter("near", Toys.ONE_CREDIT.withQuality(0));
    try (var world = RemoteWorld.joined(new FaultAgent(), near)) {
      world.agent.die();
      assertThat(world.buy("toy.shout", "hey").state()).isEqualTo(TaskState.COMPLETED);

      assertThat(world.toys.balance("owner")).isZero();
      assertThat(world.toys.balance("near")).isEqualTo(RemoteWorld.PAID);
      assertThat(world.toys.isSettled()).isTrue();
    }
  }
}
