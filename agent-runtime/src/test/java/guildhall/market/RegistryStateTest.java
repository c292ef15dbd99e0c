package guildhall.market;

import guildhall.book.Entry;
import guildhall.roundtrip.RoundTrip;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The registry, put aside and taken up again.
class RegistryStateTest {

  private static final int NAMES = 12;

  private static final RoundTrip<Registry> TRIP =
      new RoundTrip<>(
          Registry::new,
          registry ->
              List.of(
                  registry.all(),
                  IntStream.range(0, NAMES).mapToObj(i -> registry.find("agent" + i)).toList()));

  /// Agents come in no order of their names, and many are listed again.
  private static List<Entry> entries() {
    Random random = new Random(7);
    List<AgentListed> facts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      List<String> sells =
          IntStream.range(0, random.nextInt(3)).mapToObj(each -> "toy.do" + each).toList();
      facts.add(
          new AgentListed("agent" + random.nextInt(NAMES), "owner" + random.nextInt(3), sells));
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
