package guildhall.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Entry;
import guildhall.roundtrip.RoundTrip;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Acknowledged effects, put aside and taken up again.
class EffectsStateTest {

  /// All of one hash, so that their order in a hash map is that in which they came.
  private static final List<String> NAMES = List.of("AaAa", "AaBB", "BBAa", "BBBB");

  private static final RoundTrip<Effects> TRIP =
      new RoundTrip<>(Effects::new, EffectsStateTest::answers);

  private static Object answers(Effects effects) {
    List<Optional<String>> found = new ArrayList<>();
    for (String task : NAMES) {
      for (String endpoint : NAMES) {
        for (String key : List.of("AaAa", "AaBB", "BBAa", "BBBB", "unknown")) {
          found.add(effects.reference(task, endpoint, key));
        }
      }
    }
    return found;
  }

  /// The same effects in a random order.
  private static List<Entry> entries(long seed) {
    List<EffectAcknowledged> facts = new ArrayList<>();
    for (String task : NAMES) {
      for (String endpoint : NAMES.subList(1, 4)) {
        for (String key : NAMES) {
          String reference = key.equals("BBAa") ? "" : task + "-" + endpoint + "-" + key;
          facts.add(new EffectAcknowledged(task, endpoint, key, reference));
        }
      }
    }
    Collections.shuffle(facts, new Random(seed));
    return RoundTrip.entries(facts);
  }

  @Test
  void load_whatWasSaved_isTheSameNowAndLater() {
    TRIP.holdsAfterEach(entries(1));
  }

  @Test
  void save_sameEffectsInAnotherOrder_areTheSameBytes() {
    byte[] bytes = RoundTrip.bytes(TRIP.fold(entries(1)));
    for (long seed = 2; seed < 20; seed++) {
      assertThat(RoundTrip.bytes(TRIP.fold(entries(seed)))).as("seed %d", seed).isEqualTo(bytes);
    }
  }

  @Test
  void load_bytesCutOff_isRefused() {
    TRIP.refusesWhatIsCut(entries(1));
    TRIP.refusesWhatIsCut(List.of());
  }

  @Test
  void load_unknownVersion_isRefused() {
    TRIP.refusesOtherVersions();
  }
}
