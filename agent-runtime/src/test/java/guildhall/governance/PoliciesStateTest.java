package guildhall.governance;

import guildhall.book.Entry;
import guildhall.governance.Policy.ScoreWeights;
import guildhall.roundtrip.RoundTrip;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Policies, put aside and taken up again.
class PoliciesStateTest {

  private static final RoundTrip<Policies> TRIP =
      new RoundTrip<>(Policies::new, PoliciesStateTest::answers);

  /// The newest first, as [Policies#current] gives it, then each by its version.
  private static Object answers(Policies policies) {
    List<Policy> found = new ArrayList<>();
    try {
      found.add(policies.current());
    } catch (IllegalStateException _) {
      return found;
    }
    for (int version = 1; version <= found.getFirst().version(); version++) {
      found.add(policies.version(version));
    }
    return found;
  }

  private static List<Entry> entries() {
    Random random = new Random(7);
    List<PolicyAdopted> facts = new ArrayList<>();
    for (int version = 1; version <= 20; version++) {
      int price = random.nextInt(500);
      facts.add(
          new PolicyAdopted(
              new Policy(
                  version,
                  random.nextInt(5000),
                  random.nextInt(5000),
                  random.nextLong(),
                  new ScoreWeights(price, 500 - price, 300, 200, 0))));
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
}
