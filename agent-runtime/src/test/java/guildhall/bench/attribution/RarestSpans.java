package guildhall.bench.attribution;

import guildhall.attribution.span.SpanMatches;
import guildhall.attribution.span.SpanMatches.Run;
import guildhall.attribution.span.SpanMatches.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Matches cut down to the spans that say most: what other texts also say by chance goes first.
final class RarestSpans {

  private RarestSpans() {}

  /// The spans that are worth most, and the runs of their tokens.
  ///
  /// @param worth of each token
  static SpanMatches of(SpanMatches matches, long[] worth, int count) {
    List<Span> kept =
        matches.spans().stream()
            .filter(span -> !span.common())
            .sorted(Comparator.comparingLong(span -> -worth(span, worth)))
            .limit(count)
            .sorted(Comparator.comparingInt(Span::from))
            .toList();
    boolean[] covered = new boolean[matches.tokens()];
    for (Span span : kept) {
      for (int t = span.from(); t < span.to(); t++) {
        covered[t] = true;
      }
    }
    List<Run> runs = new ArrayList<>();
    matches.runs().forEach(run -> cut(run, covered, runs));
    return new SpanMatches(matches.tokens(), matches.complete(), runs, kept);
  }

  private static long worth(Span span, long[] worth) {
    long sum = 0;
    for (int t = span.from(); t < span.to(); t++) {
      sum += worth[t];
    }
    return sum;
  }

  private static void cut(Run run, boolean[] covered, List<Run> into) {
    int from = run.from();
    while (from < run.to()) {
      int to = from + 1;
      while (to < run.to() && covered[to] == covered[from]) {
        to++;
      }
      if (covered[from]) {
        into.add(new Run(from, to, run.holder(), run.places()));
      }
      from = to;
    }
  }
}
