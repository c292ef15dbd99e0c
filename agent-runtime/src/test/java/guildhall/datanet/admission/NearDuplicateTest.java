package guildhall.datanet.admission;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.datanet.text.Tokenizer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Copies of 2,000 real texts with words replaced: how many are found, and that nothing is called a
/// copy that is none.
class NearDuplicateTest {

  private static final int TEXTS = 2_000;
  private static final Duplicates DUPLICATES = new Duplicates(11);
  private static final Offered.Known KNOWN = new Offered.Known();
  private static List<String> texts = List.of();

  @BeforeAll
  static void contributed() throws IOException {
    texts = Texts.real(TEXTS);
    for (String text : texts) {
      var _ = KNOWN.add(DUPLICATES, text, OptionalInt.empty());
    }
  }

  /// Of copies with so much noise, how many of a thousand are found by their bands, and how many
  /// are aliases of what they are copies of.
  private static int[] found(double noise) throws IOException {
    Random random = new Random(5);
    int proposed = 0;
    int aliases = 0;
    for (int i = 0; i < TEXTS; i += 4) {
      String copy = Texts.noised(texts.get(i), noise, random);
      var best = DUPLICATES.bestOf(DUPLICATES.fingerprint(Tokenizer.tokens(copy)));
      proposed += best.number().equals(OptionalInt.of(i)) ? 1 : 0;
      if (repeated(copy) instanceof Admission.Alias alias) {
        aliases += alias.root().equals(new Admission.Root.Earlier(i, "net#c" + i)) ? 1 : 0;
        assertReal(copy, alias);
      }
    }
    return new int[] {proposed * 4_000 / TEXTS, aliases * 4_000 / TEXTS};
  }

  /// By another way: most of its words, or of its different ones, are in the other as well,
  /// wherever.
  private static void assertReal(String copy, Admission.Alias alias) {
    int earlier = ((Admission.Root.Earlier) alias.root()).number();
    Map<Integer, Integer> there = counts(texts.get(earlier));
    Map<Integer, Integer> here = counts(copy);
    long words = here.values().stream().mapToInt(Integer::intValue).sum();
    long common = 0;
    long different = 0;
    for (var word : here.entrySet()) {
      int also = there.getOrDefault(word.getKey(), 0);
      common += Math.min(word.getValue(), also);
      different += also > 0 ? 1 : 0;
    }
    assertThat(Math.max(common * 1000 / words, different * 1000 / here.size()))
        .as("alias of %d", earlier)
        .isGreaterThanOrEqualTo(700);
  }

  private static Map<Integer, Integer> counts(String text) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int token : Tokenizer.tokens(text)) {
      counts.merge(token, 1, Integer::sum);
    }
    return counts;
  }

  private static Admission repeated(String text) throws IOException {
    AdmissionRules any =
        new AdmissionRules(
            ItemType.TEXT,
            1 << 20,
            new Quota(1 << 30, 1 << 20),
            Set.of("CC-BY-4.0"),
            Set.of(PersonalKind.values()),
            0,
            Set.of(),
            Map.of());
    return Offered.judge(
            any,
            Offered.GIVEN,
            Quota.Usage.NONE,
            DUPLICATES,
            KNOWN,
            Offered.one(text.replaceAll("[\\r\\f]", " ")))
        .only();
  }

  @Test
  void judge_copiesWith2PercentNoise_areAliases() throws IOException {
    int[] found = found(0.02);

    assertThat(found[0]).isGreaterThanOrEqualTo(980);
    assertThat(found[1]).isGreaterThanOrEqualTo(980);
  }

  @Test
  void bestOf_copiesWith5PercentNoise_areFound() throws IOException {
    assertThat(found(0.05)[0]).isGreaterThanOrEqualTo(900);
  }

  /// Their signatures are hardly alike, so not all are found; those that are, are told.
  @Test
  void judge_copiesWith20PercentNoise_areAliasesOfNothingElse() throws IOException {
    Random random = new Random(6);
    for (int i = 1; i < TEXTS; i += 4) {
      String copy = Texts.noised(texts.get(i), 0.2, random);
      if (repeated(copy) instanceof Admission.Alias alias) {
        assertReal(copy, alias);
      }
    }
  }

  @Test
  void judge_realTexts_areAliasesOnlyOfWhatTheyRepeat() throws IOException {
    Duplicates before = new Duplicates(11);
    Offered.Known known = new Offered.Known();
    int aliases = 0;
    for (String text : texts) {
      Admission said = against(before, known, text);
      OptionalInt root = OptionalInt.empty();
      if (said instanceof Admission.Alias alias) {
        aliases++;
        root = OptionalInt.of(((Admission.Root.Earlier) alias.root()).number());
      }
      var _ = known.add(before, text, root);
    }
    // what is a copy by more than the bound, such as classes that differ in a type's name only
    assertThat(aliases).isBetween(1, TEXTS / 10);
  }

  private static Admission against(Duplicates before, Offered.Known known, String text) {
    int[] tokens = Tokenizer.tokens(text);
    Fingerprint print = before.fingerprint(tokens);
    Duplicates.Best best = before.bestOf(print);
    int contained =
        best.number().isEmpty()
            ? 0
            : Shingles.contained(
                tokens, Tokenizer.tokens(known.compared(best.number().getAsInt()).orElseThrow()));
    if (contained < Admissions.ALIAS_FROM) {
      return new Admission.Accepted(new Score(0, 0, 0, 0), List.of(), List.of());
    }
    int number = best.number().getAsInt();
    var direct =
        new Admission.Alias(
            new Admission.Root.Earlier(number, known.key(number)), false, contained, false);
    assertReal(text, direct);
    int root = before.root(number);
    return new Admission.Alias(
        new Admission.Root.Earlier(root, known.key(root)), false, contained, false);
  }
}
