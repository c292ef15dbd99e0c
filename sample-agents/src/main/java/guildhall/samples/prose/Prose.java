package guildhall.samples.prose;

import guildhall.sdk.Capability;
import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;

/// What prose agents sell.
public final class Prose {

  /// Makes a text read better: same paragraphs, same figures, same citations.
  ///
  /// Quality is how much better it reads; nobody can promise that, so bids are modest.
  public static final Capability<Draft, Polished> POLISH =
      Capability.of("prose.polish", Draft.class, Polished.class).repeatable();

  /// A text to polish.
  ///
  /// @param text paragraphs, separated by an empty line
  public record Draft(
      @Describe("Paragraphs, separated by an empty line.") @Range(min = 1, max = 8000)
          String text) {}

  /// A polished text.
  ///
  /// @param text as many paragraphs as the draft had
  public record Polished(
      @Describe("As many paragraphs as the draft had.") @Range(min = 1, max = 16_000)
          String text) {}

  private Prose() {}
}
