package guildhall.datanet;

import guildhall.book.ContentId;
import guildhall.book.Entry;
import guildhall.datanet.DatanetFact.Chartered;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.datanet.DatanetFact.Declined;
import guildhall.datanet.DatanetFact.Offered;
import guildhall.datanet.DatanetFact.Promoted;
import guildhall.datanet.DatanetFact.Published;
import guildhall.datanet.DatanetFact.Rejected;
import guildhall.datanet.DatanetFact.Reviewed;
import guildhall.datanet.DatanetFact.Withdrawn;
import guildhall.datanet.admission.ItemType;
import guildhall.roundtrip.RoundTrip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntSupplier;
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
    found.add(datanets.registered());
    found.add(datanets.known());
    found.add(datanets.heirs("net0#c1", 3));
    for (int contributor = 0; contributor < 3; contributor++) {
      found.add(datanets.standing("cid" + contributor));
    }
    for (int each = 0; each <= DATANETS; each++) {
      String name = "net" + each;
      for (int version = 1; version <= datanets.version(name); version++) {
        found.add(datanets.version(name, version));
      }
      datanets.find(name).ifPresent(state -> found.add(all(state)));
      found.add(datanets.version(name));
      found.add(datanets.hasUnpublished(name));
      for (int id = 0; id <= IDS; id++) {
        found.add(datanets.earner(Contribution.key(name, "c" + id)));
        for (int content = 0; content < 4; content++) {
          found.add(datanets.has(name, "c" + id, content(content)));
        }
      }
    }
    return found;
  }

  private static List<Object> all(DatanetState state) {
    List<Object> found =
        new ArrayList<>(
            List.of(
                state.owner,
                state.charter,
                List.copyOf(state.open.values()),
                List.copyOf(state.withdrawn.values()),
                List.copyOf(state.rejected.values()),
                List.copyOf(state.erased),
                List.copyOf(state.past),
                List.copyOf(state.gone)));
    state.usages().forEach(found::add);
    found.addAll(state.failed().all());
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
      facts.add(fact(random, "net" + net, () -> ++versions[net]));
    }
    return RoundTrip.entries(facts);
  }

  private static DatanetFact fact(Random random, String net, IntSupplier nextVersion) {
    String id = "c" + random.nextInt(IDS);
    String contributor = "cid" + random.nextInt(3);
    return switch (random.nextInt(13)) {
      case 0, 1 -> new Published(net, nextVersion.getAsInt());
      case 2 -> new Chartered(net, "oda", charter(random.nextInt(2)));
      case 3, 4 ->
          new Offered(
              net,
              id,
              contributor,
              content(random.nextInt(4)),
              "CC0-1.0",
              random.nextInt(100),
              random.nextInt(1000),
              random.nextBoolean() ? Optional.empty() : Optional.of("net0#c1"));
      case 5 -> new Reviewed(net, id, "rea", random.nextBoolean(), "so");
      case 6 -> new Rejected(net, id, "dull");
      case 7 ->
          new Declined(
              net, contributor, "empty", random.nextInt(100), Optional.of("m" + random.nextInt(5)));
      case 12 ->
          new Promoted(
              net,
              id,
              content(random.nextInt(4)),
              random.nextBoolean() ? Optional.empty() : Optional.of("net0#c1"));
      case 8 -> new Withdrawn(net, id, "oda", "wrong", random.nextBoolean());
      default -> new Contributed(net, id, contributor, content(random.nextInt(4)));
    };
  }

  private static Charter charter(int reviewers) {
    return new Charter(
        "What is drunk where.",
        Charter.Rules.of(ItemType.TEXT, "CC0-1.0"),
        100,
        true,
        new Charter.Review(List.of("rea", "ria").subList(0, reviewers), reviewers, 5, 100, 2, 3),
        reviewers == 0 ? Optional.empty() : Optional.of(new Charter.Access(List.of("dot"), 7)));
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
