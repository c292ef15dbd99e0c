package guildhall.task;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.ContentId;
import guildhall.book.Entry;
import guildhall.book.Fact;
import guildhall.host.Progressed;
import guildhall.ledger.Id;
import guildhall.market.NoAward;
import guildhall.outbound.EffectAcknowledged;
import guildhall.roundtrip.BusyDay;
import guildhall.roundtrip.RoundTrip;
import guildhall.settlement.SettlementFact.Rejected;
import guildhall.task.TaskFact.ApprovalAsked;
import guildhall.task.TaskFact.ApprovalDecided;
import guildhall.task.TaskFact.StepEnded;
import guildhall.task.TaskFact.TaskEnded;
import guildhall.task.TaskFact.TaskSubmitted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Tasks, put aside and taken up again.
class TasksStateTest {

  private static final ContentId CONTENT = new ContentId("ab".repeat(32));
  private static final Id ID = Id.hash("some");

  /// All of one hash, so that their order in a hash map is that in which they came.
  private static final List<String> APPROVALS = List.of("AaAa", "AaBB", "BBAa", "BBBB");

  private static RoundTrip<Tasks> trip(List<Entry> entries) {
    List<TaskSubmitted> submitted = new ArrayList<>();
    List<ApprovalAsked> asked = new ArrayList<>();
    for (Entry entry : entries) {
      switch (entry.fact()) {
        case TaskSubmitted fact -> submitted.add(fact);
        case ApprovalAsked fact -> asked.add(fact);
        default -> {}
      }
    }
    return new RoundTrip<>(Tasks::new, tasks -> answers(tasks, submitted, asked));
  }

  private static Object answers(
      Tasks tasks, List<TaskSubmitted> submitted, List<ApprovalAsked> asked) {
    List<Object> found = new ArrayList<>();
    found.add(tasks.open());
    for (TaskSubmitted each : submitted) {
      found.add(tasks.find(each.task()));
      found.add(tasks.isOpen(each.task()));
      found.add(tasks.newest(each.principal(), "", 3));
      found.add(tasks.newest(each.principal(), each.task(), 100));
      found.add(tasks.submission(each.principal(), each.idempotencyKey().orElse("none")));
    }
    for (ApprovalAsked each : asked) {
      found.add(tasks.decision(each.task(), each.approval()));
    }
    return found;
  }

  private static TaskSubmitted submitted(String task, String principal, Optional<String> key) {
    return new TaskSubmitted(
        task, principal, "steps", CONTENT, 5, 6, key, Id.hash("body", task), Id.hash("task", task));
  }

  private static ApprovalAsked asked(String task, String approval) {
    return new ApprovalAsked(task, "a", approval, "effect", "really?", ID, 7, 8);
  }

  /// Tasks under way at the same time, each with whatever can happen to it; a key is used again.
  private static List<Entry> random(long seed) {
    Random random = new Random(seed);
    List<Fact> facts = new ArrayList<>();
    int tasks = 0;
    for (int i = 0; i < 60; i++) {
      if (tasks == 0 || random.nextInt(8) == 0) {
        facts.add(
            submitted(
                "t" + tasks++,
                "p" + random.nextInt(2),
                random.nextBoolean() ? Optional.of("k" + random.nextInt(3)) : Optional.empty()));
      }
      facts.add(something(random, "t" + random.nextInt(tasks), i));
    }
    return RoundTrip.entries(facts);
  }

  private static Fact something(Random random, String task, int number) {
    String approval = APPROVALS.get(random.nextInt(APPROVALS.size()));
    return switch (random.nextInt(9)) {
      case 0, 1 -> asked(task, approval);
      case 2, 3 -> new ApprovalDecided(task, approval, random.nextBoolean(), "p0");
      case 4 -> new StepEnded(task, "s" + number, "failed", "agent_threw", "it threw");
      case 5 -> new Progressed(task, task + "/a#0", "toy.shout", "ann", number, "half");
      case 6 -> new NoAward(task + "/a", task, "toy.shout", "no_offer", List.of());
      case 7 ->
          random.nextBoolean()
              ? new EffectAcknowledged(task, "mail", "k" + number, "")
              : new Rejected(task + "/a#0", "refused", "no");
      default -> ended(random, task);
    };
  }

