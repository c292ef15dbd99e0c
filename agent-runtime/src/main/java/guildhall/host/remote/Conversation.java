package guildhall.host.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.host.AgentFailure;
import guildhall.sdk.Call;
import guildhall.sdk.FailureKind;
import guildhall.sdk.Refusal;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call, said in A2A: from its message to a result, a no, or the end of its time.
///
/// Every message of a call has the same message id. As long as nothing can have arrived, sending is
/// tried a few times, and then the call is declined: nothing was done. Once something may have
/// arrived, the call is never called failed because nobody answers. It is sent again if doing it
/// twice is harmless or the agent does a message once; else the agent is asked what has become of
/// it, until the deadline, at which the host ends the call as late.
final class Conversation {

  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
  private static final int TRIES_UNSENT = 4;
  private static final Duration ONE_QUESTION = Duration.ofSeconds(10);
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(10);
  private static final Duration ONE_CANCEL = Duration.ofSeconds(5);

  private final Link link;
  private final Call call;
  private final String context;
  private final ObjectNode request;
  private final Pause pause = new Pause();
  private Optional<String> task = Optional.empty();
  private boolean mayHaveArrived;
  private int triesUnsent;
  private String told = "";

  /// What calls of one skill have in common.
  ///
  /// @param client speaks to the agent
  /// @param skill its name there
  /// @param keepsContexts whether it takes the context ids of its callers
  /// @param again whether sending a message again is harmless
  /// @param runtime tells the calls of this runtime from those of others
  /// @param trouble is told when the agent does not answer
  /// @param stop when the runtime stops
  record Link(
      A2aClient client,
      String skill,
      boolean keepsContexts,
      boolean again,
      String runtime,
      Runnable trouble,
      Stop stop) {}

  Conversation(Link link, Call call, JsonNode input) {
    this.link = link;
    this.call = call;
    this.context = Ids.ofCall(link.runtime(), call.id());
    this.request = request(input);
  }

  /// @return what the agent has made
  /// @throws Refusal if it declines, or was never reached
  JsonNode run() throws Refusal, InterruptedException {
    boolean over = false;
    try {
      while (true) {
        if (call.cancelled()) {
          throw new InterruptedException("nobody waits for " + call.id());
        }
        Optional<JsonNode> made = canAsk() ? heard(say()) : Optional.empty();
        if (made.isPresent()) {
          over = true;
          return made.get();
        }
        Stop.pause(pause.next());
      }
    } catch (Refusal refusal) {
      over = true;
      throw refusal;
    } finally {
      if (!over) {
        cancelThere();
      }
    }
  }

  private Said say() throws InterruptedException {
    if (task.isPresent()) {
      return link.client().ask(new Operation.Get(task.get()), ONE_QUESTION);
    }
    if (!mayHaveArrived || link.again()) {
      Said said = link.client().ask(new Operation.Send(request), left());
      mayHaveArrived |= !(said instanceof Said.NotSent);
      return said;
    }
    return link.client().ask(new Operation.Find(context), ONE_QUESTION);
  }

  /// Not if a message may have arrived, must not be sent again, and cannot be asked about.
  private boolean canAsk() {
    return task.isPresent() || !mayHaveArrived || link.again() || link.keepsContexts();
  }

  private Duration left() {
    Duration left = Duration.between(call.clock().instant(), call.deadline());
    if (left.compareTo(LONGEST_ANSWER) > 0) {
      return LONGEST_ANSWER;
    }
    return left.isPositive() ? left : Duration.ofMillis(1);
  }

  private Optional<JsonNode> heard(Said said) throws Refusal {
    return switch (said) {
      case Said.Task(var now) when isOfAnother(now) ->
          silent("what came is the answer to another call");
      case Said.Task(var now) -> standing(now);
      case Said.Message(var message) -> Optional.of(made(RemoteTask.data(message.path("parts"))));
      case Said.Fault fault -> fault(fault);
      case Said.NotSent(var why) -> unsent(why);
      case Said.Lost(var why) -> silent(why);
    };
  }

  /// An agent that answers twice puts the second answer where that to the next request belongs.
  private boolean isOfAnother(RemoteTask now) {
    return link.keepsContexts() && !now.context().isEmpty() && !now.context().equals(context);
  }

