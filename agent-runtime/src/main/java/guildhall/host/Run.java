package guildhall.host;

import guildhall.book.ContentId;
import guildhall.book.ContentStore;
import guildhall.host.state.AgentStateSet;
import guildhall.host.state.StateLine;
import guildhall.json.RecordJson;
import guildhall.ledger.LedgerStatus;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.FailureKind;
import guildhall.sdk.Handler;
import guildhall.sdk.Progress;
import guildhall.sdk.ReadRefused;
import guildhall.sdk.Refusal;
import guildhall.sdk.schema.RecordSchema;
import guildhall.sdk.spi.CurrentCall;
import guildhall.settlement.Evidence;
import guildhall.settlement.Settlement;
import guildhall.settlement.SettlementFact.Awarded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run of one handler, from its start to the entry that ends it.
///
/// The handler, the deadline and a cancel race; whoever concludes first writes how the call ended,
/// and what comes later changes nothing. The ledger decides what is left undecided: a hold is
/// captured or released once.
final class Run {

  private static final Logger LOG = LoggerFactory.getLogger(Run.class);
  private static final int LARGEST_OUTPUT_BYTES = 4 * 1024 * 1024;

  private final Awarded award;
  private final Record input;
  private final Agent.Sale<?, ?> sale;
  private final HostServices services;
  private final ActiveAgent agent;
  private final CallContext context;
  private final AtomicBoolean concluded = new AtomicBoolean();
  private final CompletableFuture<CallEnd> end = new CompletableFuture<>();

  /// The handler has come back, or was never started and will not be.
  private final CompletableFuture<Boolean> back = new CompletableFuture<>();

  private volatile boolean abandoned;
  private @Nullable Thread worker;

  Run(
      RunCall order,
      Agent.Sale<?, ?> sale,
      HostServices services,
      ActiveAgent agent,
      Consumer<Progress> heard) {
    this.award = order.award();
    this.input = order.input();
    this.sale = sale;
    this.services = services;
    this.agent = agent;
    StateLine.Place place = agent.line.place();
    this.context = new CallContext(order, services, place, heard);
    var _ =
        end.whenComplete((_, _) -> {
          place.leave();
          agent.ended(this);
          if (!isStarted()) {
            back.complete(true);
          }
        });
  }

  Awarded award() {
    return award;
  }

  /// What it may spend of its agent's owner's money.
  Amount ownSpendingUpTo() {
    return agent.agent.ownSpendingUpTo();
  }

  CompletableFuture<CallEnd> end() {
    return end;
  }

  /// Whose call it is.
  ActiveAgent agent() {
    return agent;
  }

  /// Completed when it has ended and its handler is not at work any more, whichever comes last.
  CompletableFuture<Void> gone() {
    return CompletableFuture.allOf(end.exceptionally(_ -> null), back);
  }

  /// Starts the handler, unless the run was concluded before it could.
  ///
  /// @return whether it has started
  synchronized boolean start() {
    if (concluded.get()) {
      return false;
    }
    worker = Thread.ofVirtual().name("call-" + award.call()).start(() -> work(sale));
    return true;
  }

  private synchronized boolean isStarted() {
    return worker != null;
  }

  private <I extends Record, O extends Record> void work(Agent.Sale<I, O> typed) {
    LOG.info("run {} by {}", award.call(), award.agent());
    try {
      O output = handled(typed);
      List<String> problems = RecordSchema.of(typed.capability().output()).problems(output);
      if (context.overrun()) {
        conclude(this::overrun);
      } else if (!problems.isEmpty()) {
        conclude(() -> fail(FailureKind.INVALID_RESULT, String.join("; ", problems)));
      } else {
        conclude(() -> deliver(output));
      }
    } catch (Refusal refusal) {
      conclude(() -> context.overrun() ? overrun() : refuse(refusal.reason()));
    } catch (ReadRefused refused) {
      conclude(() -> context.overrun() ? overrun() : notRead(refused));
    } catch (InterruptedException _) {
      conclude(this::interrupted);
    } catch (AgentFailure failure) {
      conclude(() -> context.overrun() ? overrun() : fail(failure.kind(), failure.reason()));
    } catch (Throwable thrown) { // whatever an agent throws is the agent's failure, errors included
      LOG.info("{} threw at {}", award.agent(), award.call(), thrown);
      conclude(() ->
          context.overrun()
              ? overrun()
              : fail(FailureKind.THREW, "the agent's code threw an exception"));
    }
  }

  private <I extends Record, O extends Record> O handled(Agent.Sale<I, O> typed) throws Exception {
    try {
      Handler<I, O> handler = agent.handler(typed);
      I in = typed.capability().input().cast(input);
      return ScopedValue.where(CurrentCall.SCOPE, context).call(() -> handler.handle(in, context));
    } finally {
      comeBack();
    }
  }

  private void comeBack() {
    try {
      context.endStream();
    } finally { // before the answer, so that whoever gets it finds the place free
      agent.cameBack();
      back.complete(true);
    }
  }

