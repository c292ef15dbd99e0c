package guildhall.datanet;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Entry;
import guildhall.datanet.Charter.Access;
import guildhall.datanet.DatanetFact.Accessed;
import guildhall.datanet.DatanetFact.Chartered;
import guildhall.datanet.admission.ItemType;
import guildhall.roundtrip.RoundTrip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Who may read and who did, folded, put aside and taken up again.
class AccessesStateTest {

  private static final RoundTrip<Accesses> TRIP =
      new RoundTrip<>(Accesses::new, AccessesStateTest::answers);

  private static Object answers(Accesses accesses) {
    List<Object> found = new ArrayList<>();
    for (String net : List.of("net0", "net1", "net2")) {
      found.add(accesses.owner(net));
      found.add(accesses.terms(net));
      found.add(accesses.newest(net, Long.MAX_VALUE, 100));
      found.add(accesses.newest(net, 20, 3));
    }
    return found;
  }

  private static Chartered chartered(String net, Optional<Access> access) {
    return new Chartered(
        net,
        "oda",
        new Charter(
            "What is drunk where.",
            Charter.Rules.of(ItemType.TEXT, "CC0-1.0"),
            0,
            true,
            Charter.Review.NONE,
            access));
  }

  private static Accessed accessed(String net) {
    return new Accessed(net, 1, "t/a#0", "ann", "ann", "dot", List.of("c1", "c2"), 3, 5, 25);
  }

  private static List<Entry> entries(long seed) {
    Random random = new Random(seed);
    List<DatanetFact> facts = new ArrayList<>();
    facts.add(chartered("net0", Optional.empty()));
    facts.add(chartered("net1", Optional.of(new Access(List.of("dot"), 7))));
    for (int i = 0; i < 40; i++) {
      String net = "net" + random.nextInt(2);
      facts.add(
          random.nextInt(4) > 0
              ? accessed(net)
              : chartered(
                  net,
                  Optional.of(new Access(List.of("dot", "eve"), random.nextInt(9)))
                      .filter(_ -> random.nextBoolean())));
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
  void load_whatIsCutOrOfAnotherVersion_isRefused() throws Exception {
    TRIP.refusesWhatIsCut(entries(1));
    TRIP.refusesWhatBelongsToNothing(entries(1));
    TRIP.refusesOtherVersions();
  }

  @Test
  void terms_charterChanges_areThoseOfTheNewest() {
    Accesses accesses =
        TRIP.fold(
            RoundTrip.entries(
                List.of(chartered("net0", Optional.of(new Access(List.of("dot"), 7))))));
    AccessTerms terms = accesses.terms("net0").orElseThrow();
    assertThat(terms.admits("dot")).isTrue();
    assertThat(terms.admits("oda")).as("its owner").isTrue();
    assertThat(terms.admits("eve")).isFalse();
    assertThat(terms.priceMicros()).isEqualTo(7);
    accesses.apply(new Entry(1, 1, chartered("net0", Optional.empty())));
    assertThat(accesses.terms("net0")).isEmpty();
    assertThat(accesses.owner("net0")).contains("oda");
  }

  @Test
  void newest_manyEntries_areGivenInPagesFromTheEnd() {
    List<DatanetFact> facts = new ArrayList<>();
    facts.add(chartered("net0", Optional.of(new Access(List.of("dot"), 0))));
    for (int i = 0; i < 10_000; i++) {
      facts.add(accessed("net0"));
    }
    Accesses accesses = TRIP.loaded(RoundTrip.bytes(TRIP.fold(RoundTrip.entries(facts))));
    List<Long> all = new ArrayList<>();
    List<Long> page = accesses.newest("net0", Long.MAX_VALUE, 77);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = accesses.newest("net0", page.getLast(), 77);
    }
    assertThat(all.reversed()).isEqualTo(LongStream.rangeClosed(1, 10_000).boxed().toList());
    assertThat(accesses.newest("net0", 1, 77)).isEmpty();
    assertThat(accesses.newest("none", 1, 77)).isEmpty();
  }
}
