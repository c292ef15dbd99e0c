package guildhall.datanet.span;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/// Which document another one most likely repeats with words changed: each of its runs of four
/// tokens that stands in few places speaks for the documents it stands in.
///
/// Of a long document 1,024 runs are looked at, at equal distances: of a copy in which three words
/// of ten were replaced a quarter are left, and of each text some are rare.
final class Likeliest {

  private static final int RUN = 4;
  private static final int PLACES_MAX = 16;
  private static final int RUNS_MAX = 1024;

  private final List<Part> parts;
  private final Part.Found found = new Part.Found();
  private final Part.Range range = new Part.Range();
  private final Map<Integer, Integer> votes = new TreeMap<>();

  private Likeliest(List<Part> parts) {
    this.parts = parts;
  }

  static OptionalInt of(List<Part> parts, int[] tokens) {
    Likeliest likeliest = new Likeliest(parts);
    int runs = tokens.length - RUN + 1;
    int looked = Math.min(runs, RUNS_MAX);
    for (int i = 0; i < looked; i++) {
      likeliest.look(tokens, (int) ((long) i * runs / looked));
    }
    return likeliest.best();
  }

  private void look(int[] tokens, int from) {
    Set<Integer> holders = new HashSet<>();
    int places = 0;
    for (Part part : parts) {
      int[] ranks = new int[RUN];
      for (int i = 0; i < RUN; i++) {
        ranks[i] = part.segment().rank(tokens[from + i]);
      }
      part.longest(ranks, 0, found);
      if (found.length == RUN) {
        part.range(found.row, ranks, 0, RUN, range);
        places += part.live(range, PLACES_MAX + 1);
        if (places > PLACES_MAX) {
          return;
        }
        Segment segment = part.segment();
        part.positions(
            range, position -> holders.add(segment.ordinal(segment.documentAt(position))));
      }
    }
    holders.forEach(ordinal -> votes.merge(ordinal, 1, Integer::sum));
  }

  private OptionalInt best() {
    int most = 0;
    OptionalInt best = OptionalInt.empty();
    for (var vote : votes.entrySet()) {
      if (vote.getValue() > most) {
        most = vote.getValue();
        best = OptionalInt.of(vote.getKey());
      }
    }
    return best;
  }
}
