package guildhall.task;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.book.BookClock;
import guildhall.book.Draft;
import guildhall.json.BadJsonException;
import guildhall.json.RecordJson;
import guildhall.ledger.HoldView;
import guildhall.ledger.Id;
import guildhall.market.Request;
import guildhall.sdk.Amount;
import guildhall.sdk.Capability;
import guildhall.sdk.Outcome;
import guildhall.sdk.schema.RecordSchema;
import guildhall.settlement.Engagement;
import guildhall.settlement.Sentences;
import guildhall.task.TaskFact.ApprovalAsked;
import guildhall.task.TaskFact.ApprovalDecided;
import guildhall.task.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One step on its way: the question to the user if it has one, the purchase, the answer.
final class StepRun {

  private final TaskServices services;
  private final TaskView task; // as it was when it was accepted or taken up
  private final Step step;
  private final Instant deadline;
  private final Consumer<StepEnd> whenEnded;
  private final Consumer<Throwable> whenLost;
  private final Semaphore poked = new Semaphore(0);
  private @Nullable Thread thread;

  StepRun(
      TaskServices services,
      TaskView task,
      Step step,
      Instant taskDeadline,
      Consumer<StepEnd> whenEnded,
      Consumer<Throwable> whenLost) {
    this.services = services;
    this.task = task;
    this.step = step;
    this.deadline = deadline(services, step, taskDeadline);
    this.whenEnded = whenEnded;
    this.whenLost = whenLost;
  }

  private static Instant deadline(TaskServices services, Step step, Instant taskDeadline) {
    Instant latest = taskDeadline.minusMillis(500);
    return step.within()
        .map(within -> services.clock().instant().plus(within))
        .filter(own -> step.approval().isEmpty() && own.isBefore(latest))
        .orElse(latest);
  }

  synchronized void start(JsonNode input) {
    thread = Thread.ofVirtual().name("step-" + task.id() + "-" + step.id()).start(() -> run(input));
  }

  void poke() {
    poked.release();
  }

  synchronized void stop() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void run(JsonNode input) {
    try {
      whenEnded.accept(perform(input));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      whenLost.accept(e);
    }
  }

  private StepEnd perform(JsonNode input) throws InterruptedException {
    Optional<Capability<?, ?>> capability = services.host().capability(step.capability());
    if (capability.isEmpty()) {
      return failed("no_offer", "nobody sells " + step.capability());
    }
    Record bound;
    try {
      bound = (Record) RecordJson.bind(input, capability.get().input());
    } catch (BadJsonException e) {
      return failed("invalid_input", step.capability() + " cannot take this: " + e.sentence());
    }
    List<String> problems = RecordSchema.of(capability.get().input()).problems(bound);
    if (!problems.isEmpty()) {
      return failed("invalid_input", step.capability() + ": " + String.join("; ", problems));
    }
    if (step.approval().isPresent()
        && !asked("effect", step.approval().get(), Id.hash(input.toString()))) {
      return new StepEnd(step.id(), "declined", "declined", "not approved", null);
    }
    return buy(bound);
  }

  private StepEnd buy(Record input) throws InterruptedException {
    Outcome<Record> outcome = services.market().buy(request(input), false);
    if (outcome instanceof Outcome.Interrupted<Record>(var reason, var _)) {
      if (!asked("interrupted", reason + "; run it again?", interruption(reason))) {
        giveUp(reason);
        return failed("interrupted", reason);
      }
      outcome = services.market().buy(request(input), true);
    }
    return switch (outcome) {
      case Outcome.Delivered<Record>(var value, var _, var _) ->
          new StepEnd(step.id(), "delivered", "", "", RecordJson.tree(value));
      case Outcome.Failed<Record>(var kind, var reason, var _) -> failed(kind.code(), reason);
      case Outcome.Refused<Record>(var reason, var _) -> failed("refused", reason);
      case Outcome.TooDear<Record> dear -> failed("too_dear", dear.sentence());
      case Outcome.NoOffer<Record>(var reason) -> failed("no_offer", reason);
      case Outcome.Expired<Record> late -> failed("deadline_passed", late.sentence());
      case Outcome.Cancelled<Record> _ -> failed("canceled", "canceled");
      case Outcome.Interrupted<Record>(var reason, var _) -> failed("interrupted", reason);
    };
  }

