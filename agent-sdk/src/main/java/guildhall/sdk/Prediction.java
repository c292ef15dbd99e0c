package guildhall.sdk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a [Head] makes of a text.
///
/// @param label the likeliest; of equally likely ones the first in ascending order
/// @param permille how likely each label is, 0 to 1000, summing to 1000; in the order of the head's
///   labels
public record Prediction(String label, Map<String, Integer> permille) {

  /// Keeps a copy in the same order.
  ///
  /// @throws IllegalArgumentException if the label is none of them
  public Prediction {
    permille = Collections.unmodifiableMap(new LinkedHashMap<>(permille));
    if (!permille.containsKey(label)) {
      throw new IllegalArgumentException(label + " is none of " + permille.keySet());
    }
  }

  /// {@return how likely the label is, 0 to 1000}
  public int confidence() {
    return permille.getOrDefault(label, 0);
  }
}
