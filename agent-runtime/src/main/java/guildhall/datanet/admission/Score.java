package guildhall.datanet.admission;

import java.util.Arrays;

/// What can be said of an accepted item without understanding it: a hint for reviewers, no money
/// follows from it. Each part is a whole number from 0 to 1000.
///
/// @param length tokens against what is usual for the type: 200 of a text, 20 of the others
/// @param variety distinct tokens among the first 200
/// @param novelty 1000 less what the best earlier document has of it
/// @param completeness fields that are not blank; 1000 if there are none
public record Score(int length, int variety, int novelty, int completeness) {

  private static final int WINDOW = 200;
  private static final int TEXT_TOKENS = 200;
  private static final int ROW_TOKENS = 20;

  /// Checks the parts.
  ///
  /// @throws IllegalArgumentException if one is not from 0 to 1000
  public Score {
    if (Arrays.stream(new int[] {length, variety, novelty, completeness})
        .anyMatch(part -> part < 0 || part > 1000)) {
      throw new IllegalArgumentException(
          "a part is not from 0 to 1000: " + Arrays.asList(length, variety, novelty, completeness));
    }
  }

  /// From 0 to 1000: the mean, novelty counted twice.
  public int total() {
    return (length + variety + 2 * novelty + completeness) / 5;
  }

  /// @param known what the best earlier document has of it, in thousandths
  static Score of(Item item, int[] tokens, int known) {
    int usual = item.type() == ItemType.TEXT ? TEXT_TOKENS : ROW_TOKENS;
    int window = Math.min(tokens.length, WINDOW);
    long distinct = Arrays.stream(tokens).limit(window).distinct().count();
    long filled = item.fields().values().stream().filter(value -> !value.isBlank()).count();
    int fields = item.fields().size();
    return new Score(
        (int) Math.min(1000, tokens.length * 1000L / usual),
        window == 0 ? 0 : (int) (distinct * 1000 / window),
        1000 - known,
        fields == 0 ? 1000 : (int) (filled * 1000 / fields));
  }
}
