package guildhall.toyworld;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import guildhall.book.BookClock;
import guildhall.book.ContentStore;
import guildhall.book.Entry;
import guildhall.book.Journal;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.governance.Limits;
import guildhall.governance.Policy;
import guildhall.governance.Policy.ScoreWeights;
import guildhall.json.RecordJson;
import guildhall.ledger.AccountView;
import guildhall.rail.Rail;
import guildhall.runtime.Guildhall;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Receipt;
import guildhall.sdk.spi.Models;
import guildhall.settlement.ScoringTerms;
import guildhall.task.Refused;
import guildhall.task.TaskEvent;
import guildhall.task.TaskEvents;
import guildhall.task.TaskRequest;
import guildhall.task.TaskView;
import guildhall.task.plan.Plan;
import guildhall.task.plan.Step;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A node in memory. Waits of at most twenty seconds, on events and not on time.
public final class ToyWorld implements AutoCloseable {

  private final Vertx vertx;
  private final Map<String, Long> submitted = new ConcurrentHashMap<>();
  private final Guildhall guildhall;

  private ToyWorld(Vertx vertx, Guildhall guildhall) {
    this.vertx = vertx;
    this.guildhall = guildhall;
  }

  /// A fresh node with agents.
  public static ToyWorld of(Agent... agents) {
    return on(new MemoryJournal(), new MemoryContentStore(), Map.of(), agents);
  }

  /// A fresh node with agents and limits of its own.
  public static ToyWorld under(Limits limits, Agent... agents) {
    return at(
        BookClock.system(),
        new MemoryJournal(),
        new MemoryContentStore(),
        Map.of(),
        List.of(),
        limits,
        agents);
  }

  /// A node on a book that may hold something already.
  public static ToyWorld on(
      Journal journal, ContentStore contents, Map<String, URI> endpoints, Agent... agents) {
    return at(BookClock.system(), journal, contents, endpoints, agents);
  }

  /// The same with a clock of its own.
  public static ToyWorld at(
      BookClock clock,
      Journal journal,
      ContentStore contents,
      Map<String, URI> endpoints,
      Agent... agents) {
    return at(clock, journal, contents, endpoints, List.of(), Limits.USUAL, agents);
  }

  /// The same with models.
  public static ToyWorld withModels(
      Models models, Journal journal, ContentStore contents, Agent... agents) {
    return withModels(models, ScoringTerms.OFF, journal, contents, agents);
  }

  /// The same with models that are asked about the answers they wrote.
  public static ToyWorld withModels(
      Models models,
      ScoringTerms scoring,
      Journal journal,
      ContentStore contents,
      Agent... agents) {
    return with(
        Guildhall.Options.USUAL.withModels(models, scoring),
        BookClock.system(),
        journal,
        contents,
        Map.of(),
        agents);
  }

  /// A fresh node with rails and no agents.
  public static ToyWorld withRails(List<Rail> rails) {
    return at(
        BookClock.system(),
        new MemoryJournal(),
        new MemoryContentStore(),
        Map.of(),
        rails,
        Limits.USUAL);
  }

  private static ToyWorld at(
      BookClock clock,
      Journal journal,
      ContentStore contents,
      Map<String, URI> endpoints,
      List<Rail> rails,
      Limits limits,
      Agent... agents) {
    return with(
        Guildhall.Options.USUAL.withRails(rails).withLimits(limits),
        clock,
        journal,
        contents,
        endpoints,
        agents);
  }

