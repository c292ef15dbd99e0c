package guildhall.roundtrip;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.ONE_CREDIT;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.TITLE;
import static guildhall.toyworld.Toys.seller;
import static guildhall.toyworld.Toys.shouter;

import guildhall.book.Entry;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.book.Snapshotted;
import guildhall.datanet.Contribution;
import guildhall.runtime.Guildhall;
import guildhall.runtime.State;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Ask;
import guildhall.sdk.Call;
import guildhall.sdk.Refusal;
import guildhall.sdk.StateKey;
import guildhall.sdk.Terms;
import guildhall.task.TaskRequest;
import guildhall.task.plan.Plan;
import guildhall.task.plan.Step;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// A day of a real node in memory: agents that deliver, refuse, fail, read data and hire others,
/// and tasks in every state there is.
public final class BusyDay {

  private static final StateKey<Word> LAST = StateKey.of("reader.last", Word.class);
  private static final Agent READER =
      Agent.named("reader")
          .sells(SHOUT, ONE_CREDIT.withExpensesUpTo(Amount.credits("2")), BusyDay::read);
  private static final Agent REFUSER =
      Agent.named("refuser")
          .sells(
              TITLE,
              Terms.fee(Amount.micros(5)),
              (_, _) -> {
                throw new Refusal("not today");
              });
  private static final Agent THROWER =
      Agent.named("thrower")
          .sells(
              TITLE,
              Terms.fee(Amount.micros(6)),
              (_, _) -> {
                throw new IllegalStateException("broken");
              });
  private static final Agent TITLER = seller("titler", TITLE, (in, _) -> in);

  private final List<Entry> decided;
  private final List<Entry> decoded;
  private final Map<String, byte[]> live;

  private BusyDay(List<Entry> decided, List<Entry> decoded, Map<String, byte[]> live) {
    this.decided = decided;
    this.decoded = decoded;
    this.live = live;
  }

  /// Its entries as they were decided.
  public List<Entry> decided() {
    return decided;
  }

  /// The same entries as a restart reads them.
  public List<Entry> decoded() {
    return decoded;
  }

  /// What the node's own projection of that name saved after the last of them.
  public byte[] live(Snapshotted projection) {
    return Objects.requireNonNull(live.get(projection.name())).clone();
  }

  private static Word read(Word in, Call call) throws Refusal, InterruptedException {
    call.progress(500, "half");
    var _ = call.state().update(LAST, in, _ -> in);
    var found = call.datanet("facts").search("wine", Map.of(), 9);
    Word title = call.ask(TITLE, in, Ask.atMost(Amount.credits("2"))).orThrow();
    return new Word(found.getFirst().text() + " " + title.word());
  }

  /// Lives it, and replays it.
  public static BusyDay lived() throws Exception {
    MemoryJournal journal = new MemoryJournal();
    MemoryContentStore contents = new MemoryContentStore();
    List<Entry> decided;
    Map<String, byte[]> live;
    try (var world =
        ToyWorld.on(journal, contents, Map.of(), READER, REFUSER, THROWER, TITLER).ready()) {
      live(world);
      record Seen(long position, Map<String, byte[]> bytes) {}
      Seen seen =
          world
              .node()
              .book()
              .await(draft -> new Seen(draft.position(), bytesByName(world.node().state())));
      live = seen.bytes();
      decided = world.node().book().feed().read(0, (int) seen.position());
    }
    try (var world = ToyWorld.on(journal, contents, Map.of())) {
      return new BusyDay(decided, world.node().book().feed().read(0, decided.size()), live);
    }
  }

  private static Map<String, byte[]> bytesByName(State state) {
    return state.projections().stream()
        .collect(Collectors.toMap(Snapshotted::name, RoundTrip::bytes));
  }

  private static void live(ToyWorld world) throws Exception {
    var _ = world.node().publish("facts", List.of(fact("at", "cid", "Austria wine exports grew")));
    var _ =
        world
            .node()
            .publish(
                "facts",
                List.of(fact("at", "dot", "Austria wine"), fact("fr", "eve", "France wine")));
    String paid = submit(world, Optional.of("key"), word("a", SHOUT.name()));
    var _ = world.await(paid, event -> event.type().equals("royalties.distributed"));
    var _ = world.end(paid);
    String approved = submit(world, Optional.empty(), asking("a"), word("b", TITLE.name()));
    world.node().tasks().decide(approved, pending(world, approved), true, Guildhall.LOCAL);
    var _ = world.end(approved);
    String declined = submit(world, Optional.of("other"), asking("a"));
    world.node().tasks().decide(declined, pending(world, declined), false, Guildhall.LOCAL);
    var _ = world.end(declined);
    String canceled = submit(world, Optional.empty(), asking("a"));
    var _ = pending(world, canceled);
    world.node().tasks().cancel(canceled, Guildhall.LOCAL);
    var _ = world.end(submit(world, Optional.empty(), word("a", "toy.unknown")));
    world.node().host(shouter("ann"));
    var _ = pending(world, submit(world, Optional.of("last"), asking("a")));
  }

  private static Contribution fact(String id, String contributor, String text) {
    return new Contribution(id, contributor, text, Map.of("country", id));
  }

  private static String submit(ToyWorld world, Optional<String> key, Step... steps)
      throws Exception {
    return world
        .node()
        .tasks()
        .submit(
            new TaskRequest(
                Guildhall.LOCAL,
                "steps",
                new Plan(List.of(steps), Optional.empty()),
                json(Map.of()),
                Amount.credits("9"),
                world.node().clock().instant().plus(Duration.ofMinutes(5)),
                key,
                "body"))
        .task();
  }

  private static Step word(String id, String capability) {
    return step(id, capability, json(new Word(id)));
  }

  private static Step asking(String id) {
    return new Step(
        id,
        TITLE.name(),
        json(new Word(id)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("really?"),
        Optional.empty(),
        Optional.empty());
  }

  private static String pending(ToyWorld world, String task) throws Exception {
    return world
        .await(task, event -> event.type().equals("approval.asked"))
        .data()
        .path("approval")
        .asText();
  }
}
