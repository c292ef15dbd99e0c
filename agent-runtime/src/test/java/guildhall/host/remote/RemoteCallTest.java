package guildhall.host.remote;

import static guildhall.host.remote.RemoteWorld.joined;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.shouter;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.host.remote.faultagent.FaultAgent;
import guildhall.outbound.faultpeer.Act;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Terms;
import guildhall.task.TaskState;
import guildhall.task.TaskView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls of a remote agent: what is done once and paid once, and what is not paid.
class RemoteCallTest {

  private static final Act LOST_BEFORE = new Act.Drop(false);
  private static final Act LOST_AFTER = new Act.Drop(true);

  private static Act status(int status) {
    return new Act.Answer(status, "", "");
  }

  private static Act saying(String body) {
    return new Act.Answer(200, "Content-Type: application/json\r\n", body);
  }

  private static long messageIds(FaultAgent agent) {
    return agent.heard("SendMessage").stream()
        .map(each -> each.path("message").path("messageId").asText())
        .distinct()
        .count();
  }

  @Test
  void buy_fromARemoteAgent_isDeliveredAndPaidToItsOwner() throws Exception {
    try (var world = joined(new FaultAgent())) {
      assertThat(world.buy("toy.shout", "hey").state()).isEqualTo(TaskState.COMPLETED);
      assertThat(world.agent.done()).isEqualTo(1);
      world.assertPaid(1);
    }
  }

  @Test
  void buy_itsMessage_hasTheInputAndSaysTheSkill() throws Exception {
    try (var world = joined(new FaultAgent())) {
      var _ = world.buy("toy.shout", "hey");

      JsonNode message = world.agent.heard("SendMessage").getFirst().path("message");
      assertThat(message.path("parts").path(0).path("data").path("word").asText()).isEqualTo("hey");
      assertThat(message.path("metadata").path(SkillPrice.EXTENSION).path("skill").asText())
          .isEqualTo("shout");
      assertThat(message.path("contextId").asText()).isNotEmpty();
    }
  }

  @Test
  void buy_twoCalls_haveIdsOfTheirOwn() throws Exception {
    try (var world = joined(new FaultAgent())) {
      var _ = world.buy("toy.shout", "hey");
      var _ = world.buy("toy.shout", "hey");

      assertThat(messageIds(world.agent)).isEqualTo(2);
      world.assertPaid(2);
    }
  }

  /// Lost on the way there, lost on the way back, an error of the server: sent again under its id.
  @ParameterizedTest
  @ValueSource(strings = {"before", "after", "500", "503", "429", "other id"})
  void send_noGoodAnswerAtFirst_isSentAgainDoneOnceAndPaidOnce(String fault) throws Exception {
    Act act =
        switch (fault) {
          case "before" -> LOST_BEFORE;
          case "after" -> LOST_AFTER;
          case "other id" -> saying("{\"jsonrpc\": \"2.0\", \"id\": \"1\", \"result\": {}}");
          default -> status(Integer.parseInt(fault));
        };
    try (var world = joined(new FaultAgent().next("SendMessage", act).next("SendMessage", act))) {
      assertThat(world.buy("toy.shout", "hey").state()).isEqualTo(TaskState.COMPLETED);

      assertThat(world.agent.heard("SendMessage")).hasSize(3);
      assertThat(messageIds(world.agent)).isEqualTo(1);
      assertThat(world.agent.done()).isEqualTo(1);
      world.assertPaid(1);
    }
  }

  @Test
  void once_answerLostAfterItWasDone_isFoundByItsContextAndNotSentAgain() throws Exception {
    try (var world = joined(new FaultAgent().next("SendMessage", LOST_AFTER))) {
      assertThat(world.buy("toy.once", "hey").state()).isEqualTo(TaskState.COMPLETED);

      assertThat(world.agent.heard("SendMessage")).hasSize(1);
      assertThat(world.agent.heard("ListTasks")).isNotEmpty();
      assertThat(world.agent.done()).isEqualTo(1);
      world.assertPaid(1);
    }
  }

  @Test
  void once_nobodyKnowsWhetherItArrived_isNotSentAgainAndLate() throws Exception {
    try (var world = joined(new FaultAgent().next("SendMessage", LOST_BEFORE))) {
      TaskView task = world.buy("toy.once", "hey");

      assertThat(task.code()).isEqualTo("deadline_passed");
      assertThat(world.agent.heard("SendMessage")).hasSize(1);
      assertThat(world.agent.done()).isZero();
      world.assertPaid(0);
    }
  }

