package guildhall.datanet.admission;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.datanet.admission.Copies.Copy;
import guildhall.datanet.text.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What of a text is taken from earlier ones, whatever was done to hide it.
class CopiesTest {

  private static final int WORDS = 300;

  private final Random random = new Random(3);
  private final List<String> earlier = new ArrayList<>();

  /// Finds the one that shares most runs of four, by looking at all.
  private final Corpus corpus =
      new Corpus() {
        @Override
        public String key(int number) {
          return "net#" + number;
        }

        @Override
        public Optional<String> compared(int number) {
          return Optional.of(earlier.get(number));
        }

        @Override
        public OptionalInt likeliest(int[] tokens) {
          int most = 0;
          OptionalInt best = OptionalInt.empty();
          for (int i = 0; i < earlier.size(); i++) {
            int shared = shared(tokens, Tokenizer.tokens(earlier.get(i)));
            if (shared > most) {
              most = shared;
              best = OptionalInt.of(i);
            }
          }
          return best;
        }
      };

  CopiesTest() {
    for (int i = 0; i < 5; i++) {
      earlier.add(Texts.made(random, WORDS));
    }
  }

  private static int shared(int[] tokens, int[] other) {
    List<List<Integer>> runs = runs(other);
    return (int) runs(tokens).stream().filter(runs::contains).count();
  }

  private static List<List<Integer>> runs(int[] tokens) {
    List<List<Integer>> runs = new ArrayList<>();
    for (int i = 0; i + 4 <= tokens.length; i++) {
      runs.add(List.of(tokens[i], tokens[i + 1], tokens[i + 2], tokens[i + 3]));
    }
    return runs;
  }

  private List<Copy> copies(String text) {
    return Copies.in(Tokenizer.tokens(text), corpus);
  }

  /// How many tokens are said to be of an earlier text.
  private static int of(int number, List<Copy> copies) {
    return copies.stream()
        .filter(copy -> copy.number() == number)
        .mapToInt(copy -> copy.to() - copy.from())
        .sum();
  }

  @Test
  void in_wordsReplaced_areThePassagesOfTheOriginal() {
    for (double noise : new double[] {0, 0.02, 0.1, 0.3}) {
      List<Copy> copies = copies(Texts.noised(earlier.get(2), noise, random));
      assertThat(of(2, copies)).as("noise %s", noise).isGreaterThanOrEqualTo(WORDS * 9 / 10);
      assertThat(copies).allMatch(copy -> copy.number() == 2);
    }
  }

  private String everySixth(UnaryOperator<String> how) {
    StringBuilder changed = new StringBuilder();
    List<String> words = List.of(earlier.get(1).split(" ", -1));
    for (int i = 0; i < words.size(); i++) {
      changed.append(i % 6 == 0 ? how.apply(words.get(i)) : words.get(i)).append(' ');
    }
    return changed.toString();
  }

  @Test
  void in_everySixthWordReplacedPutInOrLeftOut_areThePassagesOfTheOriginal() {
    assertThat(of(1, copies(everySixth(_ -> "other")))).isGreaterThan(WORDS * 9 / 10);
    assertThat(of(1, copies(everySixth(word -> word + " more")))).isGreaterThan(WORDS * 9 / 10);
    assertThat(of(1, copies(everySixth(_ -> "")))).isGreaterThan(WORDS * 7 / 10);
  }

  @Test
  void in_otherTextAround_onlyThePassageIsNotItsOwn() {
    String before = Texts.made(random, 200);
    String after = Texts.made(random, 250);
    String stolen = Texts.noised(earlier.get(4), 0.1, random);
    List<Copy> copies = copies(before + " " + stolen + " " + after);
    assertThat(copies.getFirst().from()).isBetween(195, 205);
    assertThat(copies.getLast().to()).isBetween(195 + WORDS, 205 + WORDS);
    assertThat(of(4, copies)).isBetween(WORDS * 9 / 10, WORDS + 10);
  }

  @Test
  void in_piecesOfSeveralTexts_areOfEach() {
    String all =
        Texts.noised(earlier.get(0), 0.2, random)
            + " "
            + Texts.noised(earlier.get(3), 0.2, random)
            + " "
            + Texts.noised(earlier.get(1), 0.2, random);
    List<Copy> copies = copies(all);
    assertThat(List.of(of(0, copies), of(3, copies), of(1, copies)))
        .allMatch(tokens -> tokens >= WORDS * 9 / 10);
    int at = 0;
    for (Copy copy : copies) {
      assertThat(copy.from()).isGreaterThanOrEqualTo(at);
      at = copy.to();
    }
  }

  @Test
  void in_textOfItsOwn_areNone() {
    assertThat(copies(Texts.made(random, 500))).isEmpty();
    assertThat(copies("a short one")).isEmpty();
    assertThat(copies("")).isEmpty();
  }

  @Test
  void in_shortPhraseOfAnother_isNoPassage() {
    String phrase = String.join(" ", List.of(earlier.get(0).split(" ", -1)).subList(50, 59));
    assertThat(copies(Texts.made(random, 40) + " " + phrase + " " + Texts.made(random, 40)))
        .isEmpty();
  }

  /// What signatures do not find any more.
  @Test
  void judge_copyWithThreeWordsOfTenReplaced_isAnAlias() throws IOException {
    Duplicates duplicates = new Duplicates(7);
    for (String text : earlier) {
      var _ = duplicates.add(Tokenizer.tokens(text), OptionalInt.empty());
    }
    String copy = Texts.noised(earlier.get(3), 0.3, random);
    Admission admission =
        Offered.judge(
                Offered.TEXTS,
                Offered.GIVEN,
                Quota.Usage.NONE,
                duplicates,
                corpus,
                Offered.one(copy))
            .only();
    assertThat(admission).isInstanceOf(Admission.Alias.class);
    assertThat(((Admission.Alias) admission).root())
        .isEqualTo(new Admission.Root.Earlier(3, "net#3"));
    assertThat(((Admission.Alias) admission).same()).isGreaterThanOrEqualTo(800);
  }
}