  /// Identity of this interruption: one that is being asked about or was declined is the same
  /// still, but leave that was given before the runtime stopped may have been used, and is asked
  /// for again.
  private Id interruption(String reason) {
    Map<String, Boolean> decided = task.decided();
    int before = 0;
    Id subject;
    do {
      subject = Id.hash(requestId(), reason, Integer.toString(before++));
    } while (decided.getOrDefault(approval("interrupted", subject), false));
    return subject;
  }

  private void giveUp(String reason) {
    List<Engagement> attempts =
        services.book().await(_ -> services.engagements().attempts(requestId()));
    services
        .book()
        .await(services.settlement().reject(attempts.getLast().call(), "interrupted", reason));
  }

  private StepEnd failed(String code, String reason) {
    return new StepEnd(step.id(), "failed", code, reason, null);
  }

  private String requestId() {
    return task.id() + "/" + step.id();
  }

  private Request request(Record input) {
    return new Request(
        requestId(),
        task.id(),
        Optional.empty(),
        task.hold(),
        step.capability(),
        input,
        ceiling(),
        step.qualityFloor().orElse(0),
        deadline,
        _ -> {},
        _ -> {},
        Optional.empty());
  }

  private Amount ceiling() {
    return step.atMost()
        .orElseGet(() ->
            Amount.micros(
                services
                    .book()
                    .await(_ ->
                        services
                            .ledger()
                            .openHold(task.hold())
                            .map(HoldView::freeMicros)
                            .orElse(0L))));
  }

  /// Asks the user and waits for the answer; no answer in time counts as no.
  private boolean asked(String kind, String question, Id subject) throws InterruptedException {
    String approval = approval(kind, subject);
    ApprovalAsked asked =
        new ApprovalAsked(
            task.id(),
            step.id(),
            approval,
            kind,
            Sentences.fit(question),
            subject,
            price().micros(),
            BookClock.micros(deadline));
    services.book().await(draft -> askOnce(draft, asked));
    while (true) {
      Optional<Boolean> answer = services.book().await(_ -> answer(approval));
      if (answer.isPresent()) {
        return answer.get();
      }
      long left = Duration.between(services.clock().instant(), deadline).toMillis();
      if (left <= 0 || !poked.tryAcquire(left, TimeUnit.MILLISECONDS)) {
        expire(approval);
      }
    }
  }

  /// Identity of a question: another subject or another price is another question.
  private String approval(String kind, Id subject) {
    return Id.hash(task.id(), step.id(), kind, subject.toString(), price().toString())
        .toString()
        .substring(0, 16);
  }

  private Amount price() {
    return step.atMost().orElse(Amount.micros(task.submitted().budgetMicros()));
  }

  private boolean askOnce(Draft draft, ApprovalAsked asked) {
    TaskView now = services.tasks().find(task.id()).orElseThrow();
    boolean known =
        now.decided().containsKey(asked.approval())
            || now.pending().stream().anyMatch(each -> each.approval().equals(asked.approval()));
    if (!known && !now.state().ended()) {
      draft.append(asked);
    }
    return true;
  }

  private Optional<Boolean> answer(String approval) {
    return services.tasks().isOpen(task.id())
        ? services.tasks().decision(task.id(), approval)
        : Optional.of(false);
  }

  private void expire(String approval) {
    services
        .book()
        .await(draft -> {
          if (answer(approval).isEmpty()) {
            draft.append(new ApprovalDecided(task.id(), approval, false, ""));
          }
          return true;
        });
  }
}