  @Test
  void once_cannotBeAskedAboutEither_waitsForTheDeadline() throws Exception {
    String card = FaultAgent.usualCard().replace(SkillPrice.EXTENSION, "urn:other");
    String named = card.replace("\"id\": \"once\"", "\"id\": \"toy.once\"");
    try (var world =
        RemoteWorld.of(
            new FaultAgent().saying(named).next("SendMessage", LOST_AFTER),
            RemoteWorld.ON_TROUBLE)) {
      assertThat(world.remotes.join(listing(world, "1", Duration.ofMillis(200)))).isEmpty();
      TaskView task = world.toys.ready().end(world.submit("toy.once", "hey"));

      assertThat(task.code()).isEqualTo("deadline_passed");
      assertThat(world.agent.heard("SendMessage")).hasSize(1);
      assertThat(world.agent.heard("ListTasks")).isEmpty();
      world.assertPaid(0);
    }
  }

  private static RemoteListing listing(RemoteWorld world, String fee, Duration within) {
    return new RemoteListing(
        "far",
        world.agent.card(),
        "owner",
        Optional.of(Amount.credits(fee)),
        Optional.of(within),
        Optional.of(123),
        Optional.empty());
  }

  @Test
  void once_cannotHaveArrived_isSentAgain() throws Exception {
    try (var world = joined(new FaultAgent().next("SendMessage", status(429)))) {
      assertThat(world.buy("toy.once", "hey").state()).isEqualTo(TaskState.COMPLETED);
      world.assertPaid(1);
    }
  }

