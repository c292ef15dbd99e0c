package guildhall.bench.attribution;

import guildhall.attribution.span.SpanMatches;
import guildhall.attribution.span.SpanMatches.Span;
import guildhall.bench.attribution.Answers.Answer;
import guildhall.bench.attribution.Answers.Origin;
import guildhall.bench.attribution.Answers.Planted;
import guildhall.bench.attribution.Corpus.Document;
import guildhall.bench.report.Report;
import guildhall.datanet.span.SpanDocument;
import guildhall.datanet.span.SpanIndex;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Building, size, speed and recall of the span index by corpus size and by number of files, and
/// the same questions asked of passages in Lucene.
///
/// Times of a search are times of its thread on a processor: searches are single-threaded, and a
/// shared machine does not hold them up that way.
final class SpanPart {

  private static final long MEGA = 1_000_000;
  private static final long[] SIZES = {1 * MEGA, 10 * MEGA, 50 * MEGA, 100 * MEGA, 200 * MEGA};
  private static final long LARGEST = 200 * MEGA;
  private static final int ANSWERS = 400;
  private static final int PASSAGE_ANSWERS = 100;
  private static final int FRESH_PARTS = 6;
  private static final double EDITS = 0.05;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /// Times of searches.
  ///
  /// @param p50 in milliseconds
  /// @param p95 in milliseconds
  private record Times(double p50, double p95) {}

  private final Report report;
  private final Path folder;
  private final Corpus corpus;

  private SpanPart(Report report, Path folder) throws IOException {
    this.report = report;
    this.folder = folder.resolve("spans");
    this.corpus = Corpus.read(report, LARGEST);
  }

  static void run(Report report, Path folder) throws Exception {
    new SpanPart(report, folder).run();
  }

  private void run() throws IOException {
    double small = 0;
    Times large = new Times(0, 0);
    for (long size : SIZES) {
      List<Document> documents = corpus.cut(size);
      SpanIndex index = built(documents, 1);
      large = times(index, documents, size / MEGA + " MB, 1 file");
      small = size == 10 * MEGA ? large.p50 : small;
      if (size == LARGEST) {
        recall(index, documents);
        passages(index, documents, large);
      }
    }
    report.ratioAtMost(
        "growth of p50 from 10 to 200 MB", "ms", array(large.p50), array(small), 4.0);
    files(corpus.cut(LARGEST));
    mostParts(corpus.cut(LARGEST));
    clear();
  }

  private void files(List<Document> documents) throws IOException {
    for (int files : new int[] {2, 4}) {
      Times times = times(built(documents, files), documents, "200 MB, " + files + " files");
      if (files == 2) {
        report.atMost("p95, 200 MB, 2 files", "ms CPU", 5, times.p95);
      }
    }
  }

  /// As many parts as there can be: four files, and in memory each a tenth of the one before.
  private void mostParts(List<Document> documents) throws IOException {
    List<Document> all = new ArrayList<>(documents);
    int fresh = all.size() / 2;
    all.subList(fresh, all.size())
        .sort(Comparator.comparingInt((Document each) -> each.tokens().size()).reversed());
    built(all.subList(0, fresh), SpanIndex.SEGMENTS_MAX);
    SpanIndex index = SpanIndex.open(folder, 1 << 28);
    long left = all.stream().skip(fresh).mapToLong(each -> each.tokens().size()).sum();
    for (int part = 1; part <= FRESH_PARTS; part++) {
      List<SpanDocument> some = new ArrayList<>();
      long wanted = part < FRESH_PARTS ? left * 9 / 10 : left;
      for (long taken = 0; taken < wanted; fresh++) {
        some.add(SpanDocument.of("net#" + fresh, Ints.array(all.get(fresh).tokens())));
        taken += all.get(fresh).tokens().size();
        left -= all.get(fresh).tokens().size();
      }
      index.add(some);
    }
    Times times = times(index, all, "200 MB, 4 files and 6 parts in memory");
    report.atMost("p95, 200 MB, 10 parts", "ms CPU", 20, times.p95);
  }

