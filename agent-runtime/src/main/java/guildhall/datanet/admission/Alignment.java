package guildhall.datanet.admission;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which passages of a document are those of an earlier one, also if words were replaced, put in or
/// left out. Where [Shingles] counts runs that are equal, which one changed word in every four
/// brings to nothing, this lays both beside each other.
///
/// From a run of four equal tokens on it goes along both documents and keeps a score: 2 for a token
/// that is equal, 1 less for one that is not. Independent texts agree about once in fifty tokens
/// and lose; a copy in which less than two words of three were replaced gains. It goes on until the
/// score is 24 below its best, and the passage ends where the score was best; one whose best is
/// less than 24 is chance. That is how sequences of genes are compared (BLAST, 1990).
final class Alignment {

  /// Equal tokens that a passage grows from.
  private static final int RUN = 4;

  /// Places of a run in the earlier document that are tried.
  private static final int PLACES = 8;

  /// Tokens put in or left out at one place that are seen as such.
  private static final int SHIFT = 3;

  private static final int EQUAL = 2;
  private static final int DROP = 24;
  private static final int LEAST = 24;
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  /// A passage of a document.
  ///
  /// @param from its first token
  /// @param to after the last
  record Passage(int from, int to) {}

  private final int[] tokens;
  private final int[] earlier;
  private final int[] first; // place of a run + 1 by slot, 0 is free
  private final int[] next; // the next place of a run with the same slot + 1, by place
  private int best; // score of the last passage that was tried
  private int bestFrom;
  private int bestTo;
  private int bestEarlierTo;

  private Alignment(int[] tokens, int[] earlier) {
    this.tokens = tokens;
    this.earlier = earlier;
    this.first = new int[Integer.highestOneBit(Math.max(16, earlier.length)) * 4];
    this.next = new int[earlier.length];
    for (int at = earlier.length - RUN; at >= 0; at--) {
      int slot = slot(earlier, at);
      next[at] = first[slot];
      first[slot] = at + 1;
    }
  }

  private int slot(int[] of, int from) {
    long hash = 0;
    for (int i = from; i < from + RUN; i++) {
      hash = (hash + of[i]) * FACTOR;
    }
    return (int) Shingles.mixed(hash) & (first.length - 1);
  }

  /// The passages in their order, disjoint.
  ///
  /// @param tokens of the document
  /// @param earlier the other one
  static List<Passage> passages(int[] tokens, int[] earlier) {
    return new Alignment(tokens, earlier).run();
  }

  private List<Passage> run() {
    List<Passage> passages = new ArrayList<>();
    int end = 0;
    int earlierEnd = 0;
    for (int at = 0; at + RUN <= tokens.length; at++) {
      best = 0;
      tryBeside(at, earlierEnd + at - end, end);
      int tried = 0;
      for (int place = first[slot(tokens, at)] - 1; place >= 0 && tried < PLACES; ) {
        tried++;
        tryBeside(at, place, end);
        place = next[place] - 1;
      }
      if (best >= LEAST) {
        passages.add(new Passage(bestFrom, bestTo));
        end = bestTo;
        earlierEnd = bestEarlierTo;
        at = end - 1;
      }
    }
    return passages;
  }

  /// Tries a passage that has the run at a place of both documents, and keeps it if it is better.
  ///
  /// @param floor where it must not begin before
  private void tryBeside(int at, int place, int floor) {
    if (place < 0
        || place + RUN > earlier.length
        || !Arrays.equals(tokens, at, at + RUN, earlier, place, place + RUN)) {
      return;
    }
    int before = bestBefore(at, place, floor);
    int score = before < at ? scoreBetween(before, at, place) : 0;
    forward(at, place, before, score);
  }

  /// Where a passage begins that goes on at a place.
  private int bestBefore(int at, int place, int floor) {
    int score = 0;
    int most = 0;
    int from = at;
    for (int i = at - 1, j = place - 1; i >= floor && j >= 0 && score > most - DROP; i--, j--) {
      score += tokens[i] == earlier[j] ? EQUAL : -1;
      if (score > most) {
        most = score;
        from = i;
      }
    }
    return from;
  }

  private int scoreBetween(int from, int at, int place) {
    int score = 0;
    for (int i = from; i < at; i++) {
      score += tokens[i] == earlier[place - at + i] ? EQUAL : -1;
    }
    return score;
  }

  private void forward(int at, int place, int from, int scoreSoFar) {
    int score = scoreSoFar;
    int most = score;
    int i = at;
    int j = place;
    while (i < tokens.length && j < earlier.length && score > most - DROP) {
      if (tokens[i] == earlier[j]) {
        score += EQUAL;
        i++;
        j++;
      } else {
        int shift = shift(i, j);
        score--;
        i += shift > 0 ? shift : shift < 0 ? 0 : 1;
        j += shift < 0 ? -shift : shift > 0 ? 0 : 1;
      }
      if (score > most) {
        most = score;
        keep(most, from, i, j);
      }
    }
  }

  private void keep(int score, int from, int to, int earlierTo) {
    if (score > best) {
      best = score;
      bestFrom = from;
      bestTo = to;
      bestEarlierTo = earlierTo;
    }
  }

  /// How many tokens were put in here, less than 0 if they were left out; 0 if one was replaced, or
  /// if it cannot be told.
  private int shift(int i, int j) {
    if (runs(i + 1, j + 1, 2)) {
      return 0;
    }
    for (int shift = 1; shift <= SHIFT; shift++) {
      if (runs(i + shift, j, RUN)) {
        return shift;
      }
      if (runs(i, j + shift, RUN)) {
        return -shift;
      }
    }
    return 0;
  }

  private boolean runs(int i, int j, int length) {
    return i + length <= tokens.length
        && j + length <= earlier.length
        && Arrays.equals(tokens, i, i + length, earlier, j, j + length);
  }
}