  private Optional<JsonNode> standing(RemoteTask now) throws Refusal {
    task = Optional.of(now.id());
    return switch (now.state()) {
      case "TASK_STATE_SUBMITTED", "TASK_STATE_WORKING" -> working(now);
      case "TASK_STATE_COMPLETED" -> Optional.of(made(now.data()));
      case "TASK_STATE_REJECTED" ->
          throw new Refusal(
              now.note().isEmpty() ? "the agent has declined" : "the agent says: " + now.note());
      case "TASK_STATE_FAILED" ->
          throw ended(
              "the agent has failed" + (now.note().isEmpty() ? "" : " and says: " + now.note()));
      case "TASK_STATE_CANCELED" -> throw ended("the agent has cancelled its task");
      case "TASK_STATE_INPUT_REQUIRED" ->
          throw failed("the agent asks for more than the input, which a call cannot give");
      case "TASK_STATE_AUTH_REQUIRED" ->
          throw failed("the agent asks for credentials, and a call hands none over");
      default -> throw failed("the agent's task is in a state that A2A 1.0 does not know");
    };
  }

  private Optional<JsonNode> working(RemoteTask now) {
    String tells = now.permille() + now.note();
    if (!tells.equals(told)) {
      told = tells;
      call.progress(now.permille(), now.note());
      pause.startAnew();
    }
    return Optional.empty();
  }

  private static JsonNode made(Optional<JsonNode> data) {
    return data.orElseThrow(() ->
        new AgentFailure(FailureKind.INVALID_RESULT, "the agent's answer has no JSON object"));
  }

  private Optional<JsonNode> fault(Said.Fault fault) {
    if (fault.isNotFound() && task.isPresent()) {
      if (!link.again()) {
        task = Optional.empty();
        throw ended("the agent does not know its own task any more");
      }
      task = Optional.empty(); // it has forgotten, and may be told again
      return Optional.empty();
    }
    if (task.isEmpty() && mayHaveArrived && !link.again()) {
      return silent(fault.sentence());
    }
    throw failed("the agent did not answer as A2A 1.0 does: " + fault.sentence());
  }

  private Optional<JsonNode> unsent(String why) throws Refusal {
    link.trouble().run();
    if (!mayHaveArrived && ++triesUnsent >= TRIES_UNSENT) {
      throw new Refusal("the agent was not reached: " + why);
    }
    return Optional.empty();
  }

  private Optional<JsonNode> silent(String why) {
    LOG.debug("no answer about {}: {}", call.id(), why);
    link.trouble().run();
    return Optional.empty();
  }

  private static AgentFailure failed(String sentence) {
    return new AgentFailure(FailureKind.THREW, sentence);
  }

  /// Nothing is left to cancel.
  private AgentFailure ended(String sentence) {
    task = Optional.empty();
    mayHaveArrived = false;
    return failed(sentence);
  }

  /// Best effort, and not at all when the runtime stops: the call goes on at its next start, under
  /// the same message id, and is to find its task alive.
  private void cancelThere() {
    if (link.stop().isOn() || (task.isEmpty() && !mayHaveArrived)) {
      return;
    }
    Optional<String> known = task;
    Thread.ofVirtual()
        .name("cancel-" + call.id())
        .start(() -> {
          try {
            Optional<String> there = known.isPresent() ? known : find();
            if (there.isPresent()) {
              var _ = link.client().ask(new Operation.Cancel(there.get()), ONE_CANCEL);
            }
          } catch (InterruptedException _) {
            LOG.debug("the cancel of {} was interrupted", call.id());
          }
        });
  }

  private Optional<String> find() throws InterruptedException {
    return link.keepsContexts()
            && link.client().ask(new Operation.Find(context), ONE_CANCEL)
                instanceof Said.Task(var found)
        ? Optional.of(found.id())
        : Optional.empty();
  }

  /// A `SendMessageRequest`. The context is the caller's only if the agent has said that it takes
  /// it (A2A 1.0, 3.4.1).
  private ObjectNode request(JsonNode input) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("messageId", Ids.ofMessage(context)).put("role", "ROLE_USER");
    message.putArray("parts").addObject().put("mediaType", "application/json").set("data", input);
    if (link.keepsContexts()) {
      message.put("contextId", context);
      message.putArray("extensions").add(SkillPrice.EXTENSION);
      message.putObject("metadata").putObject(SkillPrice.EXTENSION).put("skill", link.skill());
    }
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set("message", message);
    ObjectNode how = whole.putObject("configuration");
    how.put("returnImmediately", true).putArray("acceptedOutputModes").add("application/json");
    return whole;
  }

  /// Between two questions: soon at first, then ever less often.
  private static final class Pause {

    private static final long FIRST_MILLIS = 20;
    private static final long LONGEST_MILLIS = 1000;

    private long millis = FIRST_MILLIS;

    Duration next() {
      Duration now = Duration.ofMillis(millis);
      millis = Math.min(LONGEST_MILLIS, millis * 3 / 2);
      return now;
    }

    void startAnew() {
      millis = FIRST_MILLIS;
    }
  }
}
