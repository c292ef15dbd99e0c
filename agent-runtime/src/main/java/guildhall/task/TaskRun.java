package guildhall.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.ContentId;
import guildhall.book.Draft;
import guildhall.json.RecordJson;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.Operation.Capture;
import guildhall.settlement.Sentences;
import guildhall.task.TaskFact.StepEnded;
import guildhall.task.TaskFact.TaskEnded;
import guildhall.task.plan.References;
import guildhall.task.plan.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Drives one task: starts every step as soon as what it needs has ended, each on a virtual thread,
/// until all have ended, one has failed, or the task is over for another reason.
///
/// It keeps nothing that the book does not have: after a crash a new run asks for every step again
/// under the same ids, and what was delivered comes back without being done or paid again.
final class TaskRun {

  private static final Logger LOG = LoggerFactory.getLogger(TaskRun.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final TaskServices services;
  private volatile TaskView view;
  private final String task;
  private final Consumer<String> whenEnded;
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Map<String, StepRun> steps = new HashMap<>();
  private @Nullable Thread driver;
  private volatile boolean stopping;

  /// What wakes the driver.
  sealed interface Event {
    /// A step has ended.
    record Ended(StepEnd end) implements Event {}

    /// Something in the book may have changed.
    record Poke() implements Event {}

    /// It is not known how a step ended.
    record Lost(Throwable cause) implements Event {}

    /// The runtime stops.
    record Stop() implements Event {}
  }

  /// @param view as the task was when it was accepted or taken up
  TaskRun(TaskServices services, TaskView view, Consumer<String> whenEnded) {
    this.services = services;
    this.view = view;
    this.task = view.id();
    this.whenEnded = whenEnded;
  }

  synchronized void start() {
    if (driver == null) {
      driver = Thread.ofVirtual().name("task-" + task).start(this::drive);
    }
  }

  void poke() {
    events.add(new Event.Poke());
  }

  void stop() {
    stopping = true;
    events.add(new Event.Stop());
  }

  private void drive() {
    Duration pause = FIRST_PAUSE;
    try {
      while (!driveOnce() && pauseFor(pause)) {
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      stopSteps();
      whenEnded.accept(task);
    }
  }

  /// Asks for every step again under its old id: what was delivered comes back, what runs is
  /// joined.
  ///
  /// @return false if something went wrong that is not the task's fault
  private boolean driveOnce() throws InterruptedException {
    try {
      view = view();
      new Course(order()).run();
      return true;
    } catch (RuntimeException | Error e) {
      if (stopping) {
        LOG.info("task {} is left as it is: the runtime stops", task);
      } else {
        LOG.error("task {} cannot go on at the moment", task, e);
      }
      return false;
    }
  }

  /// @return false if there is no point in trying again before the next start
  private boolean pauseFor(Duration pause) throws InterruptedException {
    stopSteps();
    if (stopping || services.book().state() != Book.State.OPEN) {
      return false;
    }
    long until = System.nanoTime() + pause.toNanos();
    long left = pause.toNanos();
    while (left > 0 && !stopping) {
      events.poll(
          left, TimeUnit.NANOSECONDS); // what steps of the last try have to say is in the book
      left = until - System.nanoTime();
    }
    return !stopping;
  }

  private void stopSteps() {
    steps.values().forEach(StepRun::stop);
    steps.clear();
  }

  private TaskView view() {
    return services.book().await(_ -> services.tasks().find(task).orElseThrow());
  }

  private TaskOrder order() {
    try {
      byte[] json =
          services
              .contents()
              .get(view.submitted().order())
              .orElseThrow(() -> new IOException("content is gone"));
      return RecordJson.read(json, TaskOrder.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the order of " + task, e);
    }
  }

  /// The state of one drive.
  private final class Course {
    private final TaskOrder order;
    private final Instant deadline;
    private final Map<String, JsonNode> outputs = new LinkedHashMap<>();
    private final Set<String> started = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Set<String> without = new HashSet<>();

    Course(TaskOrder order) {
      this.order = order;
      this.deadline = BookClock.instant(view.submitted().deadlineMicros());
    }

    void run() throws InterruptedException {
      if (view().state().ended() || !takeUp()) {
        return;
      }
      while (ended.size() < order.plan().steps().size()) {
        startReady();
        if (ended.size() == order.plan().steps().size()) {
          break;
        }
        if (!await()) {
          return;
        }
      }
      end(TaskState.COMPLETED, "", "", Optional.of(result()));
    }

    /// Steps that ended without a result before a crash are not tried again: what the book says
    /// stands. What was delivered is asked for again and comes back from the book.
    ///
    /// @return false if the task is over with one of them
    private boolean takeUp() {
      for (StepEnded known : view.steps()) {
        if (!known.outcome().equals("delivered")) {
          started.add(known.step());
          if (!record(
              new StepEnd(known.step(), known.outcome(), known.code(), known.reason(), null))) {
            return false;
          }
        }
      }
      return true;
    }

    private void startReady() {
      for (Step step : order.plan().ready(started, ended)) {
        started.add(step.id());
        Optional<String> skip = reasonToSkip(step);
        if (skip.isPresent()) {
          record(new StepEnd(step.id(), "skipped", "skipped", skip.get(), null));
          startReady();
          return;
        }
        StepRun run =
            new StepRun(
                services, view, step, deadline, this::tell, e -> events.add(new Event.Lost(e)));
        steps.put(step.id(), run);
        run.start(References.resolve(step.input(), order.input(), outputs));
      }
    }

    private void tell(StepEnd end) {
      events.add(new Event.Ended(end));
    }

    private Optional<String> reasonToSkip(Step step) {
      if (step.when().isPresent()) {
        Step.When when = step.when().get();
        JsonNode output = outputs.get(when.step());
        String value = output == null ? "" : output.at(when.path()).asText("");
        if (!when.in().contains(value)) {
          return Optional.of(
              when.step() + when.path() + " is " + (value.isEmpty() ? "nothing" : value));
        }
      }
      return References.steps(step.input()).stream()
          .filter(without::contains)
          .findFirst()
          .map(missing -> "step " + missing + " has no result");
    }

    /// @return false if the task is over or the runtime stops
    private boolean await() throws InterruptedException {
      long left = Duration.between(services.clock().instant(), deadline).toMillis();
      Event event = events.poll(Math.max(0, left), TimeUnit.MILLISECONDS);
      return switch (event) {
        case null -> {
          end(TaskState.FAILED, "deadline_passed", "not done by " + deadline, Optional.empty());
          yield false;
        }
        case Event.Stop() -> false;
        case Event.Lost(var cause) -> throw new IllegalStateException("a step was lost", cause);
        case Event.Poke() -> {
          steps.values().forEach(StepRun::poke);
          yield !view().state().ended();
        }
        case Event.Ended(var end) -> record(end);
      };
    }

    /// @return false if the task is over with it
    private boolean record(StepEnd end) {
      ended.add(end.step());
      if (end.output() == null) {
        without.add(end.step());
      } else {
        outputs.put(end.step(), end.output());
      }
      StepEnded fact = new StepEnded(task, end.step(), end.outcome(), end.code(), end.reason());
      services
          .book()
          .await(draft -> {
            if (isOpen() && isNew(end.step())) {
              draft.append(fact);
            }
            return true;
          });
      if (end.outcome().equals("failed")) {
        end(
            TaskState.FAILED,
            end.code(),
            "step " + end.step() + ": " + end.reason(),
            Optional.empty());
        return false;
      }
      return true;
    }

    /// Whether this end is not in the book yet; on the writer thread.
    private boolean isNew(String step) {
      return services.tasks().find(task).orElseThrow().steps().stream()
          .noneMatch(known -> known.step().equals(step));
    }

    private boolean isOpen() {
      return services.tasks().isOpen(task);
    }

    private JsonNode result() {
      List<Step> all = order.plan().steps();
      JsonNode result =
          order
              .plan()
              .result()
              .map(template -> References.resolve(template, order.input(), outputs))
              .orElseGet(() ->
                  outputs.getOrDefault(all.getLast().id(), JsonNodeFactory.instance.missingNode()));
      return result.isMissingNode() ? JsonNodeFactory.instance.objectNode() : result;
    }

    private void end(TaskState state, String code, String reason, Optional<JsonNode> result) {
      Optional<ContentId> kept = result.map(this::keep);
      services
          .book()
          .await(draft -> {
            if (!isOpen()) {
              return false;
            }
            release(state, draft);
            draft.append(new TaskEnded(task, state, code, Sentences.fit(reason), kept));
            return true;
          });
      services.host().cancelTask(task);
    }

    /// Ends the hold of the budget. Nothing should be open below that of a completed task; if
    /// something is, it is voided: no hold outlives its task.
    private void release(TaskState state, Draft draft) {
      Ledger ledger = services.ledger();
      Id hold = view.hold();
      if (state == TaskState.COMPLETED && ledger.openHold(hold).isPresent()) {
        Id id = ledger.newIdBelow(hold, draft.timeMicros(), draft.position(), "capture");
        ledger
            .decide(
                new Capture(id, hold, List.of(), "task", true),
                draft.timeMicros(),
                draft.position())
            .appendTo(draft);
      }
      services.settlement().release(draft, task, hold);
    }

    private ContentId keep(JsonNode result) {
      try {
        return services.contents().write(view.submitted().principal(), RecordJson.bytes(result));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot keep the result of " + task, e);
      }
    }
  }
}
