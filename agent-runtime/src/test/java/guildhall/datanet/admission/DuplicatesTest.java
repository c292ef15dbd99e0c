package guildhall.datanet.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.datanet.text.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What repeats something earlier is an alias of its root, and nothing else is.
class DuplicatesTest {

  private final Duplicates duplicates = new Duplicates(7);
  private final Offered.Known known = new Offered.Known();

  private Admission judge(String text) throws IOException {
    return Offered.judge(
            Offered.TEXTS, Offered.GIVEN, Quota.Usage.NONE, duplicates, known, Offered.one(text))
        .only();
  }

  private int add(String text) {
    return known.add(duplicates, text, OptionalInt.empty());
  }

  private static String made(int seed, int words) {
    return Texts.made(new Random(seed), words);
  }

  private static Admission.Alias exact(int root, boolean withdrawn) {
    return new Admission.Alias(
        new Admission.Root.Earlier(root, "net#c" + root), withdrawn, 1000, true);
  }

  @Test
  void judge_sameTokens_isAnExactAliasWhateverElseDiffers() throws IOException {
    var _ = add("Bees dance, to tell the way.");

    assertThat(judge("bees DANCE --- to\ntell the way")).isEqualTo(exact(0, false));
    assertThat(judge("bees dance to tell the day")).isInstanceOf(Admission.Accepted.class);
    assertThat(judge("the way to tell bees dance")).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void judge_nearCopy_isAnAliasOfTheRootOfWhatItIsNearTo() throws IOException {
    String text = made(1, 400);
    var _ = add(made(2, 400));
    int root = add(text);
    String near = Texts.noised(text, 0.02, new Random(3));
    int alias = known.add(duplicates, near, OptionalInt.of(root));

    assertThat(judge(near)).isEqualTo(exact(root, false));
    var further = (Admission.Alias) judge(Texts.noised(near, 0.01, new Random(4)));
    assertThat(further.root()).isEqualTo(new Admission.Root.Earlier(root, "net#c" + root));
    assertThat(further.exact()).isFalse();
    assertThat(further.same()).isBetween(800, 999);
    assertThat(duplicates.root(alias)).isEqualTo(root);
  }

  @Test
  void judge_partOfAnEarlierOne_isAnAliasAndTheWholeOfAPartIsNot() throws IOException {
    String part = made(1, 300);
    String whole = part + " " + made(2, 100);

    var _ = add(whole);
    assertThat(judge(part)).isInstanceOf(Admission.Alias.class);
    Duplicates other = new Duplicates(7);
    Offered.Known parts = new Offered.Known();
    var _ = parts.add(other, made(1, 200), OptionalInt.empty());
    Admission longer =
        Offered.judge(
                Offered.TEXTS, Offered.GIVEN, Quota.Usage.NONE, other, parts, Offered.one(whole))
            .only();
    assertThat(longer).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void judge_coveredByManyDocumentsTogether_isAccepted() throws IOException {
    StringBuilder quilt = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      String text = made(i, 400);
      var _ = add(text);
      quilt.append(text, 0, 200).append(' ');
    }

    Admission quilted = judge(quilt.toString());

    assertThat(quilted).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void judge_twiceInOneOffering_isAnAliasOfTheFirst() throws IOException {
    String text = made(1, 200);
    String near = Texts.noised(text, 0.01, new Random(3));

    var said =
        Offered.judge(
            Offered.ROWS,
            Offered.csv("t\n" + made(5, 30) + "\n" + text + "\n" + text + "\n" + near + "\n"));

    assertThat(said.judgement())
        .isInstanceOfSatisfying(
            Judgement.Judged.class,
            judged -> {
              assertThat(judged.accepted()).isEqualTo(2);
              assertThat(judged.aliases()).isEqualTo(2);
            });
    assertThat(said.admissions().get(2))
        .isEqualTo(new Admission.Alias(new Admission.Root.SameOffering(1), false, 1000, true));
    assertThat(((Admission.Alias) said.admissions().get(3)).root())
        .isEqualTo(new Admission.Root.SameOffering(1));
  }

  @Test
  void judge_nothingIsAddedByIt_toTheIndex() throws IOException {
    var _ = add(made(1, 100));
    var _ = judge(made(2, 100));

    assertThat(duplicates.size()).isEqualTo(1);
    assertThat(judge(made(2, 100))).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void score_ofWhatIsPartlyKnown_saysWhatIsNew() throws IOException {
    String text = made(1, 400);
    var _ = add(text);

    var half = (Admission.Accepted) judge(text.substring(0, text.length() * 3 / 4) + made(9, 100));

    assertThat(half.score().novelty()).isBetween(201, 350);
    assertThat(half.notes()).singleElement().asString().contains("in a thousand", "net#c0");
    assertThat(half.score().length()).isEqualTo(1000);
    var fresh = (Admission.Accepted) judge(made(10, 100));
    assertThat(fresh.score().novelty()).isEqualTo(1000);
    assertThat(fresh.score().length()).isEqualTo(500);
    assertThat(fresh.score().total()).isEqualTo((500 + fresh.score().variety() + 2000 + 1000) / 5);
  }

  @Test
  void remove_ofARoot_promotesNothing() throws IOException {
    String text = made(1, 300);
    int root = add(text);
    int alias =
        known.add(duplicates, Texts.noised(text, 0.01, new Random(2)), OptionalInt.of(root));
    duplicates.remove(root);

    assertThat(judge(text)).isEqualTo(exact(root, true));
    assertThat(duplicates.root(alias)).isEqualTo(root);
    assertThat(duplicates.isRemoved(alias)).isFalse();
    known.erase(root);
    known.erase(alias);
    var near = (Admission.Alias) judge(Texts.noised(text, 0.02, new Random(3)));
    assertThat(near.withdrawn()).isTrue();
    assertThat(near.root()).isEqualTo(new Admission.Root.Earlier(root, "net#c" + root));
  }

  @Test
  void promote_ofAnAliasOfARemovedRoot_makesItTheRootOfAll() throws IOException {
    String text = made(1, 300);
    int root = add(text);
    int heir = known.add(duplicates, text, OptionalInt.of(root));
    int other = known.add(duplicates, text, OptionalInt.of(root));
    int stranger = add(made(2, 300));

    assertThatThrownBy(() -> duplicates.promote(heir)).hasMessageContaining("document 1");
    duplicates.remove(root);
    assertThatThrownBy(() -> duplicates.promote(stranger)).hasMessageContaining("document 3");
    duplicates.promote(heir);

    assertThat(List.of(duplicates.root(root), duplicates.root(heir), duplicates.root(other)))
        .containsOnly(heir);
    assertThat(duplicates.root(stranger)).isEqualTo(stranger);
    assertThat(judge(text)).isEqualTo(exact(heir, false));
  }

  @Test
  void add_rootsThatCannotBe_areRefused() {
    int root = add(made(1, 20));
    int alias = known.add(duplicates, made(1, 20), OptionalInt.of(root));

    assertThatThrownBy(() -> duplicates.add(new int[] {1}, OptionalInt.of(alias)))
        .hasMessageContaining("an alias cannot be a root: 1");
    assertThatThrownBy(() -> duplicates.add(new int[] {1}, OptionalInt.of(2)))
        .hasMessageContaining("no document 2");
    assertThatThrownBy(() -> duplicates.root(-1)).hasMessageContaining("no document -1");
    assertThat(duplicates.size()).isEqualTo(2);
  }

  @Test
  void bestOf_sameDocumentsInTheSameOrder_answersTheSame() {
    List<String> texts = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 3_000; i++) {
      String text = i % 3 == 0 || i < 50 ? Texts.made(random, 40) : texts.get(random.nextInt(i));
      texts.add(i % 3 == 1 ? text : Texts.noised(text, 0.1, random));
    }
    Duplicates one = new Duplicates(9);
    Duplicates other = new Duplicates(9);
    for (String text : texts) {
      int[] tokens = Tokenizer.tokens(text);
      Fingerprint print = one.fingerprint(tokens);
      assertThat(other.bestOf(print)).isEqualTo(one.bestOf(print));
      assertThat(other.exactOf(print)).isEqualTo(one.exactOf(print));
      assertThat(one.add(tokens, OptionalInt.empty()))
          .isEqualTo(other.add(tokens, OptionalInt.empty()));
    }
    Map<List<Integer>, Integer> first = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      int[] tokens = Tokenizer.tokens(texts.get(i));
      Fingerprint print = one.fingerprint(tokens);
      int known = first.merge(Arrays.stream(tokens).boxed().toList(), i, Math::min);
      assertThat(one.exactOf(print)).hasValue(known);
      assertThat(one.bestOf(print)).isEqualTo(other.bestOf(print));
    }
    assertThat(one.memoryBytes()).isEqualTo(other.memoryBytes());
  }

  @Test
  void bestOf_textThatEverybodyHas_looksAtABoundedNumber() {
    String licence = made(1, 300);
    for (int i = 0; i < 5_000; i++) {
      var _ = add(licence + " " + made(100 + i, 60));
    }

    Duplicates.Best best =
        duplicates.bestOf(
            duplicates.fingerprint(Tokenizer.tokens(licence + " " + made(9_999_999, 60))));

    assertThat(best.full()).isTrue();
    assertThat(best.candidates()).isBetween(1, 512);
    // one of its own words is enough to find a copy of the last, for most bands are full
    String copy = Texts.noised(licence + " " + made(100 + 4_999, 60), 0.01, new Random(6));
    assertThat(duplicates.bestOf(duplicates.fingerprint(Tokenizer.tokens(copy))).number())
        .hasValue(4_999);
  }

  @Test
  void bestOf_shortDocuments_onlyExactCopiesCount() throws IOException {
    var _ = add("the beer market of France grew by five percent in the year 2024");

    assertThat(judge("the beer market of France grew by five percent in the year 2025"))
        .isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void contained_shingles_areCountedOnceEach() {
    int[] mine = {1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6};

    assertThat(Shingles.contained(mine, new int[] {1, 2, 3, 4, 5, 6})).isEqualTo(2 * 1000 / 6);
    assertThat(Shingles.contained(mine, mine)).isEqualTo(1000);
    assertThat(Shingles.contained(new int[] {1, 2}, new int[] {1, 2})).isEqualTo(1000);
    assertThat(Shingles.contained(new int[] {1, 2}, new int[] {2, 1})).isZero();
  }

  @Test
  void contained_equalBins_standForWhatIsShared() {
    assertThat(Fingerprint.contained(128, 500, 500)).isBetween(998, 1000);
    assertThat(Fingerprint.contained(0, 500, 500)).isZero();
    assertThat(Fingerprint.agreement(0x01020304, 0x01FF0304)).isEqualTo(3);
    Random random = new Random(8);
    long part = 0;
    long whole = 0;
    for (int i = 0; i < 50; i++) {
      int[] text = Tokenizer.tokens(Texts.made(random, 500));
      int[] half = Arrays.copyOf(text, 250);
      int equal = 0;
      for (int band = 0; band < Fingerprint.BANDS; band++) {
        equal +=
            Fingerprint.agreement(
                Fingerprint.of(text, 1).band(band), Fingerprint.of(half, 1).band(band));
      }
      part += Fingerprint.contained(equal, 250, 500);
      whole += Fingerprint.contained(equal, 500, 250);
    }
    assertThat(part / 50).isBetween(920L, 1000L);
    assertThat(whole / 50).isBetween(470L, 530L);
  }

  /// After each step the index answers like one that has never had what was forgotten.
  @Test
  void forget_anyDocuments_isAsIfTheyHadNeverCome() {
    Random random = new Random(11);
    for (int round = 0; round < 5; round++) {
      Duplicates forgetting = new Duplicates(7);
      List<int[]> texts = new ArrayList<>();
      List<Integer> left = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String text = made(random.nextInt(12), 60);
        texts.add(Tokenizer.tokens(random.nextBoolean() ? text : text + " more " + i));
        left.add(forgetting.add(texts.getLast(), OptionalInt.empty()));
        if (random.nextInt(3) == 0) {
          int number = left.get(random.nextInt(left.size()));
          forgetting.forget(number);
          left.removeIf(each -> each == number);
        }
        if (random.nextInt(5) == 0) {
          assertSameAsNever(forgetting, texts, left);
        }
      }
    }
  }

  private static void assertSameAsNever(
      Duplicates forgetting, List<int[]> texts, List<Integer> left) {
    Duplicates never = new Duplicates(7);
    left.forEach(number -> never.add(texts.get(number), OptionalInt.empty()));
    for (int[] text : texts) {
      Fingerprint print = never.fingerprint(text);
      assertThat(forgetting.exactOf(print)).isEqualTo(in(left, never.exactOf(print)));
      Duplicates.Best best = never.bestOf(print);
      assertThat(forgetting.bestOf(print))
          .isEqualTo(
              new Duplicates.Best(
                  in(left, best.number()), best.estimate(), best.candidates(), best.full()));
    }
  }

  private static OptionalInt in(List<Integer> numbers, OptionalInt place) {
    return place.isPresent() ? OptionalInt.of(numbers.get(place.getAsInt())) : place;
  }

  @Test
  void forget_root_leavesNoAliasOfIt() {
    int root = add(made(1, 100));
    int alias = known.add(duplicates, made(1, 100), OptionalInt.of(root));

    duplicates.forget(root);

    assertThat(duplicates.root(alias)).isEqualTo(alias);
    assertThat(duplicates.exactOf(duplicates.fingerprint(Tokenizer.tokens(made(1, 100)))))
        .hasValue(alias);
    assertThatThrownBy(() -> duplicates.forget(2)).hasMessageContaining("2");
  }
}
