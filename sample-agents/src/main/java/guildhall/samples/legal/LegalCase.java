package guildhall.samples.legal;

import guildhall.samples.marketentry.Country;
import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;
import java.util.List;

/// What the law is asked about.
///
/// @param country where the product would be sold
/// @param product what it is called
/// @param traits what rules look at, each one of [guildhall.samples.marketentry.Traits#ALL]
public record LegalCase(
    @Describe("Where it would be sold.") Country country,
    @Describe("What it is called.") @Range(min = 1, max = 120) String product,
    @Describe("Properties that rules look at.") @Range(min = 0, max = 21) List<String> traits) {

  /// Copies the traits.
  public LegalCase {
    traits = List.copyOf(traits);
  }
}