  private CallEnd notRead(ReadRefused refused) {
    return refused.why() == ReadRefused.Why.OVER_BUDGET
        ? fail(FailureKind.EXPENSES_OVERRUN, refused.reason())
        : refuse(refused.reason());
  }

  /// Its agent has no place for it, neither at work nor in the mailbox.
  void overloaded() {
    int calls = agent.agent.callsAtOnce();
    conclude(() -> refuse("is busy with " + calls + " calls, and as many wait"));
  }

  /// The deadline has passed: the agent is not paid, whatever it may still return.
  void late() {
    conclude(this::overtime);
    interrupt();
  }

  private CallEnd overtime() {
    return fail(FailureKind.LATE, "still at work at its deadline");
  }

  /// A handler that gives up at its deadline may see it before the alarm does.
  private CallEnd interrupted() {
    boolean over = !services.clock().instant().isBefore(context.deadline());
    return over ? overtime() : fail(FailureKind.THREW, "the agent was interrupted");
  }

  /// The call is not wanted any more; its hold was voided already or is now.
  ///
  /// @param why how the book puts it
  void cancel(Cancel why) {
    conclude(() -> {
      reject(why.code(), why.sentence());
      return why.end();
    });
    interrupt();
  }

  private synchronized void interrupt() {
    context.unwanted(); // before the interrupt, so that who is woken by it sees why
    if (worker != null) {
      worker.interrupt();
    }
  }

  private interface Conclusion {
    CallEnd write();
  }

  private void conclude(Conclusion conclusion) {
    if (!concluded.compareAndSet(false, true)) {
      return;
    }
    try {
      end.complete(context.lost().isPresent() ? unknown() : conclusion.write());
    } catch (Throwable e) { // whoever waits is told, whatever it was
      end.completeExceptionally(e);
    }
  }

  /// Nothing is written: the book says the call is under way, and it is until somebody asks again.
  private CallEnd unknown() {
    throw new OutcomeUnknown(award.call(), context.lost().orElseThrow());
  }

  /// The runtime stops: from now on this run writes nothing, and the book says it is under way. The
  /// next start decides what becomes of it.
  void abandon() {
    if (concluded.compareAndSet(false, true)) {
      abandoned = true;
    }
  }

  /// Stops the handler of an abandoned run.
  void stop() {
    if (abandoned) {
      interrupt();
      end.completeExceptionally(new IllegalStateException("the runtime stops"));
    }
  }

  private CallEnd deliver(Record output) {
    byte[] json;
    try {
      json = RecordJson.bytes(output);
    } catch (UncheckedIOException e) { // its accessors are the agent's code
      LOG.info("{} gave a result that cannot be written at {}", award.agent(), award.call(), e);
      return fail(FailureKind.INVALID_RESULT, "the result cannot be written as JSON");
    }
    if (json.length > LARGEST_OUTPUT_BYTES) {
      return fail(
          FailureKind.INVALID_RESULT,
          "the result has " + json.length + " bytes, at most " + LARGEST_OUTPUT_BYTES);
    }
    Evidence evidence = context.evidence(this::write);
    ContentId result = write(json);
    ContentId reasons = write(RecordJson.bytes(evidence));
    List<AgentStateSet> state = context.written(this::write);
    Settlement.Paid paid =
        services
            .book()
            .await(
                new Delivery(
                    services
                        .settlement()
                        .settle(
                            award.call(),
                            new Settlement.Work(
                                result,
                                reasons,
                                context.chargedMicros(),
                                evidence.madeFrom(),
                                context.reads().costs())),
                    state,
                    context.reads()));
    return paid.status().ok()
        ? new CallEnd.Delivered(output, Amount.micros(paid.spentMicros()))
        : notPaid(paid.status());
  }

  /// It has delivered, but its hold had ended before: nothing is paid and nothing is released to
  /// the caller.
  private static CallEnd notPaid(LedgerStatus status) {
    return status == LedgerStatus.HOLD_EXPIRED
        ? new CallEnd.Failed(FailureKind.LATE, "delivered after its hold had run out")
        : new CallEnd.Cancelled();
  }

  private ContentId write(byte[] bytes) {
    try {
      return services.contents().write(award.owner(), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep what was made by " + award.call(), e);
    }
  }

  private CallEnd overrun() {
    return fail(
        FailureKind.EXPENSES_OVERRUN, "it tried to spend more on others than it had quoted");
  }

  private CallEnd refuse(String reason) {
    reject("refused", reason);
    return new CallEnd.Refused(reason);
  }

  private CallEnd fail(FailureKind kind, String reason) {
    reject(kind.code(), reason);
    return new CallEnd.Failed(kind, reason);
  }

  private void reject(String code, String reason) {
    context.end();
    var _ =
        services
            .book()
            .await(
                new Ending(
                    services.settlement().reject(award.call(), code, reason),
                    context.reads().accessed(false)));
  }
}
