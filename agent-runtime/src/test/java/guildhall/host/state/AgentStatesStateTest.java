package guildhall.host.state;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.ContentId;
import guildhall.book.Entry;
import guildhall.roundtrip.RoundTrip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What agents keep, put aside and taken up again.
class AgentStatesStateTest {

  private static final List<String> AGENTS = List.of("cid", "ann", "bob");
  private static final List<String> KEYS = List.of("toy.b", "toy.a", "toy.c");

  private static final RoundTrip<AgentStates> TRIP =
      new RoundTrip<>(AgentStates::new, states -> AGENTS.stream().map(states::of).toList());

  private static ContentId content(int number) {
    return new ContentId("%064x".formatted(number));
  }

  private static AgentStateSet set(String agent, String key, int number) {
    return new AgentStateSet(agent, key, Optional.of(content(number)), number);
  }

  private static AgentStateSet removed(String agent, String key) {
    return new AgentStateSet(agent, key, Optional.empty(), 0);
  }

  private static List<Entry> entries() {
    Random random = new Random(7);
    List<AgentStateSet> facts = new ArrayList<>();
    for (int i = 1; i <= 60; i++) {
      String agent = AGENTS.get(random.nextInt(3));
      String key = KEYS.get(random.nextInt(3));
      facts.add(random.nextInt(3) == 0 ? removed(agent, key) : set(agent, key, i));
    }
    return RoundTrip.entries(facts);
  }

  @Test
  void load_whatWasSaved_isTheSameNowAndLater() {
    TRIP.holdsAfterEach(entries());
  }

  @Test
  void load_bytesCutOff_isRefused() {
    TRIP.refusesWhatIsCut(entries());
    TRIP.refusesWhatIsCut(List.of());
  }

  @Test
  void load_unknownVersion_isRefused() {
    TRIP.refusesOtherVersions();
  }

  @Test
  void find_setSetAgainAndRemoved_isTheLastOfThatAgent() {
    AgentStates states =
        TRIP.fold(
            RoundTrip.entries(
                List.of(
                    set("ann", "toy.a", 1),
                    set("ann", "toy.b", 2),
                    set("bob", "toy.a", 3),
                    set("ann", "toy.a", 4),
                    removed("ann", "toy.b"),
                    removed("bob", "toy.a"))));

    assertThat(states.find("ann", "toy.a")).contains(new AgentStates.Value(content(4), 4));
    assertThat(states.of("ann")).isEqualTo(Map.of("toy.a", new AgentStates.Value(content(4), 4)));
    assertThat(states.find("ann", "toy.b")).isEmpty();
    assertThat(RoundTrip.bytes(states))
        .isEqualTo(RoundTrip.bytes(TRIP.fold(RoundTrip.entries(List.of(set("ann", "toy.a", 4))))));
  }
}
