package guildhall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Snapshotted;
import guildhall.ledger.SealedIds;
import guildhall.roundtrip.BusyDay;
import guildhall.roundtrip.RoundTrip;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What a node holds in memory, put aside and taken up again as a whole.
class StateTest {

  private static State fresh() {
    return State.empty(Duration.ofDays(30).toMillis() * 1000, SealedIds.Store.HEAP);
  }

  @Test
  void names_ofWhatIsSaved_neverChange() {
    assertThat(fresh().projections())
        .extracting(Snapshotted::name)
        .containsExactly(
            "ledger",
            "policies",
            "datanets",
            "registry",
            "engagements",
            "effects",
            "tasks",
            "rails",
            "orders",
            "agent-states",
            "vesting",
            "bonds",
            "accesses",
            "uses",
            "artefacts");
  }

  @Test
  void save_liveReplayedAndLoaded_areTheSameBytes() throws Exception {
    BusyDay day = BusyDay.lived();
    State replayed = fresh();
    State half = fresh();
    State onHalf = fresh();
    int middle = day.decoded().size() / 2;
    for (int each = 0; each < replayed.projections().size(); each++) {
      Snapshotted whole = replayed.projections().get(each);
      Snapshotted earlier = half.projections().get(each);
      Snapshotted later = onHalf.projections().get(each);
      day.decoded().forEach(whole::apply);
      day.decoded().subList(0, middle).forEach(earlier::apply);
      byte[] saved = RoundTrip.bytes(earlier);
      later.load(later.stateVersion(), new DataInputStream(new ByteArrayInputStream(saved)));
      day.decoded().subList(middle, day.decoded().size()).forEach(later::apply);

      assertThat(RoundTrip.bytes(whole)).as("%s replayed", whole.name()).isEqualTo(day.live(whole));
      assertThat(RoundTrip.bytes(later)).as("%s loaded", later.name()).isEqualTo(day.live(later));
    }
  }
}
