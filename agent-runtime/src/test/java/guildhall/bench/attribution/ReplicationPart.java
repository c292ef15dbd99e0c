package guildhall.bench.attribution;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.span.SpanMethod;
import guildhall.attribution.span.Unigrams;
import guildhall.bench.attribution.Answers.Answer;
import guildhall.bench.attribution.Answers.Origin;
import guildhall.bench.attribution.Corpus.Document;
import guildhall.bench.report.Report;
import guildhall.datanet.span.SpanDocument;
import guildhall.datanet.span.SpanIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// What copies earn: sixty datanets, 400 answers with 5 % edits, and a copier who registers later.
///
/// A copier of his own documents is held against what he earned before; a thief of five datanets
/// against what they earned before. Each is measured twice: with the answers as they were, and with
/// answers whose copied stretches come from the original or from any copy with equal chance, as if
/// a model had learned from all of them.
final class ReplicationPart {

  private static final long BYTES = 10_000_000;
  private static final int DATANETS = 60;
  private static final int VICTIMS = 5;
  private static final int ANSWERS = 400;
  private static final int COPIES = 10;
  private static final double EDITS = 0.05;
  private static final String COPIER = "copier";

  private final Report report;
  private final Path folder;
  private final Corpus corpus;
  private final List<Document> documents;
  private final List<Origin> origins;
  private final Unigrams frozen;
  private final Map<String, Double> before;
  private int opened;

  private ReplicationPart(Report report, Path folder) throws IOException {
    this.report = report;
    this.folder = folder.resolve("replication");
    this.corpus = Corpus.read(report, BYTES);
    this.documents = corpus.cut(BYTES);
    SpanIndex index = registered();
    this.frozen = index.unigrams();
    this.origins = Answers.origins(documents, ANSWERS * Answers.PLANTED, _ -> true, new Random(3));
    this.before = income(index, answers(documents, origins));
  }

  static void run(Report report, Path folder) throws Exception {
    ReplicationPart part = new ReplicationPart(report, folder);
    part.sybils();
    part.thieves();
  }

  private SpanIndex registered() throws IOException {
    Path here = folder.resolve("index-" + opened++);
    if (Files.isDirectory(here)) {
      try (Stream<Path> files = Files.list(here)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
    SpanIndex index = SpanIndex.open(here, 1 << 28);
    List<SpanDocument> all = new ArrayList<>();
    for (int d = 0; d < documents.size(); d++) {
      all.add(SpanDocument.of(datanet(d), Ints.array(documents.get(d).tokens())));
    }
    index.add(all);
    return index;
  }

  private static String datanet(int document) {
    return "datanet-" + document % DATANETS;
  }

  /// The same edits and fillers whatever the stretches.
  private List<Answer> answers(List<Document> from, List<Origin> planted) {
    return Answers.of(from, documents, corpus.heldOut(), planted, EDITS, new Random(4));
  }

  /// Parts of answers by owner.
  private Map<String, Double> income(SpanIndex index, List<Answer> answers) {
    Map<String, Double> income = new HashMap<>();
    for (Answer answer : answers) {
      int[] tokens = answer.array();
      Attribution payout =
          SpanMethod.weigh(
                  index.matches(tokens, SpanMethod::ownersMax), frozen.boundedWorth(tokens))
              .payout();
      for (Weight weight : payout.weights()) {
        income.merge(weight.key(), (double) weight.micros() / payout.wholeMicros(), Double::sum);
      }
    }
    return income;
  }

  /// Five who copy their own documents, each alone.
  private void sybils() throws IOException {
    for (double noise : new double[] {0, 0.02, 0.10, 0.30}) {
      double[] same = new double[VICTIMS];
      double[] mixed = new double[VICTIMS];
      double[] was = new double[VICTIMS];
      for (int who = 0; who < VICTIMS; who++) {
        Copied copied = copied(noise, 1, who * 7);
        String self = "datanet-" + who * 7;
        was[who] = before.getOrDefault(self, 0.0);
        same[who] = copied.of(false, self) + copied.of(false, COPIER);
        mixed[who] = copied.of(true, self) + copied.of(true, COPIER);
      }
      String what = "own documents x10, " + percent(noise) + " noise, income after and before";
      report.ratioAtMost(what, "answers", same, was, noise == 0 ? 1.01 : 1.15);
      report.ratio(what + ", answers from copies too", "answers", mixed, was, Optional.empty());
    }
  }

  private void thieves() throws IOException {
    for (double noise : new double[] {0, 0.02, 0.10, 0.30}) {
      Copied copied = copied(noise, VICTIMS, 0);
      String what = "5 victims' documents x10, " + percent(noise) + " noise, ";
      double thief = copied.of(false, COPIER) / victims(before);
      double kept = victims(copied.same) / victims(before);
      report.ratioAtMost(
          what + "thief's share", "of 1", array(thief), array(1), noise == 0 ? 0.01 : 0.10);
      report.ratio(what + "victims keep", "of 1", array(kept), array(1), Optional.of(0.97));
      report.figure(
          what + "thief's share, answers from copies too",
          "of 1",
          copied.of(true, COPIER) / victims(before));
    }
  }

  private static double victims(Map<String, Double> income) {
    double sum = 0;
    for (int who = 0; who < VICTIMS; who++) {
      sum += income.getOrDefault("datanet-" + who, 0.0);
    }
    return sum;
  }

  /// Incomes once copies are there.
  ///
  /// @param same with the answers as they were
  /// @param mixed with answers from copies too
  private record Copied(Map<String, Double> same, Map<String, Double> mixed) {
    double of(boolean fromCopies, String owner) {
      return (fromCopies ? mixed : same).getOrDefault(owner, 0.0);
    }
  }

  /// Registers ten copies of the documents of some datanets.
  private Copied copied(double noise, int datanets, int firstDatanet) throws IOException {
    Random random = new Random(5);
    SpanIndex index = registered();
    List<Document> all = new ArrayList<>(documents);
    Map<Integer, Integer> firstCopy = new HashMap<>();
    List<SpanDocument> copies = new ArrayList<>();
    for (int d = 0; d < documents.size(); d++) {
      int datanet = d % DATANETS;
      if (datanet >= firstDatanet && datanet < firstDatanet + datanets) {
        firstCopy.put(d, all.size());
        for (int copy = 0; copy < COPIES; copy++) {
          int[] tokens = Ints.array(documents.get(d).tokens());
          int[] changed = Answers.edited(tokens, noise, documents, random);
          copies.add(SpanDocument.of(COPIER, changed));
          all.add(new Document(0, Ints.list(changed)));
        }
      }
    }
    index.add(copies);
    List<Origin> mixed = origins.stream().map(each -> anyCopy(each, firstCopy, random)).toList();
    return new Copied(
        income(index, answers(documents, origins)), income(index, answers(all, mixed)));
  }

  private static Origin anyCopy(Origin origin, Map<Integer, Integer> firstCopy, Random random) {
    Integer first = firstCopy.get(origin.document());
    int copy = random.nextInt(COPIES + 1);
    return first == null || copy == COPIES ? origin : new Origin(first + copy, origin.from());
  }

  private static String percent(double noise) {
    return Math.round(noise * 100) + " %";
  }

  private static double[] array(double value) {
    return new double[] {value};
  }
}
