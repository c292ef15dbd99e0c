package guildhall.datanet.admission;

/// What a datanet takes from one contributor in a day, offered things that are refused counted.
///
/// @param bytes of items, see [Item#bytes]
/// @param items in number
public record Quota(long bytes, long items) {

  /// Checks the bounds.
  ///
  /// @throws IllegalArgumentException if one is negative
  public Quota {
    if (bytes < 0 || items < 0) {
      throw new IllegalArgumentException("a quota is negative: " + bytes + ", " + items);
    }
  }

  /// What the contributor has offered to the datanet on this day before. Which day it is, is for
  /// whoever counts to say.
  ///
  /// @param bytes of items, 0 or more
  /// @param items in number, 0 or more
  public record Usage(long bytes, long items) {

    /// Nothing yet.
    public static final Usage NONE = new Usage(0, 0);

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is negative
    public Usage {
      if (bytes < 0 || items < 0) {
        throw new IllegalArgumentException("a usage is negative: " + bytes + ", " + items);
      }
    }

    /// With an item more.
    Usage plus(long itemBytes) {
      return new Usage(bytes + itemBytes, items + 1);
    }
  }
}
