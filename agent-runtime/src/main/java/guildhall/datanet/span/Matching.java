package guildhall.datanet.span;

import guildhall.attribution.span.SpanMatches;
import guildhall.attribution.span.SpanMatches.Holder;
import guildhall.attribution.span.SpanMatches.Run;
import guildhall.attribution.span.SpanMatches.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/// One search: the matches of an answer in some parts, as [SpanMatches] defines them.
///
/// The longest matches come from one search per token and part. A candidate over a token contains
/// one of exactly the least length, which stands wherever the candidate does, so only matches of
/// the least length are looked up: one range of rows per start, least length and part. Parts are in
/// the order of registration, and so are positions within a part: the earliest holder stands at the
/// least position of the first part that has any.
///
/// Nothing here depends on how documents are spread over parts, what is left out for want of budget
/// included: the budget is spent by match and place.
final class Matching {

  /// Of an answer so many tokens are looked at.
  static final int TOKENS_MAX = 8192;

  /// Matches looked up, each with a share for the places it stands in.
  private static final int BUDGET = 1 << 17;

  private static final int PLACES_PER_UNIT = 64;
  private static final int LIMIT = SpanMatches.PLACES_MAX + 1;
  private static final int NONE = Integer.MAX_VALUE;

  private final List<Part> parts;
  private final IntUnaryOperator ownersMax;
  private final int length;
  private final int[][] ranks; // by part and token
  private final int[][] lengths; // of the longest match, by part and start
  private final int[][] rows; // where it stands
  private final int[] longest; // match by start
  private final Part.Range range = new Part.Range();
  private int budget = BUDGET;

  private final int[] least; // length of a candidate by token, 0 without a span
  private final int[] looked; // least length that was last looked up by start
  private final boolean everybodys; // whether any text is
  private final int[] firstOf; // number of a part's first document, counted over all parts
  private final int[] holders; // what was found: the number of a document or NONE
  private final int[] places; // and where
  private final int[] holderOf; // by token
  private final int[] placesOf; // by token, 0 without a candidate

  private Matching(List<Part> parts, int[] answer, IntUnaryOperator ownersMax) {
    this.parts = parts;
    this.ownersMax = ownersMax;
    this.length = answer.length < TOKENS_MAX ? answer.length : TOKENS_MAX;
    this.ranks = new int[parts.size()][length];
    this.lengths = new int[parts.size()][length];
    this.rows = new int[parts.size()][length];
    this.longest = new int[length];
    this.least = new int[length];
    this.looked = new int[length];
    this.holders = new int[length];
    this.places = new int[length];
    this.holderOf = new int[length];
    this.placesOf = new int[length];
    this.everybodys = parts.stream().anyMatch(each -> each.segment().hasCommons());
    this.firstOf = new int[parts.size() + 1];
    for (int part = 0; part < parts.size(); part++) {
      firstOf[part + 1] = firstOf[part] + parts.get(part).segment().documents();
    }
    for (int part = 0; part < parts.size(); part++) {
      for (int i = 0; i < length; i++) {
        ranks[part][i] = parts.get(part).segment().rank(answer[i]);
      }
    }
  }

  /// Matches an answer.
  ///
  /// @param parts in the order of registration
  /// @param ownersMax a match that more owners have is a common phrase; by its tokens
  static SpanMatches of(List<Part> parts, int[] answer, IntUnaryOperator ownersMax) {
    Matching matching = new Matching(parts, answer, ownersMax);
    matching.findLongest();
    List<Span> spans = matching.spans();
    matching.findHolders();
    boolean complete = answer.length <= TOKENS_MAX && matching.budget >= 0;
    return new SpanMatches(answer.length, complete, matching.runs(), spans);
  }

  private void findLongest() {
    Part.Found found = new Part.Found();
    for (int p = 0; p < parts.size(); p++) {
      for (int i = 0; i < length; i++) {
        parts.get(p).longest(ranks[p], i, found);
        lengths[p][i] = found.length;
        rows[p][i] = found.row;
        if (found.length > longest[i]) {
          longest[i] = found.length;
        }
      }
    }
  }

