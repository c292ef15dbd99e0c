package guildhall.datanet.span;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.span.SpanCredit;
import guildhall.attribution.span.SpanMethod;
import guildhall.attribution.span.Unigrams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From documents to weights: what copies, identities and merges do to what an owner earns.
final class SpanPayoutTest {

  private static final int OWNERS = 6;

  @TempDir Path folder;

  private int opened;

  /// A corpus by chance, and answers made of its pieces.
  private static final class World {
    private final Random random;
    private final List<int[]> documents = new ArrayList<>();

    World(int seed) {
      random = new Random(seed);
      for (int i = 0; i < 30; i++) {
        int[] document = random.ints(60, 0, 400).toArray();
        if (i > 0 && random.nextBoolean()) {
          int[] other = documents.get(random.nextInt(i));
          System.arraycopy(other, 10, document, 20, 25);
        }
        documents.add(document);
      }
    }

    int[] answer() {
      IntStream tokens = random.ints(20, 0, 400);
      for (int i = 0; i < 4; i++) {
        int[] from = documents.get(random.nextInt(documents.size()));
        int start = random.nextInt(40);
        tokens = IntStream.concat(tokens, IntStream.of(from).skip(start).limit(20));
      }
      int[] answer = tokens.toArray();
      answer[random.nextInt(answer.length)] = -1;
      return answer;
    }

    List<SpanDocument> owned() {
      return IntStream.range(0, documents.size())
          .mapToObj(i -> SpanDocument.of("net#" + i % OWNERS, documents.get(i)))
          .toList();
    }
  }

  private SpanIndex index(List<SpanDocument> documents) throws IOException {
    SpanIndex index = SpanIndex.open(folder.resolve("index-" + opened++), 1 << 22);
    index.add(documents);
    return index;
  }

  private static SpanCredit credit(SpanIndex index, Unigrams frozen, int[] answer) {
    return SpanMethod.weigh(
        index.matches(answer, SpanMethod::ownersMax), frozen.boundedWorth(answer));
  }

  private static Map<String, Long> weights(Attribution attribution) {
    return attribution.weights().stream()
        .collect(Collectors.toMap(Weight::key, Weight::micros, Long::sum, TreeMap::new));
  }

  private static long sum(Attribution attribution) {
    return attribution.weights().stream().mapToLong(Weight::micros).sum();
  }

  @Test
  void credit_anyAnswer_isPartOfTheWhole() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      World world = new World(seed);
      SpanIndex index = index(world.owned());
      Unigrams frozen = index.unigrams();
      for (int i = 0; i < 10; i++) {
        SpanCredit credit = credit(index, frozen, world.answer());
        assertThat(sum(credit.payout())).isPositive();
        assertThat(sum(credit.payout()) + credit.commonsMicros())
            .isLessThanOrEqualTo(credit.payout().wholeMicros());
        assertThat(sum(credit.explanation()))
            .isPositive()
            .isLessThanOrEqualTo(credit.explanation().wholeMicros());
      }
    }
  }

  @Test
  void credit_oneOwnerAsTwoIdentities_earnsNoMore() throws IOException {
    long together = 0;
    long apart = 0;
    for (int seed = 0; seed < 20; seed++) {
      World world = new World(seed);
      SpanIndex one = index(world.owned());
      Unigrams frozen = one.unigrams();
      SpanIndex two =
          index(
              IntStream.range(0, world.documents.size())
                  .mapToObj(i -> SpanDocument.of(split(i), world.documents.get(i)))
                  .toList());
      for (int i = 0; i < 10; i++) {
        int[] answer = world.answer();
        together += weights(credit(one, frozen, answer).payout()).getOrDefault("net#0", 0L);
        apart += joined(credit(two, frozen, answer).payout()).getOrDefault("net#0", 0L);
        assertThat(joined(credit(two, frozen, answer).explanation()))
            .isEqualTo(weights(credit(one, frozen, answer).explanation()));
      }
    }
    assertThat(apart).isPositive().isLessThanOrEqualTo(together);
  }

  private static String split(int document) {
    int owner = document % OWNERS;
    return owner == 0 && document % 4 == 0 ? "net#sybil" : "net#" + owner;
  }

  private static Map<String, Long> joined(Attribution two) {
    Map<String, Long> joined = weights(two);
    Long sybil = joined.remove("net#sybil");
    if (sybil != null) {
      joined.merge("net#0", sybil, Long::sum);
    }
    return joined;
  }

  /// As admission has copies registered.
  @Test
  void payout_exactCopiesRegisteredLaterForTheOriginals_isTheSame() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      World world = new World(seed);
      SpanIndex index = index(world.owned());
      Unigrams frozen = index.unigrams();
      List<int[]> answers = Stream.generate(world::answer).limit(10).toList();
      List<Attribution> before =
          answers.stream().map(each -> credit(index, frozen, each).payout()).toList();

      for (int copy = 0; copy < 10; copy++) {
        index.add(world.owned());
      }
      index.flush();

      assertThat(answers.stream().map(each -> credit(index, frozen, each).payout()))
          .isEqualTo(before);
    }
  }

  @Test
  void payout_exactCopiesOfAThief_payTheThiefNothing() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      World world = new World(seed);
      SpanIndex index = index(world.owned());
      Unigrams frozen = index.unigrams();
      index.add(world.documents.stream().map(each -> SpanDocument.of("net#thief", each)).toList());

      assertThat(Stream.generate(world::answer).limit(10))
          .allSatisfy(each -> {
            SpanCredit credit = credit(index, frozen, each);
            assertThat(weights(credit.payout())).doesNotContainKey("net#thief");
            assertThat(weights(credit.explanation())).containsKey("net#thief");
          });
    }
  }

  /// The copy matches longer than the original, and yet the original stands in four fifths of it.
  @Test
  void payout_copyWithChangesThatMatchesLonger_goesToTheOriginal() throws IOException {
    int[] original = IntStream.range(0, 40).toArray();
    int[] copy = IntStream.range(0, 48).toArray();
    SpanIndex index =
        index(List.of(SpanDocument.of("net#a", original), SpanDocument.of("net#thief", copy)));
    Unigrams frozen = index.unigrams();

    Map<String, Long> paid = weights(credit(index, frozen, copy).payout());

    long worth = frozen.boundedWorth(copy)[40];
    assertThat(paid.get("net#thief")).isEqualTo(8 * worth);
    assertThat(paid.get("net#a")).isGreaterThan(4 * 8 * worth);
  }
}
