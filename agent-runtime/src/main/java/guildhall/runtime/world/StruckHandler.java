package guildhall.runtime.world;

import guildhall.book.BookClock;
import guildhall.sdk.Activation;
import guildhall.sdk.Agent;
import guildhall.sdk.Call;
import guildhall.sdk.Handler;
import guildhall.sdk.Refusal;
import guildhall.sdk.spi.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A handler under faults: what befalls a call befalls it just before or just after its handler.
final class StruckHandler<I extends Record, O extends Record>
    implements Handler<I, O>, AutoCloseable {

  private final String capability;
  private final Handler<I, O> handler;
  private final Surroundings around;

  /// What a handler under faults runs in.
  ///
  /// @param strikes which faults strike
  /// @param clock what slow calls wait for
  /// @param delivery hands the award of a call that is running to its host once more, and returns
  ///   when it is there
  /// @param crash stops the runtime; returns at once
  record Surroundings(Strikes strikes, BookClock.Manual clock, Delivery delivery, Runnable crash) {}

  /// Delivers the award of a call again; false if the call was concluded already.
  interface Delivery {
    boolean again(String call, Record input) throws InterruptedException;
  }

  private StruckHandler(String capability, Handler<I, O> handler, Surroundings around) {
    this.capability = capability;
    this.handler = handler;
    this.around = around;
  }

  /// The same agent, every handler of it under faults.
  static Agent under(Surroundings around, Agent agent) {
    Agent struck =
        Agent.named(agent.name())
            .ownedBy(agent.owner())
            .withCallsAtOnce(agent.callsAtOnce())
            .withOwnSpendingUpTo(agent.ownSpendingUpTo());
    for (Agent.Sale<?, ?> sale : agent.sales().values()) {
      struck = selling(struck, sale, around);
    }
    return struck;
  }

  private static <I extends Record, O extends Record> Agent selling(
      Agent agent, Agent.Sale<I, O> sale, Surroundings around) {
    String name = sale.capability().name();
    Optional<Handler<I, O>> always = sale.handler(); // not to be closed when it is passivated
    if (always.isPresent()) {
      return agent.sells(
          sale.capability(), sale.pricing(), new StruckHandler<>(name, always.get(), around));
    }
    Activation<I, O> activation =
        () -> new StruckHandler<>(name, sale.activation().activate(), around);
    return agent.sells(sale.capability(), sale.pricing(), activation);
  }

  @Override
  public O handle(I input, Call call) throws Refusal, InterruptedException {
    if (strikes(Fault.DUPLICATE, call) && around.delivery().again(call.id(), input)) {
      around.strikes().struck(Fault.DUPLICATE);
    }
    crash(Fault.CRASH_BEFORE_EFFECT, call);
    O output = handler.handle(input, call);
    Optional<Duration> delay = strike(Fault.SLOW, call);
    if (delay.isPresent()) {
      holdBack(delay.get());
    }
    crash(Fault.CRASH_AFTER_EFFECT, call);
    return output;
  }

  @Override
  public void close() {
    if (handler instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) { // told by whoever closes
        throw new IllegalStateException(e);
      }
    }
  }

  private boolean strikes(Fault fault, Call call) {
    return strike(fault, call).isPresent();
  }

  private Optional<Duration> strike(Fault fault, Call call) {
    return around.strikes().strike(fault, capability, call.id());
  }

  private void holdBack(Duration delay) throws InterruptedException {
    CountDownLatch passed = new CountDownLatch(1);
    long due = around.clock().nowMicros() + TimeUnit.NANOSECONDS.toMicros(delay.toNanos());
    Runnable takeBack = around.clock().at(due, passed::countDown);
    around.strikes().struck(Fault.SLOW);
    try {
      passed.await();
    } finally {
      takeBack.run();
    }
  }

  /// Once struck it waits for the interrupt of the stop, so that it never comes back.
  private void crash(Fault fault, Call call) throws InterruptedException {
    if (strikes(fault, call)) {
      around.crash().run();
      around.strikes().struck(fault);
      new CountDownLatch(1).await();
    }
  }
}
