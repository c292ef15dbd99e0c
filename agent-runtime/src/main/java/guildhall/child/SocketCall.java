package guildhall.child;

import guildhall.child.FromChild.Question;
import guildhall.child.FromRuntime.Reply;
import guildhall.sdk.AgentState;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Call;
import guildhall.sdk.Capability;
import guildhall.sdk.Contributed;
import guildhall.sdk.Contribution;
import guildhall.sdk.Datanet;
import guildhall.sdk.Effect;
import guildhall.sdk.FanOut;
import guildhall.sdk.FanOut.Branch;
import guildhall.sdk.Head;
import guildhall.sdk.Model;
import guildhall.sdk.Outcome;
import guildhall.sdk.Outcomes;
import guildhall.sdk.Quote;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A call as its handler sees it, far from the runtime: what it touches is asked for over the
/// socket, and the runtime does it, checks it and remembers it.
final class SocketCall implements Call {

  private final FromRuntime.Work work;
  private final Outbox out;
  private final Questions questions;
  private final Cancelled cancelled;
  private final SocketState state;

  SocketCall(FromRuntime.Work work, Outbox out, Questions questions, Cancelled cancelled) {
    this.work = work;
    this.out = out;
    this.questions = questions;
    this.cancelled = cancelled;
    this.state = new SocketState(work.job(), questions);
  }

  @Override
  public String id() {
    return work.call();
  }

  @Override
  public String task() {
    return work.task();
  }

  /// Each look asks the runtime: its clock may be a test's.
  @Override
  public InstantSource clock() {
    return () -> calmly(new Question.Now(), Reply.Time.class).now();
  }

  @Override
  public Instant deadline() {
    return work.deadline();
  }

  /// The runtime says so at the deadline too.
  @Override
  public boolean cancelled() {
    return cancelled.get();
  }

  @Override
  public Amount budget() {
    return calmly(new Question.Budget(), Reply.Money.class).amount();
  }

  @Override
  public void progress(int permille, String note) {
    out.say(new FromChild.Told(work.job(), permille, note));
  }

  @Override
  public void log(String line) {
    out.say(new FromChild.Logged(work.job(), line));
  }

  @Override
  public void charge(Amount actual) {
    out.say(new FromChild.Charged(work.job(), actual));
  }

  /// The runtime counts, records and releases; the answer is the room for more.
  @Override
  public void emit(String text) throws InterruptedException {
    var _ = ask(new Question.Emit(text), Reply.Done.class);
  }

  @Override
  public <I extends Record, O extends Record> List<Quote> quotes(Capability<I, O> what, I input)
      throws InterruptedException {
    return ask(
            new Question.Quotes(Wanted.Described.of(what), Wanted.json(input)), Reply.Quoted.class)
        .quotes();
  }

  @Override
  public <I extends Record, O extends Record> Outcome<O> ask(
      Capability<I, O> what, I input, Ask ask) throws InterruptedException {
    Question buy = new Question.Buy(Wanted.of(new Branch<>(what, input, ask)));
    return questions
        .ask(work.job(), buy, List.of(Listener.of(ask)), Reply.Ended.class)
        .all()
        .getFirst()
        .read(what.output());
  }

  @Override
  public <O extends Record> Outcomes<O> ask(FanOut<O> fanOut) throws InterruptedException {
    List<Wanted> wanted = new ArrayList<>();
    fanOut.branches().forEach(branch -> wanted.add(Wanted.of(branch)));
    Reply.Ended ended =
        questions.ask(
            work.job(),
            new Question.BuyMany(wanted, fanOut.enough().orElse(0)),
            fanOut.branches().stream().map(branch -> Listener.of(branch.ask())).toList(),
            Reply.Ended.class);
    List<Outcome<O>> all = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      all.add(ended.all().get(i).read(fanOut.branches().get(i).what().output()));
    }
    List<Outcome.Delivered<O>> delivered = new ArrayList<>();
    for (int place : ended.delivered()) {
      if (all.get(place) instanceof Outcome.Delivered<O> each) {
        delivered.add(each);
      }
    }
    return new Outcomes<>(all, delivered);
  }

  @Override
  public Model model(String name) {
    var _ = calmly(new Question.FindModel(name), Reply.Done.class);
    return new SocketModel(name, work.job(), questions);
  }

  @Override
  public Head head(String name) {
    Reply.HeadFound found = calmly(new Question.FindHead(name), Reply.HeadFound.class);
    return new SocketHead(name, found.labels(), work.job(), questions);
  }

  @Override
  public Datanet datanet(String name) {
    Reply.Opened opened = calmly(new Question.OpenDatanet(name), Reply.Opened.class);
    return new SocketDatanet(opened, work.job(), questions);
  }

  @Override
  public List<Contributed> contribute(String datanet, List<Contribution> all)
      throws InterruptedException {
    return ask(new Question.Contribute(datanet, all), Reply.Taken.class).all();
  }

  @Override
  public Effect send(String endpoint, String key, Record body) throws InterruptedException {
    return ask(new Question.Send(endpoint, key, Wanted.json(body)), Reply.Sent.class).effect();
  }

  @Override
  public AgentState state() throws InterruptedException {
    var _ = ask(new Question.OpenState(), Reply.Done.class);
    return state;
  }

  private <R extends Reply> R ask(Question question, Class<R> wanted) throws InterruptedException {
    return questions.ask(work.job(), question, wanted);
  }

  private <R extends Reply> R calmly(Question question, Class<R> wanted) {
    return questions.askCalmly(work.job(), question, wanted);
  }
}
