package guildhall.bench.attribution;

import guildhall.bench.report.Report;
import guildhall.datanet.admission.Admission;
import guildhall.datanet.admission.AdmissionRules;
import guildhall.datanet.admission.Admissions;
import guildhall.datanet.admission.Corpus;
import guildhall.datanet.admission.Declaration;
import guildhall.datanet.admission.Duplicates;
import guildhall.datanet.admission.ItemType;
import guildhall.datanet.admission.Offering;
import guildhall.datanet.admission.OfferingLimits;
import guildhall.datanet.admission.PersonalKind;
import guildhall.datanet.admission.Quota;
import guildhall.datanet.admission.Texts;
import guildhall.datanet.text.Tokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/// What it costs to judge a text against 100,000 earlier ones, and how many copies are found.
///
/// Earlier documents are passages of 450 tokens: of the JDK's sources as far as they go, and then
/// made ones. Offered are passages with words replaced, one at a time on one thread, through every
/// check. The baseline of MinHash is the tokenizer alone, in the same round.
final class AdmissionPart {

  private static final int EARLIER = 100_000;
  private static final int REAL_TEXTS = 6_000;
  private static final int PASSAGE = 450;
  private static final int OFFERED = 2_000;
  private static final int ROUNDS = 5;
  private static final double[] NOISES = {0, 0.02, 0.05, 0.1, 0.2};

  private static final AdmissionRules ANY =
      new AdmissionRules(
          ItemType.TEXT,
          1 << 20,
          new Quota(Long.MAX_VALUE, Long.MAX_VALUE),
          Set.of("MIT"),
          Set.of(PersonalKind.values()),
          0,
          Set.of(),
          Map.of());

  private final List<String> passages = new ArrayList<>();
  private final Duplicates duplicates = new Duplicates(42);
  private final Corpus corpus =
      new Corpus() {
        @Override
        public String key(int number) {
          return "net#c" + number;
        }

        @Override
        public Optional<String> compared(int number) {
          return Optional.of(passages.get(number));
        }
      };
  private final Admissions admissions =
      new Admissions(ANY, OfferingLimits.USUAL, duplicates, corpus);

  private AdmissionPart() {}

  /// Measures.
  static void run(Report report) throws IOException {
    AdmissionPart part = new AdmissionPart();
    part.fill();
    part.speed(report);
    part.recall(report);
    report.figure(
        "bytes of the index for each of 100,000 documents",
        "B",
        (double) part.duplicates.memoryBytes() / EARLIER);
  }

  private void fill() throws IOException {
    for (String text : Texts.real(REAL_TEXTS)) {
      String[] words = text.split("\\s+");
      for (int from = 0; from + PASSAGE / 2 < words.length && passages.size() < EARLIER; ) {
        int to = Math.min(words.length, from + PASSAGE / 2); // about two tokens a word
        passages.add(String.join(" ", Arrays.copyOfRange(words, from, to)));
        from = to;
      }
    }
    Random random = new Random(1);
    while (passages.size() < EARLIER) {
      passages.add(Texts.made(random, PASSAGE));
    }
    for (String passage : passages) {
      var _ = duplicates.add(Tokenizer.tokens(passage), OptionalInt.empty());
    }
  }

  /// Passages from all over, with one word in twenty replaced.
  private List<String> offered(int round) {
    Random random = new Random(100 + round);
    List<String> offered = new ArrayList<>();
    for (int i = 0; i < OFFERED; i++) {
      offered.add(Texts.noised(passages.get(random.nextInt(EARLIER)), 0.05, random));
    }
    return offered;
  }

  private void speed(Report report) throws IOException {
    double[] judged = new double[ROUNDS];
    double[] hashed = new double[ROUNDS];
    double[] tokenized = new double[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      List<String> offered = offered(round);
      double megabytes = offered.stream().mapToLong(String::length).sum() / 1e6;
      double seconds = judge(offered);
      List<int[]> tokens = new ArrayList<>();
      long start = System.nanoTime();
      offered.forEach(text -> tokens.add(Tokenizer.tokens(text)));
      double tokenizing = (System.nanoTime() - start) / 1e9;
      Duplicates empty = new Duplicates(42);
      start = System.nanoTime();
      for (int[] each : tokens) {
        var _ = empty.fingerprint(each);
      }
      double hashing = (System.nanoTime() - start) / 1e9;
      if (round >= 0) {
        judged[round] = offered.size() / seconds;
        hashed[round] = megabytes / hashing;
        tokenized[round] = megabytes / tokenizing;
      }
    }
    report.figure("texts judged against 100,000 earlier ones, one thread", "1/s", judged);
    report.ratio(
        "MinHash and SHA-256 of tokens, against making the tokens",
        "MB/s",
        hashed,
        tokenized,
        Optional.empty());
  }

  private double judge(List<String> offered) throws IOException {
    long start = System.nanoTime();
    for (String text : offered) {
      var _ = admission(text);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private Admission admission(String text) throws IOException {
    List<Admission> heard = new ArrayList<>(1);
    var _ =
        admissions.judge(
            new Offering.Text("t", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
            new Declaration(Optional.of("MIT"), true),
            Quota.Usage.NONE,
            (_, admission) -> heard.add(admission));
    return heard.getFirst();
  }

  private void recall(Report report) throws IOException {
    for (double noise : NOISES) {
      Random random = new Random(7);
      int proposed = 0;
      int aliases = 0;
      for (int i = 0; i < OFFERED; i++) {
        int number = random.nextInt(EARLIER);
        String copy = Texts.noised(passages.get(number), noise, random);
        var best = duplicates.bestOf(duplicates.fingerprint(Tokenizer.tokens(copy)));
        proposed += best.number().equals(OptionalInt.of(number)) ? 1 : 0;
        aliases += admission(copy) instanceof Admission.Alias ? 1 : 0;
      }
      String words = "copies with %.0f %% of the words replaced, ".formatted(noise * 100);
      report.figure(words + "proposed by LSH", "", (double) proposed / OFFERED);
      report.figure(words + "aliases", "", (double) aliases / OFFERED);
    }
  }
}
