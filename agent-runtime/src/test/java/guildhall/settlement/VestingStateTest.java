package guildhall.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Entry;
import guildhall.ledger.Operation.CloseAccount;
import guildhall.roundtrip.RoundTrip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Royalties that vest, put aside and taken up again, after random days of a counter; and whatever
/// is done on such a day, no micro-credit is lost or made.
class VestingStateTest {

  private static final List<String> CONTRIBUTORS = List.of("AaAa", "AaBB", "BBAa", "BBBB", "gone");
  private static final long HOUR = 3_600_000_000L;
  private static final int STEPS = 60;

  private static final RoundTrip<Vesting> TRIP =
      new RoundTrip<>(Vesting::new, VestingStateTest::answers);

  private static Object answers(Vesting vesting) {
    List<Object> found = new ArrayList<>();
    found.add(vesting.backlog(new Engagements(), Long.MAX_VALUE));
    found.add(vesting.firstDue(Long.MAX_VALUE, 3));
    found.add(vesting.vestingMicros());
    for (String each : CONTRIBUTORS) {
      found.add(vesting.figures(each));
      found.add(vesting.successor(each));
    }
    return found;
  }

  /// Distributions, reversals, successors, claims, and time that passes.
  private static void live(Counter counter, Random random, int step) {
    String call = "t/r" + random.nextInt(step + 1) + "#0";
    String one = CONTRIBUTORS.get(random.nextInt(CONTRIBUTORS.size()));
    String other = CONTRIBUTORS.get(random.nextInt(CONTRIBUTORS.size()));
    switch (random.nextInt(9)) {
      case 0 -> counter.pass(random.nextLong(HOUR / 4));
      case 1 -> counter.reverse(call, OptionalInt.empty(), Optional.empty(), "wrong");
      case 2 -> counter.reverse(call, OptionalInt.of(random.nextInt(2)), Optional.of(one), "hers");
      case 3 -> counter.nameSuccessor(one, other);
      case 4 -> counter.claim(one);
      default -> counter.distributed("t/r" + step, 1 + random.nextInt(20_000), one, other);
    }
    if (step == STEPS / 2) {
      counter.decide(new CloseAccount("gone"));
    }
  }

  @Test
  void anyDay_everyMicroCredit_isWhereTheFiguresSay() throws Exception {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      try (Counter counter = new Counter()) {
        CONTRIBUTORS.forEach(each -> counter.fund(each, 1));
        counter.empty("gone");
        for (int step = 0; step < STEPS; step++) {
          counter.newTask();
          live(counter, random, step);
          assertWhole(counter, "seed " + seed + ", step " + step);
        }
        for (int batch = 0; batch < STEPS; batch++) {
          counter.pass(HOUR); // a batch pays only so many buckets
        }
        assertThat(counter.backlog().vestingMicros()).isZero();
        assertWhole(counter, "seed " + seed);
      }
    }
  }

  private static void assertWhole(Counter counter, String when) {
    RoyaltyBacklog backlog = counter.backlog();
    assertThat(counter.trialBalance()).as(when).isZero();
    assertThat(counter.balance("@vesting")).as(when).isEqualTo(backlog.vestingMicros());
    assertThat(counter.balance("@royalties"))
        .as(when)
        .isEqualTo(backlog.waitingMicros() + backlog.returnedMicros());
    long unclaimed = 0;
    long paid = 0;
    long has = 0;
    for (String each : CONTRIBUTORS) {
      RoyaltyFigures figures = counter.figures(each);
      assertThat(figures.vestingMicros()).as(when).isNotNegative();
      unclaimed += figures.unclaimedMicros();
      paid += figures.paidMicros();
      has += counter.balance(each) - (each.equals("gone") ? 0 : 1);
    }
    assertThat(counter.balance("@unclaimed")).as(when).isEqualTo(unclaimed);
    assertThat(has).as(when).isEqualTo(paid);
  }

  private static List<Entry> day(long seed) throws IOException {
    Random random = new Random(seed);
    try (Counter counter = new Counter()) {
      CONTRIBUTORS.forEach(each -> counter.fund(each, 1));
      counter.empty("gone");
      for (int step = 0; step < STEPS; step++) {
        counter.newTask();
        live(counter, random, step);
      }
      List<Entry> entries = counter.entries();
      assertThat(RoundTrip.bytes(TRIP.fold(entries))).isEqualTo(counter.savedVesting());
      return entries.stream()
          .filter(entry -> entry.fact().getClass().getName().contains("settlement"))
          .toList();
    }
  }

  @Test
  void load_whatWasSaved_isTheSameNowAndLater() throws Exception {
    for (long seed = 0; seed < 5; seed++) {
      TRIP.holdsAfterEach(day(seed));
    }
  }

  @Test
  void load_bytesCutOffOrOfAnotherVersion_isRefused() throws Exception {
    TRIP.refusesWhatIsCut(day(1));
    TRIP.refusesWhatBelongsToNothing(day(1));
    TRIP.refusesOtherVersions();
  }
}
