package guildhall.samples.reference;

import static guildhall.sdk.Amount.credits;

import guildhall.sdk.Activation;
import guildhall.sdk.Agent;
import guildhall.sdk.Ask;
import guildhall.sdk.Call;
import guildhall.sdk.Capability;
import guildhall.sdk.Contributed;
import guildhall.sdk.Contribution;
import guildhall.sdk.FanOut;
import guildhall.sdk.FanOut.Branch;
import guildhall.sdk.Handler;
import guildhall.sdk.Outcome;
import guildhall.sdk.Pricing;
import guildhall.sdk.Prompt;
import guildhall.sdk.Refusal;
import guildhall.sdk.StateKey;
import guildhall.sdk.Terms;
import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;
import java.util.List;
import java.util.Optional;

/// Agents of a news desk, each of which shows one thing an author does.
final class Desk {

  // @start region=records
  @Describe("What to find out.")
  record Query(@Describe("A few words.") @Range(min = 1, max = 200) String topic) {}

  record Found(String line, Optional<String> source) {}

  static final Capability<Query, Found> FIND =
      Capability.of("desk.find", Query.class, Found.class).repeatable();

  // @end

  record Brief(String topic) {}

  record Text(String body) {}

  static final Capability<Brief, Text> WRITE =
      Capability.of("desk.write", Brief.class, Text.class).repeatable();

  // @start region=buying
  static final Agent WRITER =
      Agent.named("writer")
          .sells(WRITE, Terms.fee(credits("0.5")).withExpensesUpTo(credits("0.4")), Desk::write);

  static Text write(Brief brief, Call call) throws Refusal, InterruptedException {
    call.progress(200, "buying facts");
    return switch (call.ask(FIND, new Query(brief.topic()), Ask.atMost(credits("0.4")))) {
      case Outcome.Delivered<Found>(var found, var _, var _) -> new Text(found.line());
      case Outcome.TooDear<Found> _, Outcome.NoOffer<Found> _ -> new Text(brief.topic() + "?");
      case Outcome<Found> other -> throw new Refusal(other.sentence());
    };
  }

  // @end

  // @start region=fan-out
  static Text compare(Brief brief, Call call) throws Refusal, InterruptedException {
    Ask ask = Ask.atMost(credits("0.2")).withQualityFloor(500);
    List<Branch<Query, Found>> branches =
        List.of(
            new Branch<>(FIND, new Query(brief.topic() + " in law"), ask),
            new Branch<>(FIND, new Query(brief.topic() + " in trade"), ask),
            new Branch<>(FIND, new Query(brief.topic() + " at sea"), ask));
    List<Found> two = call.ask(FanOut.quorum(2, branches)).orThrow(2);
    return new Text(two.getFirst().line() + " " + two.getLast().line());
  }

  // @end

  // @start region=contributing
  static Text note(Brief brief, Call call) throws InterruptedException {
    Contribution what =
        Contribution.of("Of " + brief.topic() + " a reader has asked today.", "CC0-1.0")
            .withConsent();
    return new Text(
        switch (call.contribute("questions", what)) {
          case Contributed.Accepted _, Contributed.Waiting _, Contributed.There _ -> "noted";
          case Contributed.Repeats(var _, var original, var _) -> "known as " + original;
          case Contributed.Declined(var _, var code, var _, var fee) -> code + " for " + fee;
          case Contributed.NotNow(var _, var why) -> "not now: " + why.code();
        });
  }

  // @end

  // @start region=state
  record Count(long calls) {}

  static final StateKey<Count> SEEN = StateKey.of("desk.seen", Count.class);

  static Text count(Brief brief, Call call) throws InterruptedException {
    Count now = call.state().update(SEEN, new Count(0), old -> new Count(old.calls() + 1));
    return new Text(brief.topic() + ", number " + now.calls());
  }

  // @end

  // @start region=model
  static Text ask(Brief brief, Call call) throws Refusal, InterruptedException {
    Prompt prompt = Prompt.of(brief.topic()).under("Answer in one sentence.").withTokens(100);
    return new Text(call.model("small").complete(prompt).orThrow());
  }

  // @end

  // @start region=load
  static final Agent BUSY =
      Agent.named("busy")
          .withCallsAtOnce(4)
          .sells(
              WRITE,
              Pricing.byLoad(Terms.fee(credits("0.1")), credits("0.4")),
              (brief, _) -> new Text(brief.topic()));

  // @end

  // @start region=activation
  static final class Archive implements Handler<Brief, Text>, AutoCloseable {
    private final StringBuilder open = new StringBuilder("From the archive: ");

    @Override
    public Text handle(Brief brief, Call call) {
      return new Text(open + brief.topic());
    }

    @Override
    public void close() {
      open.setLength(0);
    }
  }

  static final Activation<Brief, Text> OPENING = Archive::new;

  // @end

  private Desk() {}
}
