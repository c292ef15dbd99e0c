package guildhall.host.child;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.child.End;
import guildhall.child.FromChild.Question;
import guildhall.child.FromRuntime.Reply;
import guildhall.child.FromRuntime.Thrown;
import guildhall.child.Wanted;
import guildhall.host.child.Records.UnknownRecordException;
import guildhall.host.state.JsonState;
import guildhall.json.BadJsonException;
import guildhall.sdk.Ask;
import guildhall.sdk.Call;
import guildhall.sdk.Capability;
import guildhall.sdk.Contributed;
import guildhall.sdk.Contributed.Why;
import guildhall.sdk.Contribution;
import guildhall.sdk.Datanet;
import guildhall.sdk.FanOut;
import guildhall.sdk.FanOut.Branch;
import guildhall.sdk.Outcome;
import guildhall.sdk.Outcomes;
import guildhall.sdk.Progress;
import guildhall.sdk.ReadRefused;
import guildhall.sdk.StateKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does for a handler in a child what it asks of its call. Waits as the call does.
final class Answers {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final Reply ENDED = new Reply.Wrong(Thrown.STATE, "this call has ended");

  /// What is heard of a branch.
  interface Hearing {
    void heard(int branch, Progress progress);

    void heard(int branch, String text);
  }

  /// A key with some record: only its name counts.
  private record Nothing() {}

  private final Job job;
  private final Call call;
  private final Records records;
  private final Hearing hearing;

  private Answers(Job job, Call call, Records records, Hearing hearing) {
    this.job = job;
    this.call = call;
    this.records = records;
    this.hearing = hearing;
  }

  static Reply ended() {
    return ENDED;
  }

  static Reply answer(Job job, Question question, Records records, Hearing hearing) {
    if (job.call.isEmpty()) {
      return ENDED;
    }
    try {
      return new Answers(job, job.call.get(), records, hearing).answer(question);
    } catch (InterruptedException _) {
      return new Reply.Wrong(Thrown.INTERRUPTED, "the call was cancelled");
    } catch (ReadRefused refused) {
      return new Reply.NotRead(refused.why(), refused.reason());
    } catch (IllegalArgumentException e) {
      return new Reply.Wrong(Thrown.ARGUMENT, sentence(e));
    } catch (IllegalStateException e) {
      return new Reply.Wrong(Thrown.STATE, sentence(e));
    } catch (UnknownRecordException e) {
      return new Reply.Wrong(Thrown.ARGUMENT, e.why());
    } catch (BadJsonException e) {
      return new Reply.Wrong(Thrown.ARGUMENT, e.sentence());
    } catch (RuntimeException e) { // the call knows that it has lost something, if it has
      LOG.warn("{} could not be given what it asked for", job.what, e);
      return new Reply.Wrong(Thrown.STATE, "the runtime could not do it");
    }
  }

  private static String sentence(RuntimeException e) {
    return Spoken.fit(String.valueOf(e.getMessage()));
  }

  private Reply answer(Question question)
      throws InterruptedException, UnknownRecordException, BadJsonException {
    return switch (question) {
      case Question.Now() -> new Reply.Time(call.clock().instant());
      case Question.Budget() -> new Reply.Money(call.budget());
      case Question.Quotes(var what, var json) -> quotes(records.known(what), json);
      case Question.Emit(var text) -> {
        call.emit(text);
        yield new Reply.Done();
      }
      case Question.Buy(var wanted) -> buy(branch(wanted, 0));
      case Question.BuyMany(var wanted, var enough) -> buy(wanted, enough);
      case Question.FindModel(var name) -> {
        var _ = call.model(name);
        yield new Reply.Done();
      }
      case Question.Complete(var name, var prompt) ->
          new Reply.Completed(call.model(name).complete(prompt));
      case Question.FindHead(var name) -> new Reply.HeadFound(call.head(name).labels());
      case Question.Predict(var head, var text) ->
          new Reply.Predicted(call.head(head).predict(text));
      case Question.OpenDatanet(var name) -> opened(call.datanet(name));
      case Question.Search(var number, var text, var filters, var limit) ->
          new Reply.Found(job.datanet(number).search(text, Map.copyOf(filters), limit));
      case Question.Contribute(var datanet, var all) -> new Reply.Taken(contributed(datanet, all));
      case Question.Send(var endpoint, var key, var json) ->
          new Reply.Sent(call.send(endpoint, key, new JsonBody(object(json))));
      case Question.OpenState() -> {
        var _ = call.state();
        yield new Reply.Done();
      }
      case Question.ReadState(var key) ->
          new Reply.Value(
              state(key).json(key).map(json -> new String(json, StandardCharsets.UTF_8)));
      case Question.WriteState(var key, var json) -> {
        state(key).putJson(key, object(json).toString().getBytes(StandardCharsets.UTF_8));
        yield new Reply.Done();
      }
      case Question.RemoveState(var key) -> {
        state(key).removeJson(key);
        yield new Reply.Done();
      }
    };
  }

