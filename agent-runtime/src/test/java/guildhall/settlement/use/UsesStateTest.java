package guildhall.settlement.use;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Entry;
import guildhall.roundtrip.RoundTrip;
import guildhall.settlement.UseDays;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where uses are, put aside and taken up again, after random days.
class UsesStateTest {

  private static final RoundTrip<Uses> TRIP = new RoundTrip<>(Uses::new, UsesStateTest::answers);

  private static Object answers(Uses uses) {
    List<Object> found = new ArrayList<>();
    found.add(uses.recent());
    for (String each : UseDays.ACCOUNTS) {
      found.add(uses.knows(each));
      found.add(uses.owned(each));
      for (long entry : uses.entries(each, Long.MAX_VALUE, 1000)) {
        found.add(entry);
        found.add(uses.isUnclaimed(each, 0, entry));
      }
    }
    for (String name : List.of(UseDays.OWNED, UseDays.FREE)) {
      uses.find(name)
          .ifPresent(datanet -> {
            found.add(datanet.owner);
            found.add(datanet.firstDay);
            found.add(datanet.days());
            for (long micros : datanet.earned()) {
              found.add(micros);
            }
            datanet.contributions.forEach(
                (id, sum) -> found.add(List.of(id, sum.since, sum.uses, sum.micros, sum.reversed)));
          });
    }
    return found;
  }

  @Test
  void load_whatWasSaved_isTheSameNowAndLater() throws Exception {
    for (long seed = 0; seed < 6; seed++) {
      TRIP.holdsAfterEach(UseDays.entries(seed));
    }
  }

  @Test
  void load_bytesCutOffOrOfAnotherVersion_isRefused() throws Exception {
    TRIP.refusesWhatIsCut(UseDays.entries(1));
    TRIP.refusesWhatBelongsToNothing(UseDays.entries(1));
    TRIP.refusesOtherVersions();
  }

  @Test
  void days_longAgo_areForgotten() throws Exception {
    DatanetUse use = new DatanetUse();
    for (long day = 100; day < 160; day++) {
      use.use("a", 5, day);
      use.use("a", 5, day);
      use.use("b", 1, day);
      use.receipt(20, 9, day);
    }
    assertThat(use.days())
        .hasSize(DatanetUse.DAYS + 1)
        .allSatisfy(day -> {
          assertThat(day.uses()).isEqualTo(3);
          assertThat(day.contributions()).isEqualTo(2);
          assertThat(day.earnedMicros()).isEqualTo(11);
          assertThat(day.receipts()).isEqualTo(1);
        });
    assertThat(use.days().getLast().day()).isEqualTo(159);
    assertThat(use.firstDay).isEqualTo(100);
    assertThat(use.sum("a").micros).isEqualTo(600);
  }

  @Test
  void entries_before_areThoseBelowNewestFirst() {
    Positions positions = new Positions();
    for (long each : new long[] {3, 5, 5, 8, 13, 21}) {
      positions.add(each);
    }
    assertThat(positions.below(Long.MAX_VALUE, 10)).containsExactly(21L, 13L, 8L, 5L, 3L);
    assertThat(positions.below(13, 2)).containsExactly(8L, 5L);
    assertThat(positions.below(9, 2)).containsExactly(8L, 5L);
    assertThat(positions.below(3, 2)).isEmpty();
    assertThat(new Positions().below(7, 2)).isEmpty();
    List<Entry> none = List.of();
    assertThat(TRIP.fold(none).knows("cid")).isFalse();
  }
}
