package guildhall.datanet;

import guildhall.attribution.span.SpanMatches;
import guildhall.datanet.admission.Admission;

/// A passage of a contribution that is an earlier one's, as it is or with words changed: whoever
/// contributed that earns by it. Decided when the contribution is taken in, by what there was then.
///
/// @param from its first character, in UTF-16 code units of the text
/// @param to after the last
/// @param key `datanet#id` of the earlier contribution, or [SpanMatches#COMMONS]
public record Copied(int from, int to, String key) {

  static Copied of(Admission.Passage passage) {
    return new Copied(passage.from(), passage.to(), passage.key().orElse(SpanMatches.COMMONS));
  }

  /// Checks the stretch.
  ///
  /// @throws IllegalArgumentException if it is none
  public Copied {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("not a stretch of a text: " + from + ".." + to);
    }
  }
}
