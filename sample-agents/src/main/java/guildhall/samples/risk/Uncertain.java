package guildhall.samples.risk;

/// The inputs a simulation draws, in the order it draws them.
public enum Uncertain {
  /// The consumer price.
  PRICE("the price"),
  /// The yearly growth of the units sold.
  DEMAND_GROWTH("the growth of demand"),
  /// The cost of one unit.
  UNIT_COST("the unit cost"),
  /// The fixed cost of a year.
  FIXED_COST("the fixed cost"),
  /// The yearly growth of costs.
  INFLATION("inflation");

  private final String words;

  Uncertain(String words) {
    this.words = words;
  }

  /// It within a sentence.
  public String words() {
    return words;
  }
}
