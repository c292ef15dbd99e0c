package guildhall.governance;

/// How much one task or order may do, whatever it may spend. Reached before anything is held.
///
/// @param depth calls in one chain, the first one counted: an agent that buys, from one that buys,
///   and so on
/// @param calls engagements in all, those that failed counted
public record Limits(int depth, int calls) {

  /// What is good for most.
  public static final Limits USUAL = new Limits(16, 10_000);

  /// @throws IllegalArgumentException if one is below 1
  public Limits {
    if (depth < 1 || calls < 1) {
      throw new IllegalArgumentException(
          "limits are at least 1: depth " + depth + ", calls " + calls);
    }
  }
}