  private static TaskEnded ended(Random random, String task) {
    return switch (random.nextInt(3)) {
      case 0 -> new TaskEnded(task, TaskState.COMPLETED, "", "", Optional.of(CONTENT));
      case 1 -> new TaskEnded(task, TaskState.FAILED, "refused", "no", Optional.empty());
      default -> new TaskEnded(task, TaskState.CANCELED, "canceled", "by me", Optional.empty());
    };
  }

  @Test
  void load_whatWasSaved_isTheSameNowAndLater() {
    for (long seed = 0; seed < 30; seed++) {
      List<Entry> entries = random(seed);
      trip(entries).holdsAfterEach(entries);
    }
  }

  @Test
  void load_stateOfARealNode_isTheSameNowAndLater() throws Exception {
    BusyDay day = BusyDay.lived();
    RoundTrip<Tasks> trip = trip(day.decided());
    Tasks replayed = trip.fold(day.decoded());

    trip.holdsAfterEach(day.decided());
    assertThat(RoundTrip.bytes(replayed)).as("replayed").isEqualTo(day.live(replayed));
    assertThat(RoundTrip.bytes(trip.fold(day.decided()))).isEqualTo(day.live(replayed));
    assertThat(replayed.newest("local", "", 100))
        .extracting(TaskView::state)
        .containsExactly(
            TaskState.INPUT_REQUIRED,
            TaskState.FAILED,
            TaskState.CANCELED,
            TaskState.COMPLETED,
            TaskState.COMPLETED,
            TaskState.COMPLETED);
  }

  @Test
  void load_aVeryLongTask_keepsEveryEvent() {
    List<Fact> facts = new ArrayList<>(List.of(submitted("t0", "p0", Optional.empty())));
    for (int i = 1; i < 2500; i++) {
      facts.add(new Progressed("t0", "t0/a#0", "toy.shout", "ann", 500, ""));
    }
    List<Entry> entries = RoundTrip.entries(facts);
    RoundTrip<Tasks> trip = trip(entries);
    Tasks tasks = trip.fold(entries);
    Tasks copy = trip.loaded(RoundTrip.bytes(tasks));

    assertThat(copy.find("t0")).isEqualTo(tasks.find("t0"));
    assertThat(copy.find("t0").orElseThrow().events()).hasSize(2500).endsWith(2499L);
    assertThat(RoundTrip.bytes(copy)).isEqualTo(RoundTrip.bytes(tasks));
  }

  @Test
  void save_answersThatCameInAnotherOrder_areTheSameBytes() {
    List<String> back = new ArrayList<>(APPROVALS);
    Collections.reverse(back);
    assertThat(answered(back)).isEqualTo(answered(APPROVALS));
  }

  private static byte[] answered(List<String> approvals) {
    List<Fact> facts = new ArrayList<>(List.of(submitted("t0", "p0", Optional.empty())));
    approvals.forEach(approval -> facts.add(new ApprovalDecided("t0", approval, true, "p0")));
    List<Entry> entries = RoundTrip.entries(facts);
    return RoundTrip.bytes(trip(entries).fold(entries));
  }

  @Test
  void load_bytesCutOff_isRefused() {
    trip(random(1)).refusesWhatIsCut(random(1));
    trip(List.of()).refusesWhatIsCut(List.of());
  }

  @Test
  void load_whatIsOfNoTask_isRefused() throws Exception {
    TaskSubmitted submitted = submitted("t0", "p0", Optional.empty());
    trip(List.of()).refusesWhatBelongsToNothing(RoundTrip.entries(List.of(submitted)));
  }

  @Test
  void load_unknownVersion_isRefused() {
    trip(List.of()).refusesOtherVersions();
  }
}
