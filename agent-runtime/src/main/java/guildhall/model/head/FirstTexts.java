package guildhall.model.head;

import guildhall.datanet.admission.Duplicates;
import guildhall.datanet.admission.Duplicates.Best;
import guildhall.datanet.text.Tokenizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/// Tells texts that say something for the first time from those that repeat an earlier one: with
/// the same words in any order, or, if they are long enough, with four fifths of it. A label does
/// not make a text another. Of one thread at a time.
final class FirstTexts {

  private static final int REPEATED_PERMILLE = 800;

  private final Set<Bag> bags = new HashSet<>();
  private final Duplicates index;

  /// @param seed a secret of the book
  FirstTexts(long seed) {
    this.index = new Duplicates(seed);
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by what is in it
  private record Bag(int[] words) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Bag bag && Arrays.equals(words, bag.words);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(words);
    }
  }

  /// Whether it repeats none of the texts before; it is one of them from now on. A text without a
  /// word says nothing, so it is never first.
  boolean isFirst(String text) {
    int[] tokens = Tokenizer.tokens(text);
    if (tokens.length == 0 || !bags.add(new Bag(TextFeatures.words(text)))) {
      return false;
    }
    var print = index.fingerprint(tokens);
    Best best = index.bestOf(print);
    boolean repeats = best.number().isPresent() && best.estimate() >= REPEATED_PERMILLE;
    var _ =
        index.add(
            print,
            repeats ? OptionalInt.of(index.root(best.number().getAsInt())) : OptionalInt.empty());
    return !repeats;
  }
}
