package guildhall.attribution;

import java.util.List;

/// The result of a method.
///
/// @param method id and version of the method, for example `use@1`
/// @param weights the sources that earned something, in the order they were read
/// @param wholeMicros what the weights are parts of; the difference to their sum could not be
///   attributed
/// @param abstained whether the evidence was too weak to pay anyone
public record Attribution(
    String method, List<Weight> weights, long wholeMicros, boolean abstained) {

  /// Copies the list.
  public Attribution {
    weights = List.copyOf(weights);
  }

  /// A source's part.
  ///
  /// @param key `datanet#id`
  /// @param micros more than 0; in the same unit as [Attribution#wholeMicros]
  public record Weight(String key, long micros) {}
}
