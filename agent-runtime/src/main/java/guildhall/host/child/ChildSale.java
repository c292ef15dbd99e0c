package guildhall.host.child;

import guildhall.child.FromChild;
import guildhall.child.FromRuntime;
import guildhall.child.Wire.TooLargeException;
import guildhall.host.AgentFailure;
import guildhall.json.BadJsonException;
import guildhall.json.RecordJson;
import guildhall.sdk.Call;
import guildhall.sdk.Capability;
import guildhall.sdk.FailureKind;
import guildhall.sdk.Handler;
import guildhall.sdk.Pricing;
import guildhall.sdk.ReadRefused;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// What an agent in a child sells, as the host knows it: pricing and handler that ask the child.
///
/// @param <I> input record
/// @param <O> output record
final class ChildSale<I extends Record, O extends Record> implements Pricing<I>, Handler<I, O> {

  /// Less than the market waits for a proposal.
  private static final Duration PRICE = Duration.ofMillis(1500);

  /// For a process that has ended since the award.
  private static final Duration RESTART = Duration.ofSeconds(10);

  /// The host interrupts at the call's deadline; this only bounds the wait.
  private static final Duration WORK = Duration.ofDays(1);

  private final UntrustedJar jar;
  private final String agent;
  private final String owner;
  private final Capability<I, O> what;

  /// @param owner of the agent, as the jar says
  ChildSale(UntrustedJar jar, String agent, String owner, Capability<I, O> what) {
    this.jar = jar;
    this.agent = agent;
    this.owner = owner;
    this.what = what;
  }

  @Override
  public Terms quote(I input) throws Refusal {
    return quote(input, 0);
  }

  @Override
  public Terms quote(I input, int loadPermille) throws Refusal {
    try {
      Life life =
          jar.awaitRunning(PRICE).orElseThrow(() -> new Refusal("its process is not running"));
      return quote(life, input, loadPermille);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Refusal("its price was not waited for");
    }
  }

  private Terms quote(Life life, I input, int loadPermille) throws Refusal, InterruptedException {
    Job job = new Job("a price of " + agent + " for " + what.name(), Optional.empty(), false);
    String json = json(input);
    FromChild end;
    try {
      end =
          life.ask(
                  job,
                  PRICE,
                  id -> new FromRuntime.Price(id, agent, what.name(), json, loadPermille))
              .orElseThrow(() -> new Refusal("it did not name a price in time"));
    } catch (ChildEndedException _) {
      throw new Refusal("its process ended");
    } catch (TooLargeException _) {
      throw new Refusal("the input is too large for it");
    }
    return switch (end) {
      case FromChild.Priced(var _, var terms) -> terms;
      case FromChild.Refused(var _, var reason) -> throw new Refusal(Spoken.fit(reason));
      case FromChild.Threw threw -> {
        jar.threw(job.what, threw);
        throw new Refusal("its price could not be computed");
      }
      default -> {
        life.kill("it answered " + job.what + " with something else");
        throw new Refusal("its price could not be computed");
      }
    };
  }

  @Override
  public O handle(I input, Call call) throws Refusal, InterruptedException {
    Life life =
        jar.awaitRunning(RESTART)
            .orElseThrow(
                () -> new AgentFailure(FailureKind.THREW, "the agent's process is not running"));
    Job job = new Job(call.id() + " by " + agent, Optional.of(call), jar.mayContributeFor(owner));
    return switch (work(life, job, json(input), call)) {
      case FromChild.Returned(var _, var json) -> result(json);
      case FromChild.TooLarge(var _, var bytes) ->
          throw new AgentFailure(
              FailureKind.INVALID_RESULT, "the result has " + bytes + " bytes, more than it may");
      case FromChild.Refused(var _, var reason) -> throw new Refusal(Spoken.fit(reason));
      case FromChild.NotRead(var _, var why, var reason) ->
          throw new ReadRefused(why, Spoken.fit(reason));
      case FromChild.Threw threw -> {
        jar.threw(job.what, threw);
        throw new AgentFailure(FailureKind.THREW, "the agent's code threw an exception");
      }
      default -> {
        life.kill("it answered " + job.what + " with something else");
        throw new AgentFailure(FailureKind.THREW, "the agent's process answered nonsense");
      }
    };
  }

  private FromChild work(Life life, Job job, String json, Call call) throws InterruptedException {
    try {
      return life.ask(
              job,
              WORK,
              id ->
                  new FromRuntime.Work(
                      id, agent, what.name(), json, call.id(), call.task(), call.deadline()))
          .orElseThrow(() -> new AgentFailure(FailureKind.LATE, "it did not end"));
    } catch (ChildEndedException _) {
      throw new AgentFailure(FailureKind.THREW, "the agent's process ended");
    } catch (TooLargeException _) {
      throw new AgentFailure(FailureKind.THREW, "the input is too large for the agent's process");
    }
  }

  private O result(String json) {
    try {
      return Records.bind(json, what.output());
    } catch (BadJsonException e) {
      throw new AgentFailure(FailureKind.INVALID_RESULT, e.sentence());
    }
  }

  private static String json(Record input) {
    return new String(RecordJson.bytes(input), StandardCharsets.UTF_8);
  }
}
