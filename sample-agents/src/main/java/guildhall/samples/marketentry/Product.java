package guildhall.samples.marketentry;

import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;
import java.util.List;

/// What would be sold.
///
/// @param name what it is called
/// @param category its market, one of the schema's list, for example `energy`
/// @param description what it does, for a person
/// @param traits what rules look at, each one of [Traits#ALL]; may be empty
public record Product(
    @Describe("Name of the product.") @Range(min = 1, max = 120) String name,
    @Describe("The market it belongs to.") @Range(min = 1, max = 40) String category,
    @Describe("What it is and does.") @Range(min = 0, max = 1000) String description,
    @Describe("Properties that rules look at.") @Range(min = 0, max = 21) List<String> traits) {

  /// Copies the traits.
  public Product {
    traits = List.copyOf(traits);
  }
}
