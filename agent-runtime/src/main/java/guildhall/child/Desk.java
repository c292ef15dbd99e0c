package guildhall.child;

import guildhall.child.Wire.TooLargeException;
import guildhall.sdk.Agent;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Does what the runtime asks, each job on a virtual thread of its own.
final class Desk {

  private final Outbox out;
  private final Questions questions;
  private final Map<Long, Job> jobs = new ConcurrentHashMap<>();
  private volatile Map<String, Agent> agents = Map.of();

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
    Map<String, Agent> byName = new ConcurrentHashMap<>();
    all.forEach(each -> byName.putIfAbsent(each.name(), each));
    agents = byName;
  }

  void on(FromRuntime message) throws BadFrameException {
    switch (message) {
      case FromRuntime.Price price -> {
        Agent.Sale<?, ?> sale = sale(price.agent(), price.capability());
        start(price.job(), "price-" + price.agent(), _ -> price(price, sale));
      }
      case FromRuntime.Work work -> {
        Agent.Sale<?, ?> sale = sale(work.agent(), work.capability());
        start(work.job(), "call-" + work.call(), cancelled -> run(work, sale, cancelled));
      }
      case FromRuntime.Cancel(var job) -> cancel(job);
      case FromRuntime.Answer(var id, var reply) -> questions.answer(id, reply);
      case FromRuntime.Heard heard -> questions.heard(heard);
    }
  }

  private Agent.Sale<?, ?> sale(String agent, String capability) throws BadFrameException {
    Agent found = agents.get(agent);
    Agent.Sale<?, ?> sale = found == null ? null : found.sales().get(capability);
    if (sale == null) {
      throw new BadFrameException(agent + " does not sell " + capability);
    }
    return sale;
  }

  private interface Doing {
    FromChild end(Cancelled cancelled) throws Refusal, InterruptedException;
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
    Terms terms = sale.pricing().quote(input);
    return terms == null
        ? new FromChild.Refused(price.job(), "its price was nothing at all")
        : new FromChild.Priced(price.job(), terms);
  }

  private <I extends Record, O extends Record> FromChild run(
      FromRuntime.Work work, Agent.Sale<I, O> sale, Cancelled cancelled)
      throws Refusal, InterruptedException {
    I input = input(work.json(), sale.capability().input());
    SocketCall call = new SocketCall(work, out, questions, cancelled);
    O output = sale.handler().handle(input, call);
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
