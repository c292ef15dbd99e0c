package guildhall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Snapshotted;
import guildhall.roundtrip.BusyDay;
import guildhall.roundtrip.RoundTrip;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a node holds in memory, put aside and taken up again as a whole.
class StateTest {

  private static List<Snapshotted> snapshotted(State state) {
    return List.of(
        state.policies(),
        state.datanets(),
        state.registry(),
        state.engagements(),
        state.effects(),
        state.tasks(),
        state.rails());
  }

  @Test
  void names_ofWhatIsSaved_neverChange() {
    assertThat(snapshotted(State.empty()))
        .extracting(Snapshotted::name)
        .containsExactly(
            "policies", "datanets", "registry", "engagements", "effects", "tasks", "rails");
  }

  @Test
  void save_liveReplayedAndLoaded_areTheSameBytes() throws Exception {
    BusyDay day = BusyDay.lived();
    State replayed = State.empty();
    State half = State.empty();
    State onHalf = State.empty();
    int middle = day.decoded().size() / 2;
    for (int each = 0; each < snapshotted(replayed).size(); each++) {
      Snapshotted whole = snapshotted(replayed).get(each);
      Snapshotted earlier = snapshotted(half).get(each);
      Snapshotted later = snapshotted(onHalf).get(each);
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
