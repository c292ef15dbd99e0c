package guildhall.child;

import guildhall.child.Wire.TooLargeException;
import guildhall.sdk.Agent;
import guildhall.sdk.Handler;
import guildhall.sdk.ReadRefused;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import guildhall.sdk.spi.CurrentCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Does what the runtime asks, each job on a virtual thread of its own.
final class Desk {

  private final Outbox out;
  private final Questions questions;
  private final Map<Long, Job> jobs = new ConcurrentHashMap<>();
  private volatile Map<String, Map<String, Counter<?, ?>>> agents = Map.of();

  /// Where one thing is sold.
  private record Counter<I extends Record, O extends Record>(
      Agent.Sale<I, O> sale, Activated<I, O> activated) {

    static <I extends Record, O extends Record> Counter<I, O> of(Agent.Sale<I, O> sale) {
      return new Counter<>(sale, new Activated<>(sale.activation()));
    }
  }

  /// A job that has not ended.
  private static final class Job {
    private final Thread thread;
    private final Cancelled cancelled = new Cancelled();

    private Job(Thread thread) {
      this.thread = thread;
    }
  }

  Desk(Outbox out) {
    this.out = out;
    this.questions = new Questions(out);
  }

  /// Before the runtime knows of any of them.
  void open(List<Agent> all) {
    Map<String, Map<String, Counter<?, ?>>> byName = new HashMap<>();
    for (Agent each : all) {
      Map<String, Counter<?, ?>> counters = new HashMap<>();
      each.sales().forEach((capability, sale) -> counters.put(capability, Counter.of(sale)));
      byName.putIfAbsent(each.name(), counters);
    }
    agents = byName;
  }

  void on(FromRuntime message) throws BadFrameException {
    switch (message) {
      case FromRuntime.Price price -> {
        Counter<?, ?> counter = counter(price.agent(), price.capability());
        start(price.job(), "price-" + price.agent(), _ -> price(price, counter.sale()));
      }
      case FromRuntime.Work work -> {
        Counter<?, ?> counter = counter(work.agent(), work.capability());
        start(work.job(), "call-" + work.call(), cancelled -> run(work, counter, cancelled));
      }
      case FromRuntime.Cancel(var job) -> cancel(job);
      case FromRuntime.Answer(var id, var reply) -> questions.answer(id, reply);
      case FromRuntime.Heard heard -> questions.heard(heard);
      case FromRuntime.HeardText heard -> questions.heard(heard);
    }
  }

  private Counter<?, ?> counter(String agent, String capability) throws BadFrameException {
    Counter<?, ?> found = agents.getOrDefault(agent, Map.of()).get(capability);
    if (found == null) {
      throw new BadFrameException(agent + " does not sell " + capability);
    }
    return found;
  }

  private interface Doing {
    FromChild end(Cancelled cancelled) throws Exception;
  }

  private void start(long id, String name, Doing doing) {
    Job[] job = new Job[1];
    job[0] =
        new Job(Thread.ofVirtual().name(name).unstarted(() -> end(id, doing, job[0].cancelled)));
    jobs.put(id, job[0]);
    job[0].thread.start();
  }

  private void end(long id, Doing doing, Cancelled cancelled) {
    FromChild end;
    try {
      end = doing.end(cancelled);
    } catch (Refusal refusal) {
      end = new FromChild.Refused(id, refusal.reason());
    } catch (ReadRefused refused) {
      end = new FromChild.NotRead(id, refused.why(), refused.reason());
    } catch (Throwable thrown) { // whatever an agent throws is the agent's failure, errors included
      end = new FromChild.Threw(id, Text.withTrace(thrown));
    }
    jobs.remove(id);
    try {
      out.trySay(end);
    } catch (TooLargeException e) {
      out.say(new FromChild.TooLarge(id, e.bytes()));
    }
  }

  private void cancel(long id) {
    Job job = jobs.get(id);
    if (job != null) {
      job.cancelled.set(); // before the interrupt, so that who is woken by it sees why
      job.thread.interrupt();
    }
  }

  private static <I extends Record> FromChild price(FromRuntime.Price price, Agent.Sale<I, ?> sale)
      throws Refusal {
    I input = input(price.json(), sale.capability().input());
    Terms terms = sale.pricing().quote(input, price.loadPermille());
    return terms == null
        ? new FromChild.Refused(price.job(), "its price was nothing at all")
        : new FromChild.Priced(price.job(), terms);
  }

  private <I extends Record, O extends Record> FromChild run(
      FromRuntime.Work work, Counter<I, O> counter, Cancelled cancelled) throws Exception {
    I input = input(work.json(), counter.sale().capability().input());
    SocketCall call = new SocketCall(work, out, questions, cancelled);
    Handler<I, O> handler = counter.activated().get();
    O output = ScopedValue.where(CurrentCall.SCOPE, call).call(() -> handler.handle(input, call));
    return new FromChild.Returned(work.job(), output == null ? "null" : Wanted.json(output));
  }

  /// The runtime knows whole numbers only, not how large the jar's own record takes them.
  private static <I extends Record> I input(String json, Class<I> type) throws Refusal {
    try {
      return End.value(json, type);
    } catch (IllegalStateException e) {
      throw new Refusal("the input is " + e.getMessage());
    }
  }
}
