package guildhall.bench.attribution;

import guildhall.bench.attribution.Answers.Answer;
import guildhall.bench.attribution.Answers.Origin;
import guildhall.bench.attribution.Answers.Planted;
import guildhall.bench.attribution.Corpus.Document;
import guildhall.bench.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Credit by spans against what leaving each datanet out of a language model does to an answer.
///
/// Sixty datanets of 10 MB together, documents dealt out by turns; 150 answers with 5 % and again
/// with 20 % edits; five-grams, and each datanet taken out of them exactly. A correlation is over
/// the datanets for one answer, LDS over 40 halves of the datanets; means over the answers. The
/// baseline counts how many five-grams of the answer a datanet has, which is closer to leaving out
/// than adding up how often.
final class QualityPart {

  private static final long BYTES = 10_000_000;
  private static final int DATANETS = 60;
  private static final int ANSWERS = 150;
  private static final int HALVES = 40;
  private static final int MOST_CREDITED = 3;
  private static final int DRAWS = 20;
  private static final int SPANS = 12;

  /// A way to credit, and what it has to reach with 5 % edits.
  ///
  /// @param name of it
  /// @param vector what of it is held against leaving out
  /// @param pearson at least
  /// @param linear LDS, at least
  private record Rule(String name, SpanCredits.Vector vector, double pearson, double linear) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule("equal split", SpanCredits.Vector.EXPLANATION, 0.85, 0.85),
          new Rule("payout", SpanCredits.Vector.PAYOUT, 0.80, 0.78));

  private final Report report;
  private final Corpus corpus;
  private final List<Document> documents;
  private final SpanCredits spans;

  private QualityPart(Report report, Path folder) throws IOException {
    this.report = report;
    this.corpus = Corpus.read(report, BYTES);
    this.documents = corpus.cut(BYTES);
    this.spans = new SpanCredits(folder, documents);
  }

  /// Measures.
  static void run(Report report, Path folder) throws IOException {
    QualityPart part = new QualityPart(report, folder.resolve("quality"));
    part.measure(0.05, true);
    part.measure(0.20, false);
  }

  private void measure(double edits, boolean wanted) {
    List<Answer> answers = answers(edits);
    FiveGrams model = model(answers);
    LeaveOut exact = new LeaveOut(model, answers.size(), HALVES, new Random(43));
    String when = "quality, " + Math.round(edits * 100) + " % edits: ";
    for (Rule rule : RULES) {
      double[][] credits =
          answers.stream()
              .map(answer -> byDatanet(spans.all(answer, rule.vector)))
              .toArray(double[][]::new);
      String what = when + rule.name + ", ";
      agreement(what, exact, text -> credits[text], text -> model.shared(text, 1));
      if (wanted) {
        double pearson = exact.pearson(text -> credits[text]);
        double linear = exact.linear(text -> credits[text]);
        report.atMost(what + "Pearson, lack to 1", "", 1 - rule.pearson, 1 - pearson);
        report.atMost(what + "LDS, lack to 1", "", 1 - rule.linear, 1 - linear);
      }
      brittleness(what, exact, text -> credits[text], wanted);
      planted(what, answers, rule, wanted);
    }
    double most = exact.linear(exact::falls);
    report.figure(when + "LDS of leaving out itself, the most that can be", "", most);
    double times = exact.pearson(text -> model.shared(text, Integer.MAX_VALUE));
    report.figure(when + "Pearson of all occurrences of shared five-grams", "", times);
  }

  private List<Answer> answers(double edits) {
    List<Origin> origins =
        Answers.origins(
            documents,
            ANSWERS * Answers.PLANTED,
            stretch -> SpanPart.isUnique(spans.index(), stretch),
            new Random(41));
    return Answers.of(documents, documents, corpus.heldOut(), origins, edits, new Random(42));
  }

  private FiveGrams model(List<Answer> answers) {
    Set<Integer> words = new HashSet<>();
    documents.forEach(each -> words.addAll(each.tokens()));
    answers.forEach(each -> words.addAll(each.tokens()));
    List<List<int[]>> datanets =
        IntStream.range(0, DATANETS).<List<int[]>>mapToObj(_ -> new ArrayList<>()).toList();
    for (int d = 0; d < documents.size(); d++) {
      datanets.get(d % DATANETS).add(Ints.array(documents.get(d).tokens()));
    }
    return FiveGrams.of(words.size(), datanets, answers.stream().map(Answer::array).toList());
  }

  private static double[] byDatanet(double[] ofDocuments) {
    double[] sums = new double[DATANETS];
    for (int d = 0; d < ofDocuments.length; d++) {
      sums[d % DATANETS] += ofDocuments[d];
    }
    return sums;
  }

  private void agreement(
      String what, LeaveOut exact, IntFunction<double[]> credits, IntFunction<double[]> counts) {
    against(what + "Pearson", exact.pearson(credits), exact.pearson(counts));
    against(what + "top 6 in common", exact.overlap(credits), exact.overlap(counts));
    against(what + "LDS", exact.linear(credits), exact.linear(counts));
  }

  private void against(String what, double ours, double theirs) {
    report.ratio(
        what + ", against shared five-grams", "", array(ours), array(theirs), Optional.empty());
  }

  private void brittleness(
      String what, LeaveOut exact, IntFunction<double[]> credits, boolean wanted) {
    report.ratio(
        what + "fall without the 3 most credited, against any 3",
        "nats",
        array(exact.fallWithout(MOST_CREDITED, credits)),
        array(exact.fallWithoutAny(MOST_CREDITED, DRAWS, new Random(44))),
        wanted ? Optional.of(3.0) : Optional.empty());
  }

  /// Which part of all credit is the planted documents'.
  private void planted(String what, List<Answer> answers, Rule rule, boolean wanted) {
    double all = 0;
    double rarest = 0;
    for (Answer answer : answers) {
      all += part(answer, spans.all(answer, rule.vector));
      rarest += part(answer, spans.rarest(answer, SPANS, rule.vector));
    }
    report.figure(what + "credit of planted documents", "of 1", all / answers.size());
    report.ratio(
        what + "credit of planted documents, 12 rarest spans",
        "of 1",
        array(rarest / answers.size()),
        array(1),
        wanted ? Optional.of(0.70) : Optional.empty());
  }

  private static double part(Answer answer, double[] credit) {
    double all = Arrays.stream(credit).sum();
    double planted =
        answer.planted().stream()
            .map(Planted::origin)
            .mapToInt(Origin::document)
            .distinct()
            .mapToDouble(document -> credit[document])
            .sum();
    return all > 0 ? planted / all : 0;
  }

  private static double[] array(double value) {
    return new double[] {value};
  }
}
