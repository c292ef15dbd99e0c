package guildhall.attribution.use;

import guildhall.attribution.Attribution;
import guildhall.attribution.Words;
import java.util.List;
import java.util.function.ToIntFunction;

/// Method *use*, third version: like [UseMethod2], and two ways to earn by what was not used are
/// closed.
///
/// - A quote of a long text is use of it from [#STRETCH_WORDS] words in a row on, not from eight,
///   so that popular phrases and headings put into a text are no use of it.
/// - A word is worth its rarity only up to what three quarters of the answer's words are worth, so
///   that rare and invented ones are worth no more than others.
///
/// By log-probabilities it is the same.
public final class UseMethod3 {

  /// Id and version, kept on every receipt.
  public static final String ID = "use@3";

  /// Words in a row that are use of a text of which less than a third was repeated.
  public static final int STRETCH_WORDS = 12;

  private UseMethod3() {}

  /// Weighs by the words of the answer, see [UseMethod2#weigh(List, String, ToIntFunction)].
  public static Attribution weigh(List<Read> reads, String answer, ToIntFunction<String> rarity) {
    int[] worths = Words.of(answer).stream().mapToInt(rarity).sorted().toArray();
    int most = worths.length == 0 ? 1 : worths[worths.length / 4];
    return UseMethod2.weigh(
        ID, reads, answer, word -> Math.min(rarity.applyAsInt(word), most), STRETCH_WORDS);
  }

  /// Weighs by a model's log-probabilities, see [UseMethod2#weigh(List, Utility, long, long)].
  public static Attribution weigh(
      List<Read> reads, Utility utility, long wholeMicroNats, long seed) {
    return UseMethod2.weigh(ID, reads, utility, wholeMicroNats, seed);
  }
}
