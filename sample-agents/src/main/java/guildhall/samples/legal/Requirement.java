package guildhall.samples.legal;

import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;
import java.util.List;

/// One rule that applies, and what it asks for.
///
/// @param kind how hard it stands in the way
/// @param title what it is about
/// @param instrument the law
/// @param article where in it
/// @param year when it was made
/// @param requires what it asks for
/// @param why which traits and which jurisdiction made it apply, one sentence
/// @param costEur what meeting it costs, whole EUR
/// @param costIllustrative whether cost and weeks are examples rather than figures from a source
/// @param weeks how long meeting it takes
/// @param citation the record: datanet, `#` and id
/// @param source the public source the record names
/// @param facts citations of facts the requirement depends on; empty if none, or none could be had
public record Requirement(
    @Describe("How hard it stands in the way.") Kind kind,
    @Describe("What it is about.") String title,
    @Describe("The law.") String instrument,
    @Describe("Where in the law.") String article,
    @Describe("When it was made.") int year,
    @Describe("What it asks for.") String requires,
    @Describe("Why it applies.") String why,
    @Describe("Cost of meeting it in EUR.") @Range(min = 0) long costEur,
    @Describe("Whether cost and weeks are examples.") boolean costIllustrative,
    @Describe("Weeks it takes to meet it.") @Range(min = 0) int weeks,
    @Describe("The record it comes from.") String citation,
    @Describe("The public source the record names.") String source,
    @Describe("Citations of the facts it depends on.") List<String> facts) {

  /// How hard a requirement stands in the way.
  public enum Kind {
    /// To be met by whoever sells; nobody has to be asked.
    OBLIGATION,
    /// To be granted by somebody before the first sale.
    LICENCE,
    /// Forbids the sale.
    BLOCKER
  }

  /// Copies the facts.
  public Requirement {
    facts = List.copyOf(facts);
  }
}
