package guildhall.datanet.span;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.attribution.span.SpanMatches;
import guildhall.attribution.span.SpanMatches.Holder;
import guildhall.attribution.span.SpanMatches.Run;
import guildhall.attribution.span.SpanMatches.Span;
import guildhall.attribution.span.Unigrams;
import guildhall.datanet.text.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is found is what [Oracle] finds, however documents are spread over memory and files.
final class SpanIndexTest {

  private static final int MEMORY = 1 << 22;
  private static final IntUnaryOperator EACH_ITS_OWN = IntUnaryOperator.identity();

  @TempDir Path folder;

  @Test
  void matches_anyHistory_areThoseOfTheOracle() throws IOException {
    for (int seed = 0; seed < 60; seed++) {
      new History(seed, folder.resolve("history-" + seed)).run();
    }
  }

  /// Adds, removes, merges and opens again by chance, and compares after each step.
  private static final class History {
    private final int seed;
    private final Path folder;
    private final Random random;
    private final Oracle oracle = new Oracle();
    private final List<List<Integer>> documents = new ArrayList<>();
    private final List<Integer> removed = new ArrayList<>();
    private SpanIndex index;

    History(int seed, Path folder) throws IOException {
      this.seed = seed;
      this.folder = folder;
      this.random = new Random(seed);
      this.index = SpanIndex.open(folder, seed % 2 == 0 ? 100 : MEMORY);
    }

    void run() throws IOException {
      for (int step = 0; step < 12; step++) {
        switch (random.nextInt(8)) {
          case 0 -> remove();
          case 1 -> index.flush();
          case 2 -> index.compact();
          case 3 -> openAgain();
          default -> add(1 + random.nextInt(4));
        }
        for (int i = 0; i < 3; i++) {
          List<Integer> answer = answer();
          assertThat(index.matches(array(answer)))
              .as(() -> "seed " + seed + ": " + answer + " in " + documents)
              .isEqualTo(oracle.matches(answer));
        }
      }
      assertThat(index.segments()).isLessThanOrEqualTo(SpanIndex.SEGMENTS_MAX);
    }

    private void add(int count) throws IOException {
      List<SpanDocument> fresh = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        List<Integer> tokens = document();
        String owner = "net#" + random.nextInt(4);
        oracle.add(documents.size(), owner, tokens);
        documents.add(tokens);
        fresh.add(SpanDocument.of(owner, array(tokens)));
      }
      assertThat(index.add(fresh)).isEqualTo(documents.size() - count);
    }

    private void remove() {
      List<Integer> ordinals = random.ints(2, 0, documents.size() + 1).boxed().distinct().toList();
      ordinals.forEach(oracle::remove);
      ordinals.stream().filter(each -> each < documents.size()).forEach(removed::add);
      index.remove(ordinals);
    }

    /// Removals are said again after opening, and so is what was in no file.
    private void openAgain() throws IOException {
      index.flush();
      index = SpanIndex.open(folder, MEMORY);
      assertThat(index.nextOrdinal()).isEqualTo(documents.size());
      index.remove(removed);
    }

    /// Few different tokens, often a copy of a piece of another document, or a period.
    private List<Integer> document() {
      int alphabet = 2 + random.nextInt(4);
      List<Integer> tokens = new ArrayList<>();
      while (tokens.size() < 30 && random.nextInt(4) > 0) {
        if (!documents.isEmpty() && random.nextBoolean()) {
          tokens.addAll(piece());
        } else if (random.nextInt(4) == 0) {
          int period = 1 + random.nextInt(3);
          IntStream.range(0, 12).forEach(i -> tokens.add(i % period));
        } else {
          random.ints(random.nextInt(10), 0, alphabet).forEach(tokens::add);
        }
      }
      return List.copyOf(tokens);
    }

    private List<Integer> answer() {
      List<Integer> tokens = new ArrayList<>(document());
      if (!documents.isEmpty()) {
        tokens.addAll(piece());
      }
      tokens.addAll(List.of(99, 98));
      return tokens;
    }