  /// An index in so many files of about the same size.
  private SpanIndex built(List<Document> documents, int files) throws IOException {
    clear();
    SpanIndex index = SpanIndex.open(folder, 0);
    int each = (documents.size() + files - 1) / files;
    long start = System.nanoTime();
    long cpu = THREADS.getCurrentThreadCpuTime();
    for (int from = 0; from < documents.size(); from += each) {
      List<SpanDocument> some = new ArrayList<>();
      for (int d = from; d < Math.min(documents.size(), from + each); d++) {
        some.add(SpanDocument.of("net#" + d, Ints.array(documents.get(d).tokens())));
      }
      index.add(some);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9;
    long bytes = documents.stream().mapToLong(Document::bytes).sum();
    String what = bytes / MEGA + " MB, " + index.segments() + " files: ";
    report.figure(what + "build", "MB/s", bytes / 1e6 / seconds);
    report.figure(what + "build", "MB/s CPU", bytes / 1e6 / cpuSeconds);
    report.figure(what + "index", "bytes a byte", (double) index.bytes() / bytes);
    return index;
  }

  private List<Origin> origins(SpanIndex index, List<Document> documents, int answers, long seed) {
    return Answers.origins(
        documents,
        answers * Answers.PLANTED,
        stretch -> isUnique(index, stretch),
        new Random(seed));
  }

  static boolean isUnique(SpanIndex index, int[] stretch) {
    List<Span> spans = index.matches(stretch).spans();
    return spans.size() == 1 && spans.getFirst().holders().size() == 1;
  }

  private List<Answer> answers(
      SpanIndex index, List<Document> documents, double edits, int count, long seed) {
    List<Origin> origins = origins(index, documents, count, seed);
    return Answers.of(documents, documents, corpus.heldOut(), origins, edits, new Random(seed + 1));
  }

  private Times times(SpanIndex index, List<Document> documents, String what) {
    List<Answer> answers = answers(index, documents, EDITS, ANSWERS, 11);
    Times times = timed(answers, answer -> consume(index.matches(answer.array())));
    report.figure("search, " + what + ", p50", "ms CPU", times.p50);
    report.figure("search, " + what + ", p95", "ms CPU", times.p95);
    return times;
  }

  private static long consumed;

  private static void consume(SpanMatches matches) {
    consumed += matches.runs().size();
  }

  /// Every answer twice; the second time counts.
  private static Times timed(List<Answer> answers, Consumer<Answer> search) {
    answers.forEach(search);
    double[] millis = new double[answers.size()];
    for (int i = 0; i < millis.length; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      search.accept(answers.get(i));
      millis[i] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    return new Times(millis[millis.length / 2], millis[millis.length * 95 / 100]);
  }

  private void recall(SpanIndex index, List<Document> documents) {
    double[] edits = {0, 0.05, 0.10, 0.20};
    double[] wanted = {1.00, 0.99, 0.98, 0.93};
    for (int i = 0; i < edits.length; i++) {
      int found = 0;
      int all = 0;
      for (Answer answer : answers(index, documents, edits[i], ANSWERS, 21 + i)) {
        SpanMatches matches = index.matches(answer.array());
        for (Planted planted : answer.planted()) {
          all++;
          found += isFound(matches, planted) ? 1 : 0;
        }
      }
      report.ratio(
          "sources found, " + Math.round(edits[i] * 100) + " % edits, 200 MB",
          "of 1",
          array((double) found / all),
          array(1),
          Optional.of(wanted[i]));
    }
  }

  private static boolean isFound(SpanMatches matches, Planted planted) {
    return matches.spans().stream()
        .filter(span -> span.from() < planted.at() + Answers.STRETCH && span.to() > planted.at())
        .flatMap(span -> span.holders().stream())
        .anyMatch(holder -> holder.document() == planted.origin().document());
  }

  private void passages(SpanIndex index, List<Document> documents, Times spans) throws IOException {
    List<Answer> answers = answers(index, documents, EDITS, PASSAGE_ANSWERS, 31);
    long start = System.nanoTime();
    try (Passages passages = new Passages(folder.resolveSibling("passages"), documents)) {
      long bytes = documents.stream().mapToLong(Document::bytes).sum();
      report.figure("Lucene: build", "MB/s", bytes * 1e3 / (System.nanoTime() - start));
      Times times = timed(answers, answer -> consumed += passages.sources(answer).size());
      report.figure("Lucene: search, p50", "ms CPU", times.p50);
      report.figure("Lucene: search, p95", "ms CPU", times.p95);
      report.ratio(
          "Lucene: search, p50, against spans",
          "ms CPU",
          array(times.p50),
          array(spans.p50),
          Optional.of(5.0));
      long found = answers.stream().mapToLong(answer -> found(passages, answer)).sum();
      report.figure(
          "Lucene: sources found, 5 % edits",
          "of 1", (double) found / answers.size() / Answers.PLANTED);
    }
  }

  private static long found(Passages passages, Answer answer) {
    Set<Integer> sources = passages.sources(answer);
    return answer.planted().stream()
        .filter(each -> sources.contains(each.origin().document()))
        .count();
  }

  private void clear() throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static double[] array(double value) {
    return new double[] {value};
  }
}
