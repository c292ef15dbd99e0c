package guildhall.attribution.span;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// What of an answer stands word for word in registered documents. Places are tokens of the answer,
/// from 0 on; ends are exclusive.
///
/// A *match* is a stretch of the answer that a document has too; a *span* is a match of at least
/// [#TOKENS_MIN] tokens that no longer match contains. With `L(t)` the length of the longest span
/// over token `t`, the token's *candidates* are the matches over it of `max(6, 4/5 L(t))` tokens,
/// rounded up; every longer one contains one of those and stands in no other place. So a copy with
/// a few changes, registered later and matching a little longer, does not take what belongs to the
/// original.
///
/// @param tokens of the whole answer
/// @param complete whether all of it was looked at; what was not is in no run and in no span
/// @param runs of tokens with the same earliest holder, in order and disjoint; tokens without a
///   candidate are in none
/// @param spans by their starts, which rise, and so do their ends
public record SpanMatches(int tokens, boolean complete, List<Run> runs, List<Span> spans) {

  /// Owner of text that is everybody's: a match that stands in such text too is a common phrase.
  public static final String COMMONS = "@commons";

  /// Shorter matches are chance.
  public static final int TOKENS_MIN = 6;

  /// A match that stands in more places is a common phrase: it says nothing about its source.
  public static final int PLACES_MAX = 3000;

  /// Copies the lists.
  ///
  /// @throws IllegalArgumentException if a run or a span is out of order or not in the answer
  public SpanMatches {
    runs = List.copyOf(runs);
    spans = List.copyOf(spans);
    int end = 0;
    for (Run run : runs) {
      if (run.from < end || run.to <= run.from || run.to > tokens) {
        throw new IllegalArgumentException("not a run after " + end + " in " + tokens + ": " + run);
      }
      end = run.to;
    }
    int start = -1;
    end = 0;
    for (Span span : spans) {
      if (span.from <= start || span.to <= end || span.to > tokens) {
        throw new IllegalArgumentException(
            "not a span after " + start + ".." + end + " in " + tokens + ": " + span);
      }
      start = span.from;
      end = span.to;
    }
  }

  /// The same matches, owned by others.
  ///
  /// @param owner key of who earns by a document's text
  public SpanMatches owned(Function<Holder, String> owner) {
    UnaryOperator<List<Holder>> all =
        holders ->
            holders.stream()
                .map(each -> new Holder(each.document(), owner.apply(each)))
                .distinct()
                .toList();
    return new SpanMatches(
        tokens,
        complete,
        runs.stream()
            .map(run -> new Run(run.from, run.to, all.apply(run.holder), run.places))
            .toList(),
        spans.stream().map(span -> new Span(span.from, span.to, all.apply(span.holders))).toList());
  }

  /// Tokens whose candidates were first registered by one document.
  ///
  /// @param from first token
  /// @param to after the last
  /// @param holder the earliest registered document among the candidates' holders; none if all
  ///   candidates are common phrases, and then nobody in particular earns by the tokens
  /// @param places in how many places the holder's match stands, at most 3,001; the fewest of its
  ///   tokens
  public record Run(int from, int to, List<Holder> holder, int places) {

    /// Copies the list.
    ///
    /// @throws IllegalArgumentException if it has several holders
    public Run {
      holder = List.copyOf(holder);
      if (holder.size() > 1) {
        throw new IllegalArgumentException("a run has one holder: " + holder);
      }
    }

    /// Whether it is a common phrase.
    public boolean common() {
      return holder.isEmpty();
    }
  }

  /// A match that no longer one contains.
  ///
  /// @param from first token
  /// @param to after the last
  /// @param holders the documents it stands in, each once, by registration; none if it is a common
  ///   phrase
  public record Span(int from, int to, List<Holder> holders) {

    /// Copies the list.
    public Span {
      holders = List.copyOf(holders);
    }

    /// How many tokens it has.
    public int length() {
      return to - from;
    }

    /// Whether it is a common phrase.
    public boolean common() {
      return holders.isEmpty();
    }
  }

  /// A registered document.
  ///
  /// @param document its ordinal, by registration
  /// @param owner key of who earns by it
  public record Holder(int document, String owner) {}
}
