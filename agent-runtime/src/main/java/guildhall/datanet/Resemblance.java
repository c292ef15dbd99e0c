package guildhall.datanet;

import java.time.Duration;
import java.util.Optional;

/// Looks among registered texts for the one that an offered one most likely repeats, also if words
/// of it were changed. Safe for any thread but event loops.
public interface Resemblance {

  /// Waits until all that was registered before an entry of the book is looked at.
  ///
  /// @return false if it is not by then
  boolean await(long position, Duration atMost);

  /// Key of the contribution that a text most likely repeats; empty if it repeats none.
  ///
  /// @param tokens of the text
  Optional<String> likeliest(int[] tokens);

  /// Whether a passage is everybody's, such as one of a licence's text, see
  /// [guildhall.datanet.span.SpanIndex#isCommon].
  ///
  /// @param passage tokens
  boolean isCommon(int[] passage);
}
