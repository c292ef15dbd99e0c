package guildhall.samples.memo;

import guildhall.sdk.schema.Describe;
import java.util.List;

/// One sentence of a memo, or a few about one record.
///
/// @param section what part of the memo it belongs to
/// @param text with figures exactly as in what it cites
/// @param citations what it rests on, each one of the memo's sources; empty only for what is not
///   known
/// @param illustrative whether a figure in it is an example rather than from a source
public record Sentence(
    @Describe("Part of the memo it belongs to.") Section section,
    @Describe("The sentence.") String text,
    @Describe("What it rests on.") List<String> citations,
    @Describe("Whether a figure in it is an example.") boolean illustrative) {

  /// The parts of a memo, in reading order.
  public enum Section {
    /// Why the advice is what it is.
    REASONS("Reasons"),
    /// The country and its market.
    MARKET("Market"),
    /// What the law asks for.
    LAW("Law"),
    /// What it is worth.
    MONEY("Money"),
    /// What could not be found out.
    OPEN("Not known");

    private final String title;

    Section(String title) {
      this.title = title;
    }

    /// Its heading.
    public String title() {
      return title;
    }
  }

  /// Copies the citations.
  public Sentence {
    citations = List.copyOf(citations);
  }
}
