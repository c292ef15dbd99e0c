package guildhall.attribution.use;

import guildhall.attribution.Source;

/// A contribution that was read, and the near duplicates it belongs to.
///
/// @param source what was read
/// @param cluster key of the earliest registered of its near duplicates, whether that one was read
///   or not; its own key if it has none. The cluster's credit goes to that key, so that a copy
///   earns nothing however often it is read
public record Read(Source source, String cluster) {

  /// A contribution without near duplicates.
  public static Read alone(Source source) {
    return new Read(source, source.key());
  }
}
