package guildhall.datanet.text;

import java.util.Arrays;

/// Tokens of a text with the places they come from. Immutable.
public final class Tokens {

  private final int[] ids;
  private final int[] starts;
  private final int[] ends;

  /// Takes the arrays over.
  ///
  /// @param ids shape `[n]`
  /// @param starts shape `[n]`
  /// @param ends shape `[n]`
  Tokens(int[] ids, int[] starts, int[] ends) {
    this.ids = ids;
    this.starts = starts;
    this.ends = ends;
  }

  /// How many tokens there are.
  public int count() {
    return ids.length;
  }

  /// The tokens in the order of the text, shape `[n]`; a copy.
  public int[] ids() {
    return ids.clone();
  }

  /// Index of the first character of a token in the text as it was given.
  ///
  /// @param token from 0 on
  public int start(int token) {
    return starts[token];
  }

  /// Index after the last character of a token in the text as it was given.
  ///
  /// @param token from 0 on
  public int end(int token) {
    return ends[token];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tokens that
        && Arrays.equals(ids, that.ids)
        && Arrays.equals(starts, that.starts)
        && Arrays.equals(ends, that.ends);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }
}