  /// The spans; and per token the least length of a candidate.
  private List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    int end = 0;
    for (int i = 0; i < length; i++) {
      if (longest[i] >= SpanMatches.TOKENS_MIN && i + longest[i] > end) {
        end = i + longest[i];
        int candidate = candidateLength(longest[i]);
        for (int t = i; t < end; t++) {
          least[t] = candidate > least[t] ? candidate : least[t];
        }
        if (places(i, longest[i])) {
          spans.add(
              new Span(i, end, placesFound > SpanMatches.PLACES_MAX ? List.of() : documents(i)));
        }
      }
    }
    return spans;
  }

  /// Four fifths, rounded up, of the longest span.
  private static int candidateLength(int span) {
    int candidate = (4 * span + 4) / 5;
    return candidate < SpanMatches.TOKENS_MIN ? SpanMatches.TOKENS_MIN : candidate;
  }

  private int placesFound;

  /// Counts where a match stands, up to [#LIMIT].
  ///
  /// @return false if the budget does not allow it
  private boolean places(int start, int matchLength) {
    placesFound = 0;
    if (budget < 0) {
      return false;
    }
    for (int p = 0; p < parts.size() && placesFound < LIMIT; p++) {
      if (lengths[p][start] >= matchLength) {
        parts.get(p).range(rows[p][start], ranks[p], start, matchLength, range);
        placesFound += parts.get(p).live(range, LIMIT - placesFound);
      }
    }
    budget -= 1 + placesFound / PLACES_PER_UNIT;
    return true;
  }

  /// The documents that hold the longest match of a start.
  private List<Holder> documents(int start) {
    List<Holder> found = new ArrayList<>();
    for (int p = 0; p < parts.size(); p++) {
      if (lengths[p][start] == longest[start]) {
        Part part = parts.get(p);
        Segment segment = part.segment();
        part.range(rows[p][start], ranks[p], start, longest[start], range);
        int[] documents = new int[range.after - range.first];
        int[] count = {0};
        part.positions(range, position -> documents[count[0]++] = segment.documentAt(position));
        Arrays.stream(documents, 0, count[0])
            .sorted()
            .distinct()
            .mapToObj(document -> new Holder(segment.ordinal(document), segment.owner(document)))
            .forEach(found::add);
      }
    }
    return found;
  }

  /// Tokens with the same least length together, so that each match is looked up once.
  private void findHolders() {
    int[] different = Arrays.stream(least).filter(each -> each > 0).sorted().distinct().toArray();
    for (int candidate : different) {
      for (int t = 0; t < length; t++) {
        if (least[t] == candidate) {
          findHolder(t, candidate);
        }
      }
    }
  }

  private void findHolder(int token, int candidate) {
    int earliest = NONE;
    int where = 0;
    int first = token - candidate + 1 < 0 ? 0 : token - candidate + 1;
    for (int start = first; start <= token; start++) {
      if (longest[start] < candidate || !lookUp(start, candidate)) {
        continue;
      }
      if (holders[start] < earliest || where == 0) {
        earliest = holders[start];
        where = places[start];
      } else if (holders[start] == earliest && places[start] < where) {
        where = places[start];
      }
    }
    holderOf[token] = earliest;
    placesOf[token] = where;
  }

  private boolean lookUp(int start, int candidate) {
    if (looked[start] == candidate) {
      return true;
    }
    if (!places(start, candidate)) {
      return false;
    }
    looked[start] = candidate;
    places[start] = placesFound;
    holders[start] = isCommon(start, candidate) ? NONE : earliest(start, candidate);
    return true;
  }

  private boolean isCommon(int start, int matchLength) {
    if (placesFound > SpanMatches.PLACES_MAX) {
      return true;
    }
    int most = ownersMax.applyAsInt(matchLength);
    if (placesFound <= most && !everybodys) {
      return false;
    }
    Set<String> owners = new HashSet<>();
    for (int p = 0; p < parts.size(); p++) {
      if (lengths[p][start] >= matchLength) {
        Part part = parts.get(p);
        Segment segment = part.segment();
        part.range(rows[p][start], ranks[p], start, matchLength, range);
        part.positions(range, position -> owners.add(segment.owner(segment.documentAt(position))));
      }
    }
    return owners.size() > most || owners.contains(SpanMatches.COMMONS);
  }

  private int earliest(int start, int matchLength) {
    for (int p = 0; p < parts.size(); p++) {
      if (lengths[p][start] >= matchLength) {
        Part part = parts.get(p);
        part.range(rows[p][start], ranks[p], start, matchLength, range);
        return firstOf[p] + part.segment().documentAt(part.earliest(range));
      }
    }
    throw new IllegalStateException("a match of " + matchLength + " tokens that stands nowhere");
  }

  private List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    int from = 0;
    for (int t = 1; t <= length; t++) {
      boolean same =
          t < length
              && holderOf[t] == holderOf[from]
              && (placesOf[t] == 0) == (placesOf[from] == 0);
      if (!same) {
        if (placesOf[from] > 0) {
          runs.add(run(from, t));
        }
        from = t;
      }
    }
    return runs;
  }

  private Run run(int from, int to) {
    int fewest = Arrays.stream(placesOf, from, to).min().orElse(0);
    int number = holderOf[from];
    return new Run(from, to, number == NONE ? List.of() : List.of(holder(number)), fewest);
  }

  private Holder holder(int number) {
    for (int p = 0; p < parts.size(); p++) {
      if (number < firstOf[p + 1]) {
        Segment segment = parts.get(p).segment();
        int document = number - firstOf[p];
        return new Holder(segment.ordinal(document), segment.owner(document));
      }
    }
    throw new IllegalStateException("no part has document " + number);
  }
}
