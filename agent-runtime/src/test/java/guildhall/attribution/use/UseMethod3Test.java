package guildhall.attribution.use;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.Source;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the third version of *use* does otherwise than the second.
final class UseMethod3Test {

  private static final long UNIT = Coverage.UNIT;

  private static String words(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "" + (1000 + i))
        .collect(Collectors.joining(" "));
  }

  private static List<Weight> weights(String answer, String text) {
    return UseMethod3.weigh(List.of(Read.alone(new Source("d#1", text))), answer, _ -> 1).weights();
  }

  @Test
  void weigh_quoteOfALongText_countsFromTwelveWordsOn() {
    String text = words(0, 1000);
    assertThat(weights(words(100, 111), text)).isEmpty();
    assertThat(weights(words(100, 112), text)).containsExactly(new Weight("d#1", 12 * UNIT));
  }

  @Test
  void weigh_shortTextThatIsRepeated_countsAsBefore() {
    assertThat(weights(words(0, 8), words(2, 8))).containsExactly(new Weight("d#1", 6 * UNIT));
  }

  /// Three quarters of the answer's words are worth 3 and more, one of them 9.
  @Test
  void weigh_rareWord_isWorthNoMoreThanMostOthers() {
    Attribution attribution =
        UseMethod3.weigh(
            List.of(Read.alone(new Source("d#1", words(0, 4)))),
            words(0, 8),
            word -> word.equals("1000") ? 9 : word.compareTo("1007") < 0 ? 3 : 1);
    assertThat(attribution.method()).isEqualTo("use@3");
    assertThat(attribution.weights()).containsExactly(new Weight("d#1", 12 * UNIT));
    assertThat(attribution.wholeMicros()).isEqualTo(22 * UNIT);
  }

  @Test
  void weigh_byLogProbabilities_isTheSecondVersionUnderItsName() {
    List<Read> reads = List.of(Read.alone(new Source("d#1", "any")));
    Attribution attribution =
        UseMethod3.weigh(reads, mask -> mask == 0 ? -2_000_000 : -1_000_000, 4_000_000, 1);
    assertThat(attribution.method()).isEqualTo("use@3");
    assertThat(attribution.weights()).containsExactly(new Weight("d#1", 1_000_000));
  }

  @Test
  void weigh_nothingRead_abstains() {
    assertThat(UseMethod3.weigh(List.of(), "", _ -> 1)).isEqualTo(Attribution.abstain("use@3", 0));
  }
}
