package guildhall.attribution.lineage;

import static guildhall.attribution.lineage.LineageTest.lineage;
import static guildhall.attribution.lineage.LineageTest.made;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.Source;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Shares that were agreed, down to the contributions of a datanet.
class LineageMethodTest {

  private static final long MILLIONTH = LineageMethod.WHOLE / 1_000_000;

  private static Map<String, Long> millionths(Attribution attribution) {
    return attribution.weights().stream()
        .collect(Collectors.toMap(Weight::key, weight -> weight.micros() / MILLIONTH));
  }

  @Test
  void weigh_adapterFromADatanet_reachesItsContributions() {
    Attribution attribution =
        LineageMethod.weigh(
            lineage(made("adapter", "net@1", 400_000), made("net@1")),
            Map.of("adapter", 12L),
            id ->
                id.equals("net@1")
                    ? List.of(new Weight("net#1", 3), new Weight("net#2", 1))
                    : List.of());
    assertThat(millionths(attribution))
        .isEqualTo(Map.of("adapter", 600_000L, "net#1", 300_000L, "net#2", 100_000L));
    assertThat(attribution.method()).isEqualTo("lineage@1");
    assertThat(attribution.confidencePermille()).isEqualTo(1000);
    assertThat(attribution.attributedMicros()).isEqualTo(LineageMethod.WHOLE);
  }

  @Test
  void weigh_unregisteredArtefact_leavesItsPart() {
    Attribution attribution =
        LineageMethod.weigh(lineage(made("a")), Map.of("a", 1L, "stranger", 3L), _ -> List.of());
    assertThat(millionths(attribution)).isEqualTo(Map.of("a", 250_000L));
    assertThat(attribution.confidencePermille()).isEqualTo(250);
    assertThat(attribution.abstained()).isFalse();
  }

  @Test
  void weigh_nothingKnown_abstains() {
    Lineage lineage = lineage(made("a"));
    assertThat(LineageMethod.weigh(lineage, Map.of("b", 1L), _ -> List.of()).abstained()).isTrue();
    assertThat(LineageMethod.weigh(lineage, Map.of(), _ -> List.of()).abstained()).isTrue();
    assertThat(LineageMethod.weigh(lineage, Map.of("a", 0L), _ -> List.of()).abstained()).isTrue();
  }

  private static Map<String, Long> novelty(String... texts) {
    return Novelty.weights(
            IntStream.range(0, texts.length).mapToObj(i -> new Source("d#" + i, texts[i])).toList(),
            word -> word.equals("rare") ? 5 : 1)
        .stream()
        .collect(Collectors.toMap(Weight::key, Weight::micros));
  }

  private static String words(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "1" + i).collect(Collectors.joining(" "));
  }

  @Test
  void novelty_whatWasThereBefore_countsForTheFirst() {
    assertThat(novelty(words(0, 40), words(0, 40), words(20, 60)))
        .isEqualTo(Map.of("d#0", 40L, "d#2", 20L));
    assertThat(novelty(words(0, 40), words(25, 45)))
        .as("15 words in common are no run")
        .isEqualTo(Map.of("d#0", 40L, "d#1", 20L));
    assertThat(novelty(words(0, 40), "x 7 " + words(10, 30) + " 8"))
        .as("what is around a copied run is new")
        .isEqualTo(Map.of("d#0", 40L, "d#1", 2L));
  }

  @Test
  void novelty_shortTextsAndRareWords_countWhole() {
    assertThat(novelty("rare word", "rare word", "another rare word", "", "word"))
        .isEqualTo(Map.of("d#0", 6L, "d#2", 7L));
    assertThat(novelty()).isEmpty();
  }
}
