package guildhall.datanet;

import guildhall.book.ContentId;
import guildhall.book.Entry;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.datanet.DatanetFact.Published;
import guildhall.roundtrip.RoundTrip;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Datanets, put aside and taken up again.
class DatanetsStateTest {

  private static final int DATANETS = 3;
  private static final int IDS = 8;

  private static final RoundTrip<Datanets> TRIP =
      new RoundTrip<>(Datanets::new, DatanetsStateTest::answers);

  private static Object answers(Datanets datanets) {
    List<Object> found = new ArrayList<>();
    found.add(datanets.published());
    for (int each = 0; each <= DATANETS; each++) {
      String name = "net" + each;
      found.add(datanets.version(name));
      found.add(datanets.hasUnpublished(name));
      for (int id = 0; id <= IDS; id++) {
        found.add(datanets.contributor(Contribution.key(name, "c" + id)));
        for (int content = 0; content < 4; content++) {
          found.add(datanets.has(name, "c" + id, content(content)));
        }
      }
    }
    return found;
  }

  private static ContentId content(int number) {
    return new ContentId(Integer.toHexString(number).repeat(64));
  }

  /// Contributions in no order of their ids, some replaced, some not published at the end.
  private static List<Entry> entries(long seed) {
    Random random = new Random(seed);
    List<DatanetFact> facts = new ArrayList<>();
    int[] versions = new int[DATANETS];
    for (int i = 0; i < 60; i++) {
      int net = random.nextInt(DATANETS);
      facts.add(
          random.nextInt(4) == 0
              ? new Published("net" + net, ++versions[net])
              : new Contributed(
                  "net" + net,
                  "c" + random.nextInt(IDS),
                  "cid" + random.nextInt(3),
                  content(random.nextInt(4))));
    }
    return RoundTrip.entries(facts);
  }

  @Test
  void load_whatWasSaved_isTheSameNowAndLater() {
    for (long seed = 0; seed < 10; seed++) {
      TRIP.holdsAfterEach(entries(seed));
    }
  }

  @Test
  void load_bytesCutOff_isRefused() {
    TRIP.refusesWhatIsCut(entries(0));
    TRIP.refusesWhatIsCut(List.of());
  }

  @Test
  void load_contributionToNoDatanet_isRefused() throws Exception {
    Contributed contributed = new Contributed("net0", "c0", "cid", content(1));
    TRIP.refusesWhatBelongsToNothing(RoundTrip.entries(List.of(contributed)));
  }

  @Test
  void load_unknownVersion_isRefused() {
    TRIP.refusesOtherVersions();
  }
}