  /// A jar says itself who its owner is: it gives nothing in that one's name, and costs that one
  /// nothing, unless the operator has said that it may.
  private List<Contributed> contributed(String datanet, List<Contribution> all)
      throws InterruptedException {
    return job.mayContribute
        ? call.contribute(datanet, all)
        : all.stream()
            .<Contributed>map(
                each -> new Contributed.NotNow(each.id().orElse(""), Why.OWNER_NOT_CONFIRMED))
            .toList();
  }

  private static JsonNode object(String json) {
    JsonNode tree = Records.tree(json);
    if (!tree.isObject()) {
      throw new IllegalArgumentException("not the JSON of a record");
    }
    return tree;
  }

  private JsonState state(String key) throws InterruptedException {
    var _ = StateKey.of(key, Nothing.class); // whether it may be one
    if (call.state() instanceof JsonState state) {
      return state;
    }
    throw new IllegalStateException("this call has no state by JSON");
  }

  private Reply opened(Datanet datanet) {
    return new Reply.Opened(datanet.name(), datanet.version(), job.opened(datanet));
  }

  private <I extends Record> Reply quotes(Capability<I, ?> what, String json)
      throws InterruptedException, BadJsonException {
    return new Reply.Quoted(call.quotes(what, Records.bind(json, what.input())));
  }

  private Branch<?, ?> branch(Wanted wanted, int place)
      throws UnknownRecordException, BadJsonException {
    Ask ask =
        new Ask(
            wanted.atMost(),
            wanted.qualityFloor(),
            wanted.within(),
            progress -> hearing.heard(place, progress),
            wanted.ownAccount(),
            text -> hearing.heard(place, text));
    return branch(records.known(wanted.what()), wanted.json(), ask);
  }

  private static <I extends Record, O extends Record> Branch<I, O> branch(
      Capability<I, O> what, String json, Ask ask) throws BadJsonException {
    return new Branch<>(what, Records.bind(json, what.input()), ask);
  }

  private <I extends Record, O extends Record> Reply buy(Branch<I, O> branch)
      throws InterruptedException {
    Outcome<O> outcome = call.ask(branch.what(), branch.input(), branch.ask());
    return new Reply.Ended(List.of(End.of(outcome)), List.of());
  }

  private Reply buy(List<Wanted> wanted, int enough)
      throws InterruptedException, UnknownRecordException, BadJsonException {
    List<Branch<?, Record>> branches = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      branches.add(anyOutput(branch(wanted.get(i), i)));
    }
    Outcomes<Record> outcomes =
        call.ask(
            new FanOut<>(branches, enough == 0 ? OptionalInt.empty() : OptionalInt.of(enough)));
    return new Reply.Ended(
        outcomes.all().stream().map(End::of).toList(),
        outcomes.delivered().stream().map(each -> place(outcomes.all(), each)).toList());
  }

  /// Nothing is done with the outputs but to write them as JSON.
  @SuppressWarnings("unchecked")
  private static Branch<?, Record> anyOutput(Branch<?, ?> branch) {
    return (Branch<?, Record>) branch;
  }

  /// Its place by identity: two branches may have delivered the same.
  @SuppressWarnings("ReferenceEquality")
  private static int place(List<? extends Outcome<?>> all, Outcome<?> one) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) == one) {
        return i;
      }
    }
    throw new IllegalArgumentException("not among the outcomes");
  }
}