  private static ToyWorld with(
      Guildhall.Options options,
      BookClock clock,
      Journal journal,
      ContentStore contents,
      Map<String, URI> endpoints,
      Agent... agents) {
    Vertx vertx = Vertx.vertx();
    try {
      Guildhall guildhall =
          Guildhall.start(
              new Guildhall.Setup(
                      vertx,
                      journal,
                      contents,
                      clock,
                      new Policy(0, 500, 2000, 0, new ScoreWeights(350, 150, 300, 150, 50)),
                      Amount.credits("1000"),
                      endpoints,
                      Guildhall.Keeping.USUAL)
                  .with(options));
      for (Agent agent : agents) {
        guildhall.host(agent);
      }
      return new ToyWorld(vertx, guildhall);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The node itself.
  public Guildhall node() {
    return guildhall;
  }

  /// Its event bus and timers.
  public Vertx vertx() {
    return vertx;
  }

  /// Takes up what was open and starts paying royalties.
  public ToyWorld ready() {
    var _ = guildhall.ready();
    return this;
  }

  /// A step without conditions.
  public static Step step(String id, String capability, JsonNode input) {
    return new Step(
        id,
        capability,
        input,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// JSON of a record.
  public static JsonNode json(Object value) {
    return RecordJson.tree(value);
  }

  /// Submits steps under a budget.
  public String submit(String budget, Step... steps) throws Refused {
    long from = guildhall.book().feed().end();
    String task = submitted(budget, steps);
    submitted.put(task, from);
    return task;
  }

  private String submitted(String budget, Step... steps) throws Refused {
    return guildhall
        .tasks()
        .submit(
            new TaskRequest(
                Guildhall.LOCAL,
                "steps",
                new Plan(List.of(steps), Optional.empty()),
                JsonNodeFactory.instance.objectNode(),
                Amount.credits(budget),
                guildhall.clock().instant().plus(Duration.ofSeconds(60)),
                Optional.empty(),
                "body"))
        .task();
  }

  /// A task as it stands.
  public TaskView task(String id) throws Refused {
    return guildhall.tasks().find(id, Guildhall.LOCAL);
  }

  /// Waits for a task to end.
  public TaskView end(String task) throws Exception {
    var _ = await(task, event -> event.type().equals("task.ended"));
    return task(task);
  }

  /// Waits for an event of a task, looking at the book from where it was submitted to this node, or
  /// from the beginning.
  public TaskEvent await(String task, Predicate<TaskEvent> wanted) throws Exception {
    CompletableFuture<TaskEvent> found = new CompletableFuture<>();
    try (var _ =
        guildhall
            .book()
            .feed()
            .subscribe(
                "test",
                submitted.getOrDefault(task, 0L),
                entry -> match(entry, task, wanted, found))) {
      return found.get(20, TimeUnit.SECONDS);
    }
  }

  private static void match(
      Entry entry, String task, Predicate<TaskEvent> wanted, CompletableFuture<TaskEvent> found) {
    TaskEvents.of(entry)
        .filter(event -> event.task().equals(task) && wanted.test(event))
        .ifPresent(found::complete);
  }

  /// Every event of a task so far, in order.
  public List<TaskEvent> events(String task) throws Refused {
    return task(task).events().stream()
        .flatMap(position -> TaskEvents.of(guildhall.book().feed().get(position)).stream())
        .toList();
  }

  /// An account as it stands.
  public AccountView account(String name) {
    return guildhall.book().await(_ -> guildhall.state().ledger().find(name).orElseThrow());
  }

  /// The posted balance of an account, 0 if there is none.
  public long balance(String name) {
    return guildhall
        .book()
        .await(
            _ -> guildhall.state().ledger().find(name).map(AccountView::balanceMicros).orElse(0L));
  }

  /// The receipt of a task as it stands.
  public Receipt receipt(String task) {
    return guildhall.book().await(draft -> guildhall.receipts().ofTask(task, draft.timeMicros()));
  }

  /// Nothing is held any more, and all balances sum to zero.
  public boolean isSettled() {
    return guildhall
        .book()
        .await(_ ->
            guildhall.state().ledger().openHoldCount() == 0
                && guildhall.state().ledger().trialBalanceMicros() == 0);
  }

  @Override
  public void close() {
    try {
      guildhall.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