    private List<Integer> piece() {
      List<Integer> from = documents.get(random.nextInt(documents.size()));
      int start = random.nextInt(from.size() + 1);
      return from.subList(start, start + random.nextInt(from.size() - start + 1));
    }
  }

  @Test
  void compact_anyHistoryOfTheSameDocuments_isTheSameFile() throws IOException {
    Random random = new Random(5);
    List<SpanDocument> documents = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      documents.add(
          SpanDocument.of("net#" + i % 7, random.ints(random.nextInt(50), 0, 9).toArray()));
    }
    List<byte[]> files = new ArrayList<>();
    for (int way = 0; way < 4; way++) {
      Path here = folder.resolve("way-" + way);
      SpanIndex index = SpanIndex.open(here, way == 3 ? 60 : MEMORY);
      for (int from = 0; from < documents.size(); ) {
        int to = Math.min(documents.size(), from + (way == 0 ? 40 : 1 + random.nextInt(9)));
        index.add(documents.subList(from, to));
        from = to;
        if (way == 2) {
          index.flush();
        }
      }
      index.remove(List.of(3, 17));
      index.compact();
      assertThat(index.segments()).isEqualTo(1);
      files.add(Files.readAllBytes(onlyFile(here)));
    }
    assertThat(files).allMatch(file -> Arrays.equals(file, files.getFirst()));
  }

  @Test
  void matches_moreThan3000Places_areACommonPhrase() throws IOException {
    SpanIndex index = SpanIndex.open(folder, MEMORY);
    int[] phrase = IntStream.range(0, 10).toArray();
    List<SpanDocument> copies = new ArrayList<>();
    for (int i = 0; i < 2999; i++) {
      copies.add(SpanDocument.of("net#" + i, phrase));
    }
    index.add(copies);
    index.flush();
    index.add(List.of(SpanDocument.of("net#last", phrase)));

    SpanMatches rare = index.matches(phrase);
    assertThat(rare.runs()).containsExactly(new Run(0, 10, List.of(new Holder(0, "net#0")), 3000));
    assertThat(rare.spans().getFirst().holders()).hasSize(3000);

    index.add(List.of(SpanDocument.of("net#one-more", phrase)));

    SpanMatches common = index.matches(phrase);
    assertThat(common.runs()).containsExactly(new Run(0, 10, List.of(), 3001));
    assertThat(common.spans()).containsExactly(new Span(0, 10, List.of()));

    index.remove(List.of(7));

    assertThat(index.matches(phrase)).isNotEqualTo(common);
    assertThat(index.matches(phrase).runs()).isEqualTo(rare.runs());
  }

  @Test
  void matches_moreOwnersThanAskedFor_areACommonPhrase() throws IOException {
    SpanIndex index = SpanIndex.open(folder, MEMORY);
    int[] phrase = IntStream.range(0, 10).toArray();
    for (int i = 0; i < 30; i++) {
      index.add(List.of(SpanDocument.of("net#" + i % 8, phrase)));
      if (i == 11) {
        index.flush();
      }
    }
    List<Run> first = List.of(new Run(0, 10, List.of(new Holder(0, "net#0")), 30));
    assertThat(index.matches(phrase, _ -> 8).runs()).isEqualTo(first);
    assertThat(index.matches(phrase, _ -> 7).runs()).containsExactly(new Run(0, 10, List.of(), 30));
    assertThat(index.matches(phrase, tokens -> tokens < 9 ? 7 : 8).runs())
        .as("matches of eight of its ten tokens decide")
        .containsExactly(new Run(0, 10, List.of(), 30));

    index.add(List.of(SpanDocument.of("net#8", phrase)));

    assertThat(index.matches(phrase, _ -> 8).runs()).containsExactly(new Run(0, 10, List.of(), 31));
    assertThat(index.matches(phrase).runs().getFirst().common()).isFalse();
  }

  @Test
  void likeliest_runsThatFewHave_decideHoweverTheyAreStored() throws IOException {
    SpanIndex index = SpanIndex.open(folder, MEMORY);
    int[] everybodys = IntStream.range(0, 30).toArray();
    for (int i = 0; i < 20; i++) {
      int own = 1000 * (i + 1);
      int[] tokens =
          IntStream.concat(IntStream.of(everybodys), IntStream.range(own, own + 30)).toArray();
      index.add(List.of(SpanDocument.of("net#" + i, tokens)));
      if (i == 9) {
        index.flush();
      }
    }
    int[] copy = IntStream.concat(IntStream.of(everybodys), IntStream.range(7005, 7010)).toArray();
    assertThat(index.likeliest(copy, EACH_ITS_OWN)).hasValue(6);
    assertThat(index.likeliest(everybodys, EACH_ITS_OWN)).as("the first of all").hasValue(0);
    assertThat(index.isCommon(everybodys, EACH_ITS_OWN)).isTrue();
    assertThat(index.isCommon(copy, EACH_ITS_OWN)).isTrue();
    assertThat(index.isCommon(Arrays.copyOfRange(copy, 25, 35), EACH_ITS_OWN)).isFalse();
    assertThat(index.likeliest(new int[] {1, 2, 3}, EACH_ITS_OWN)).isEmpty();
    assertThat(index.isCommon(new int[] {1, 2, 3}, EACH_ITS_OWN)).isFalse();
    index.compact();
    assertThat(index.likeliest(copy, EACH_ITS_OWN)).hasValue(6);
    index.remove(List.of(6));
    assertThat(index.likeliest(copy, EACH_ITS_OWN)).as("what is left is of all").hasValue(0);
  }

  @Test
  void likeliest_manyCopiesOfOneContributor_areNotEverybodys() {
    SpanIndex index = SpanIndex.inMemory();
    int[] text = IntStream.range(0, 40).toArray();
    for (int i = 0; i < 30; i++) {
      add(index, SpanDocument.of("net#" + i, text));
    }
    IntUnaryOperator victimAndThief = ordinal -> ordinal == 0 ? 0 : 1;

    assertThat(index.likeliest(text, victimAndThief)).hasValue(0);
    assertThat(index.isCommon(text, victimAndThief)).isFalse();
    assertThat(index.isCommon(text, EACH_ITS_OWN)).isTrue();
  }

  @Test
  void matches_textThatIsPartlyAnothers_ownsEachPartHoweverItIsStored() throws IOException {
    SpanIndex index = SpanIndex.open(folder, MEMORY);
    add(index, SpanDocument.of("net#a", "one two three four five six seven eight nine ten"));
    add(
        index,
        SpanDocument.of("net#b", "red green blue white black pink grey")
            .with("net#a", "one two three four FIVE and six seven eight nine"));
    add(index, SpanDocument.of("net#c", "").with("net#a", "tin zinc lead gold iron steel brass"));
    int[] answer =
        Tokenizer.tokens(
            "red green blue white black pink grey. "
                + "three four five and six seven eight. Tin zinc lead gold iron steel brass.");
    List<List<Holder>> owned =
        List.of(
            List.of(new Holder(1, "net#b")),
            List.of(new Holder(1, "net#a")),
            List.of(new Holder(2, "net#a")));

    assertThat(index.matches(answer).runs()).extracting(Run::holder).isEqualTo(owned);
    assertThat(index.owner(1)).contains("net#b");
    assertThat(index.owner(2)).contains("net#c");
    index.flush();
    index.compact();
    assertThat(index.matches(answer).runs()).extracting(Run::holder).isEqualTo(owned);
    assertThat(index.nextOrdinal()).isEqualTo(3);
    index.remove(List.of(1));
    assertThat(index.matches(answer).runs())
        .extracting(Run::holder)
        .isEqualTo(List.of(List.of(new Holder(2, "net#a"))));
  }

  private static void add(SpanIndex index, SpanDocument document) {
    try {
      var _ = index.add(List.of(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void matches_hostileText_areBounded() throws IOException {
    SpanIndex index = SpanIndex.open(folder, MEMORY);
    index.add(List.of(SpanDocument.of("net#a", new int[100_000])));
    int[] answer = new int[100_000];

    SpanMatches matches = index.matches(answer);

    assertThat(matches.tokens()).isEqualTo(100_000);
    assertThat(matches.complete()).isFalse();
    assertThat(matches.spans()).hasSize(1);
    assertThat(matches.spans().getFirst().to()).isEqualTo(Matching.TOKENS_MAX);
  }

  @Test
  void matches_whileDocumentsAreAddedAndMerged_areNeverHalf()
      throws IOException, InterruptedException, ExecutionException {
    int[] phrase = IntStream.range(0, 12).toArray();
    SpanIndex index = SpanIndex.open(folder, 400);
    index.add(List.of(SpanDocument.of("net#first", phrase)));
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch reading = new CountDownLatch(2);
    try (ExecutorService readers = Executors.newFixedThreadPool(2)) {
      List<Future<Integer>> last =
          Stream.of(1, 2)
              .map(_ -> readers.submit(() -> read(index, phrase, reading, done)))
              .toList();
      reading.await();
      for (int i = 1; i <= 200; i++) {
        index.add(List.of(SpanDocument.of("net#" + i, phrase)));
      }
      done.set(true);
      for (Future<Integer> each : last) {
        assertThat(each.get()).isEqualTo(201);
      }
    }
  }

  /// The first holder never changes, and holders only become more.
  private static int read(
      SpanIndex index, int[] phrase, CountDownLatch reading, AtomicBoolean done) {
    int before = 0;
    boolean last;
    do {
      last = done.get();
      SpanMatches matches = index.matches(phrase);
      assertThat(matches.runs().getFirst().holder()).containsExactly(new Holder(0, "net#first"));
      int holders = matches.spans().getFirst().holders().size();
      assertThat(holders).isGreaterThanOrEqualTo(before);
      before = holders;
      reading.countDown();
    } while (!last);
    return before;
  }

  @Test
  void unigrams_partlyRemoved_countWhatIsThere() throws IOException {
    SpanIndex index = SpanIndex.open(folder, MEMORY);
    index.add(List.of(SpanDocument.of("net#a", new int[] {5, 5, -7})));
    index.flush();
    index.add(List.of(SpanDocument.of("net#b", new int[] {5, 0}), SpanDocument.of("net#c", "x y")));
    index.remove(List.of(2));

    Unigrams unigrams = index.unigrams();

    assertThat(unigrams.total()).isEqualTo(5);
    assertThat(IntStream.of(5, -7, 0, 6).map(unigrams::count)).containsExactly(3, 1, 1, 0);
  }

  static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  private static int[] array(List<Integer> tokens) {
    return tokens.stream().mapToInt(Integer::intValue).toArray();
  }
}