  @Test
  void late_completesAfterTheDeadline_isNotPaidAndIsCancelledThere() throws Exception {
    try (var world = joined(new FaultAgent().leaving("TASK_STATE_WORKING", "hm"))) {
      assertThat(world.buy("toy.once", "hey").code()).isEqualTo("deadline_passed");

      world.agent.complete();
      world.agent.awaitHeard("CancelTask", 1);
      world.assertPaid(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"drip", "hang"})
  void late_answerNeverEnds_isNotPaid(String how) throws Exception {
    Act act = how.equals("drip") ? new Act.Drip() : new Act.Hang();
    try (var world = joined(new FaultAgent().next("SendMessage", act))) {
      assertThat(world.buy("toy.once", "hey").code()).isEqualTo("deadline_passed");
      world.assertPaid(0);
    }
  }

  @Test
  void working_thenCompleted_tellsTheProgressAndIsPaid() throws Exception {
    try (var world =
        joined(new FaultAgent().leaving("TASK_STATE_WORKING", "half\u0007\n\u202Eway"))) {
      String task = world.submit("toy.shout", "hey");
      var told = world.toys.await(task, event -> event.data().toString().contains("half"));
      assertThat(told.data().toString()).contains("half   way");
      world.agent.complete();

      assertThat(world.toys.end(task).state()).isEqualTo(TaskState.COMPLETED);
      world.assertPaid(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TASK_STATE_FAILED         | agent_threw | the agent has failed and says: no paper
          TASK_STATE_REJECTED       | refused     | the agent says: no paper
          TASK_STATE_CANCELED       | agent_threw | the agent has cancelled its task
          TASK_STATE_INPUT_REQUIRED | agent_threw | the agent asks for more than the input, which a call cannot give
          TASK_STATE_AUTH_REQUIRED  | agent_threw | the agent asks for credentials, and a call hands none over
          TASK_STATE_DREAMING       | agent_threw | the agent's task is in a state that A2A 1.0 does not know
          """)
  void ends_otherThanCompleted_areNotPaidAndSayWhy(String state, String code, String reason)
      throws Exception {
    try (var world = joined(new FaultAgent().leaving(state, "no paper"))) {
      TaskView task = world.buy("toy.shout", "hey");

      assertThat(task.code()).isEqualTo(code);
      assertThat(task.reason()).isEqualTo("step a: far: " + reason);
      world.assertPaid(0);
    }
  }

  @Test
  void inputRequired_theTaskThere_isCancelled() throws Exception {
    try (var world = joined(new FaultAgent().leaving("TASK_STATE_INPUT_REQUIRED", ""))) {
      var _ = world.buy("toy.shout", "hey");
      world.agent.awaitHeard("CancelTask", 1);
    }
  }

  @Test
  void failed_itsWordsAreLongAndOdd_arePutIntoOneShortLine() throws Exception {
    String odd = "line\nbreak\u0000 " + "x".repeat(5000);
    try (var world = joined(new FaultAgent().leaving("TASK_STATE_FAILED", odd))) {
      String reason = world.buy("toy.shout", "hey").reason();

      assertThat(reason)
          .startsWith("step a: far: the agent has failed and says: line break")
          .hasSizeLessThan(260);
      assertThat(reason.chars()).noneMatch(Character::isISOControl);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not JSON at all                                                                 | no JSON
          []                                                                              | no JSON
          {"jsonrpc": "2.0", "id": null, "error": {"code": -32603, "message": "secret"}}   | the error -32603
          """)
  void answer_thatIsNone_isTheAgentsFailureAndNotPaid(String body, String reason) throws Exception {
    try (var world = joined(new FaultAgent().next("SendMessage", saying(body)))) {
      TaskView task = world.buy("toy.shout", "hey");

      assertThat(task.code()).isEqualTo("agent_threw");
      assertThat(task.reason()).contains(reason).doesNotContain("secret");
      world.assertPaid(0);
    }
  }

  @Test
  void answer_isHuge_isCutOffAndNotPaid() throws Exception {
    Act huge = saying("\"" + "x".repeat(Wire.MOST_BYTES) + "\"");
    try (var world = joined(new FaultAgent().next("SendMessage", huge))) {
      TaskView task = world.buy("toy.shout", "hey");

      assertThat(task.code()).isEqualTo("agent_threw");
      assertThat(task.reason()).contains("longer than " + Wire.MOST_BYTES + " bytes");
      world.assertPaid(0);
    }
  }

  @Test
  void answer_redirectsElsewhere_isNotFollowedAndNotPaid() throws Exception {
    try (var world = joined(new FaultAgent());
        var inner = new FaultAgent()) {
      var _ =
          world.agent.next(
              "SendMessage", new Act.Answer(307, "Location: " + inner.origin() + "/rpc\r\n", ""));

      assertThat(world.buy("toy.shout", "hey").code()).isEqualTo("agent_threw");
      assertThat(inner.heard("SendMessage")).isEmpty();
      world.assertPaid(0);
    }
  }

  @Test
  void answer_comesTwice_isTakenOnceAndTheNextCallGetsItsOwn() throws Exception {
    try (var world = joined(new FaultAgent().next("SendMessage", new Act.Twice()))) {
      TaskView first = world.buy("toy.shout", "first");
      TaskView second = world.buy("toy.shout", "second");

      assertThat(List.of(first.reason(), second.reason())).containsOnly("");
      assertThat(List.of(first.state(), second.state())).containsOnly(TaskState.COMPLETED);
      assertThat(world.agent.done()).isEqualTo(2);
      assertThat(first.result()).isNotEqualTo(second.result());
      world.assertPaid(2);
    }
  }

  @Test
  void get_answersForAnotherTask_isTheAgentsFailureAndNotPaid() throws Exception {
    String other = "{\"id\": \"task-9\", \"status\": {\"state\": \"TASK_STATE_COMPLETED\"}}";
    try (var agent = new FaultAgent().leaving("TASK_STATE_WORKING", "");
        var door = new WrongTask(agent, other);
        var world = RemoteWorld.of(agent, RemoteWorld.ON_TROUBLE)) {
      var _ = agent.saying(FaultAgent.usualCard().replace("PORT/rpc", door.port() + "/rpc"));
      var remotes = door.remotes(world);
      assertThat(remotes.join(world.listing())).isEmpty();
      TaskView task = world.toys.ready().end(world.submit("toy.shout", "hey"));

      assertThat(task.reason()).contains("another task than it was asked about");
      world.assertPaid(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"word\": 7}", "{\"word\": \"x\", \"more\": 1}", "{}"})
  void result_doesNotFitTheRecord_isInvalidAndNotPaid(String data) throws Exception {
    String message = "{\"message\": {\"parts\": [{\"text\": \"here\"}, {\"data\": " + data + "}]}}";
    try (var agent = new FaultAgent();
        var door = new WrongTask(agent, message);
        var world = RemoteWorld.of(agent, RemoteWorld.ON_TROUBLE)) {
      var _ = agent.saying(FaultAgent.usualCard().replace("PORT/rpc", door.port() + "/rpc"));
      assertThat(door.remotes(world).join(world.listing())).isEmpty();
      TaskView task = world.toys.ready().end(world.submit("toy.shout", "hey"));

      assertThat(task.code()).isEqualTo("invalid_result");
      world.assertPaid(0);
    }
  }

  @Test
  void agent_diesMidCall_buyerIsNotChargedForItAndTheRunnerUpDelivers() throws Exception {
    Agent near = shouter("near", Terms.fee(Amount.credits("2")).withQuality(100));
    String quick = FaultAgent.usualCard().replace("PT9S", "PT0.2S");
    try (var world =
        joined(new FaultAgent().saying(quick).leaving("TASK_STATE_WORKING", "hm"), near)) {
      String task = world.submit("toy.shout", "hey");
      world.agent.awaitHeard("GetTask", 2);
      world.agent.die();

      assertThat(world.toys.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(world.toys.balance("owner")).isZero();
      assertThat(world.toys.balance("near")).isEqualTo(2 * RemoteWorld.PAID);
      assertThat(world.toys.balance("local")).isEqualTo(998_000_000L);
      assertThat(world.toys.isSettled()).isTrue();
    }
  }

  @Test
  void agent_returnsMidCallAndHasForgotten_isToldAgainAndPaidOnce() throws Exception {
    try (var world = joined(new FaultAgent().leaving("TASK_STATE_WORKING", "hm"))) {
      String task = world.submit("toy.shout", "hey");
      world.agent.awaitHeard("GetTask", 2);
      world.agent.die();
      world.agent.forget();
      var _ = world.agent.leaving("TASK_STATE_COMPLETED", "");
      world.agent.rise();

      assertThat(world.toys.end(task).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(messageIds(world.agent)).isEqualTo(1);
      world.assertPaid(1);
    }
  }

  @Test
  void once_agentHasForgotten_isNotToldAgainAndNotPaid() throws Exception {
    String slow = FaultAgent.usualCard().replace("PT0.2S", "PT9S");
    try (var world = joined(new FaultAgent().saying(slow).leaving("TASK_STATE_WORKING", "hm"))) {
      String task = world.submit("toy.once", "hey");
      world.agent.awaitHeard("GetTask", 2);
      world.agent.forget();

      assertThat(world.toys.end(task).reason()).contains("does not know its own task any more");
      assertThat(world.agent.heard("SendMessage")).hasSize(1);
      world.assertPaid(0);
    }
  }

  @Test
  void cancel_ofTheBuyersTask_cancelsThereAndPaysNothing() throws Exception {
    try (var world = joined(new FaultAgent().leaving("TASK_STATE_WORKING", "hm"))) {
      String task = world.submit("toy.shout", "hey");
      world.agent.awaitHeard("GetTask", 2);
      world.toys.node().tasks().cancel(task, "local");

      world.agent.awaitHeard("CancelTask", 1);
      assertThat(world.toys.end(task).state()).isEqualTo(TaskState.CANCELED);
      world.assertPaid(0);
    }
  }

  @Test
  void stop_andStartOfTheRuntime_leavesTheTaskAliveAndPaysItOnce() throws Exception {
    var journal = new MemoryJournal();
    var contents = new MemoryContentStore();
    var agent = new FaultAgent().leaving("TASK_STATE_WORKING", "hm");
    var first = RemoteWorld.on(agent, RemoteWorld.ON_TROUBLE, journal, contents);
    assertThat(first.join()).isEmpty();
    var _ = first.toys.ready();
    String task = first.submit("toy.shout", "hey");
    agent.awaitHeard("GetTask", 2);
    first.toys.close();
    agent.complete();
    try (var second = RemoteWorld.on(agent, RemoteWorld.ON_TROUBLE, journal, contents)) {
      assertThat(second.join()).isEmpty();
      assertThat(second.toys.ready().end(task).state()).isEqualTo(TaskState.COMPLETED);

      assertThat(agent.heard("CancelTask")).isEmpty();
      assertThat(messageIds(agent)).isEqualTo(1);
      assertThat(agent.done()).isEqualTo(1);
      second.assertPaid(1);
    }
  }

  @Test
  void price_setByTheOperator_goesBeforeTheCard() throws Exception {
    try (var world = RemoteWorld.of(new FaultAgent(), RemoteWorld.ON_TROUBLE)) {
      var listing = listing(world, "3", Duration.ofSeconds(7));
      assertThat(world.remotes.join(listing)).isEmpty();
      assertThat(world.toys.ready().end(world.submit("toy.shout", "hey")).state())
          .isEqualTo(TaskState.COMPLETED);

      assertThat(world.toys.node().agents().standing("far", SHOUT.name()).toString())
          .contains("PT7S", "123");
      world.assertPaid(3);
    }
  }
}
