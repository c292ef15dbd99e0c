package guildhall.datanet.span;

import guildhall.attribution.span.SpanMatches;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/// Which document another one most likely repeats with words changed: each of its runs of four
/// tokens that few contributors have speaks for the documents it stands in.
///
/// Contributors are counted and not documents, so that nobody makes a text everybody's by copying
/// it often; what more than [#CONTRIBUTORS_MAX] have, such as a licence's text, is everybody's, and
/// speaks for the first that has it, but only if no other run speaks for any.
///
/// Of a long document 1,024 runs are looked at, at equal distances: of a copy in which three words
/// of ten were replaced a quarter are left, and of each text some are rare. At most a million
/// places are looked at; runs that would be over that speak for nobody.
final class Likeliest {

  /// Contributors that may have something before it is everybody's.
  static final int CONTRIBUTORS_MAX = 16;

  private static final int RUN = 4;
  private static final int RUNS_MAX = 1024;
  private static final int BUDGET = 1 << 20;

  private final List<Part> parts;
  private final int[] tokens;
  private final IntUnaryOperator contributorOf;
  private final Part.Found found = new Part.Found();
  private final Part.Range range = new Part.Range();
  private final Map<Integer, Integer> votes = new TreeMap<>(); // by ordinal
  private final Map<Integer, Integer> commonVotes = new TreeMap<>(); // of what is everybody's
  private int budget = BUDGET;
  private int common; // runs that are everybody's
  private int rare; // others that stand somewhere

  private Likeliest(List<Part> parts, int[] tokens, IntUnaryOperator contributorOf) {
    this.parts = parts;
    this.tokens = tokens;
    this.contributorOf = contributorOf;
    int runs = tokens.length - RUN + 1;
    int looked = Math.min(runs, RUNS_MAX);
    for (int i = 0; i < looked; i++) {
      look((int) ((long) i * runs / looked));
    }
  }

  /// The document that most runs speak for, the earliest of equal ones.
  ///
  /// @param contributorOf number of the contributor of a document, by its ordinal
  static OptionalInt of(List<Part> parts, int[] tokens, IntUnaryOperator contributorOf) {
    return new Likeliest(parts, tokens, contributorOf).best();
  }

  /// Whether most runs that stand anywhere are everybody's.
  static boolean isCommon(List<Part> parts, int[] tokens, IntUnaryOperator contributorOf) {
    Likeliest looked = new Likeliest(parts, tokens, contributorOf);
    return looked.common > looked.rare;
  }

  private void look(int from) {
    int places = 0;
    Set<Integer> holders = new HashSet<>();
    for (Part part : parts) {
      int[] ranks = new int[RUN];
      for (int i = 0; i < RUN; i++) {
        ranks[i] = part.segment().rank(tokens[from + i]);
      }
      part.longest(ranks, 0, found);
      if (found.length == RUN) {
        part.range(found.row, ranks, 0, RUN, range);
        places += part.live(range, SpanMatches.PLACES_MAX + 1);
        if (places > SpanMatches.PLACES_MAX) {
          common++;
          return;
        }
        Segment segment = part.segment();
        part.positions(
            range, position -> holders.add(segment.ordinal(segment.documentAt(position))));
      }
    }
    if (places > 0 && places <= budget) {
      budget -= places;
      count(holders);
    }
  }

  private void count(Set<Integer> holders) {
    if (holders.stream().map(contributorOf::applyAsInt).distinct().count() > CONTRIBUTORS_MAX) {
      common++;
      commonVotes.merge(Collections.min(holders), 1, Integer::sum);
      return;
    }
    rare++;
    holders.forEach(ordinal -> votes.merge(ordinal, 1, Integer::sum));
  }

  private OptionalInt best() {
    int most = 0;
    OptionalInt best = OptionalInt.empty();
    for (var vote : (votes.isEmpty() ? commonVotes : votes).entrySet()) {
      if (vote.getValue() > most) {
        most = vote.getValue();
        best = OptionalInt.of(vote.getKey());
      }
    }
    return best;
  }
}
