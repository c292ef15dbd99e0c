package guildhall.bench.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The model with datanets taken out is the model that never had them.
class FiveGramsTest {

  private static final int DATANETS = 12;
  private static final int DOCUMENTS = 20;
  private static final int DOCUMENT = 250;
  private static final int WORDS = 3000;
  private static final int TEXTS = 6;

  private static final List<List<int[]>> ALL = new ArrayList<>();
  private static final List<int[]> TEXT = new ArrayList<>();

  /// Some 60,000 tokens, about 350 kB of words: half of each document repeats phrases that others
  /// have too. Texts repeat stretches of documents, with some tokens that nobody has.
  @BeforeAll
  static void generate() {
    Random random = new Random(7);
    int[][] phrases = IntStream.range(0, 300).mapToObj(_ -> words(8, random)).toArray(int[][]::new);
    for (int datanet = 0; datanet < DATANETS; datanet++) {
      List<int[]> documents = new ArrayList<>();
      for (int d = 0; d < DOCUMENTS; d++) {
        int[] document = words(DOCUMENT, random);
        for (int at = 0; at + 8 <= DOCUMENT; at += 16) {
          System.arraycopy(phrases[random.nextInt(phrases.length)], 0, document, at, 8);
        }
        documents.add(document);
      }
      documents.add(new int[0]);
      documents.add(words(2, random));
      ALL.add(documents);
    }
    for (int t = 0; t < TEXTS; t++) {
      int[] text = words(120, random);
      for (int at = 0; at < 120; at += 40) {
        int[] from = ALL.get(random.nextInt(DATANETS)).get(random.nextInt(DOCUMENTS));
        System.arraycopy(from, random.nextInt(DOCUMENT - 30), text, at, 30);
      }
      text[random.nextInt(120)] = -1;
      TEXT.add(text);
    }
  }

  /// Few words are frequent, as in a language.
  private static int[] words(int count, Random random) {
    return IntStream.range(0, count).map(_ -> (int) Math.pow(WORDS, random.nextDouble())).toArray();
  }

  private static List<List<int[]>> without(int... out) {
    List<List<int[]>> left = new ArrayList<>(ALL);
    Arrays.stream(out).forEach(datanet -> left.set(datanet, List.of()));
    return left;
  }

  @Test
  void logLikelihood_withoutDatanets_isThatOfAModelThatNeverHadThem() {
    FiveGrams model = FiveGrams.of(WORDS, ALL, TEXT);
    int[][] outs = {
      {}, {0}, {5}, {11}, {2, 3, 7}, {0, 1, 2, 3, 4, 5}, IntStream.range(0, 12).toArray()
    };
    for (int[] out : outs) {
      FiveGrams rebuilt = FiveGrams.of(WORDS, without(out), TEXT);
      Map<List<Integer>, Integer> counts = counts(without(out));
      for (int t = 0; t < TEXTS; t++) {
        double found = model.logLikelihood(t, out);
        assertThat(found).isEqualTo(rebuilt.logLikelihood(t));
        assertThat(found).isCloseTo(plain(TEXT.get(t), counts), within(1e-9));
      }
    }
  }

  @Test
  void leaveOneOut_everyDatanet_isTheFallOfTheRebuiltModel() {
    FiveGrams model = FiveGrams.of(WORDS, ALL, TEXT);
    double[][] falls =
        IntStream.range(0, TEXTS).mapToObj(model::leaveOneOut).toArray(double[][]::new);
    for (int datanet = 0; datanet < DATANETS; datanet++) {
      FiveGrams rebuilt = FiveGrams.of(WORDS, without(datanet), TEXT);
      for (int t = 0; t < TEXTS; t++) {
        assertThat(falls[t][datanet]).isEqualTo(model.logLikelihood(t) - rebuilt.logLikelihood(t));
      }
    }
    assertThat(Arrays.stream(falls[0]).max().orElseThrow()).isGreaterThan(10);
  }

  @Test
  void shared_smallDatanets_areCountedByHand() {
    List<int[]> documents =
        List.of(new int[] {1, 2, 3, 4, 5, 6, 9, 1, 2, 3, 4, 5}, new int[] {1, 2, 3, 4});
    FiveGrams model =
        FiveGrams.of(9, List.of(documents, List.of()), List.of(new int[] {1, 2, 3, 4, 5, 6, 7}));
    assertThat(model.shared(0, Integer.MAX_VALUE)).containsExactly(3, 0);
    assertThat(model.shared(0, 1)).containsExactly(2, 0);
  }

  private static Map<List<Integer>, Integer> counts(List<List<int[]>> datanets) {
    Map<List<Integer>, Integer> counts = new HashMap<>();
    for (List<int[]> documents : datanets) {
      for (int[] document : documents) {
        List<Integer> tokens = Arrays.stream(document).boxed().toList();
        counts.merge(List.of(), document.length, Integer::sum);
        for (int from = 0; from < document.length; from++) {
          for (int to = from + 1; to <= Math.min(from + 5, document.length); to++) {
            counts.merge(tokens.subList(from, to), 1, Integer::sum);
          }
        }
      }
    }
    return counts;
  }

  /// The formula as it is written.
  private static double plain(int[] text, Map<List<Integer>, Integer> counts) {
    List<Integer> tokens = Arrays.stream(text).boxed().toList();
    double sum = 0;
    for (int t = 0; t < text.length; t++) {
      sum += Math.log(probability(tokens.subList(Math.max(0, t - 4), t + 1), counts));
    }
    return sum;
  }

  private static double probability(List<Integer> run, Map<List<Integer>, Integer> counts) {
    if (run.isEmpty()) {
      return 1.0 / WORDS;
    }
    double with = counts.getOrDefault(run, 0);
    double before = counts.getOrDefault(run.subList(0, run.size() - 1), 0);
    double shorter = probability(run.subList(1, run.size()), counts);
    return (with + FiveGrams.STRENGTH * shorter) / (before + FiveGrams.STRENGTH);
  }
}
