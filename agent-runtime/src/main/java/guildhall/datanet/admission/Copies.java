package guildhall.datanet.admission;

import guildhall.datanet.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/// What of a document is not its own: passages of earlier ones, word for word or with words
/// changed. Whoever indexes the document indexes them for those they were taken from, so that
/// neither changing words, nor putting other text around, nor joining pieces of several texts makes
/// them earn for the copier. What is everybody's, such as a licence's text, earns for nobody,
/// however it is changed: neither for whoever has registered it first. Pure but for what it asks of
/// the [Corpus].
///
/// The passages depend on what was there, so they are decided once, when a document is accepted,
/// and kept with it.
public final class Copies {

  /// Of so many documents at most passages are looked for.
  private static final int SOURCES_MAX = 8;

  private Copies() {}

  /// A passage of a document that stands in an earlier one, as it is or changed.
  ///
  /// @param from its first token
  /// @param to after the last
  /// @param number of the document it is of
  /// @param standsIn number of the earlier document it was found in, which may have it from that
  ///   one
  /// @param common whether it is everybody's, whoever was first
  public record Copy(int from, int to, int number, int standsIn, boolean common) {}

  /// Looks for passages of earlier documents, of the likeliest first.
  ///
  /// @param tokens of the document, shape `[n]`
  /// @return by place, disjoint
  public static List<Copy> in(int[] tokens, Corpus corpus) {
    return in(tokens, corpus, OptionalInt.empty());
  }

  /// Like [#in], with one document that is looked at before all others.
  static List<Copy> in(int[] tokens, Corpus corpus, OptionalInt signed) {
    List<Copy> copies = new ArrayList<>();
    BitSet taken = new BitSet(tokens.length);
    signed.ifPresent(number -> take(tokens, number, corpus, taken, copies));
    for (int source = 0; source < SOURCES_MAX; source++) {
      OptionalInt likeliest = corpus.likeliest(rest(tokens, taken));
      int before = taken.cardinality();
      likeliest.ifPresent(number -> take(tokens, number, corpus, taken, copies));
      if (taken.cardinality() == before) {
        break;
      }
    }
    copies.sort(Comparator.comparingInt(Copy::from));
    return List.copyOf(copies);
  }

  private static int[] rest(int[] tokens, BitSet taken) {
    int[] rest = new int[tokens.length - taken.cardinality()];
    int count = 0;
    for (int i = taken.nextClearBit(0); i < tokens.length; i = taken.nextClearBit(i + 1)) {
      rest[count++] = tokens[i];
    }
    return rest;
  }

  /// Takes what is not taken yet, stretch by stretch; what the earlier document has from others is
  /// theirs.
  private static void take(
      int[] tokens, int number, Corpus corpus, BitSet taken, List<Copy> copies) {
    for (Corpus.Text text : corpus.texts(number)) {
      int[] earlier = Tokenizer.tokens(text.text());
      for (Alignment.Passage found : untaken(tokens, earlier, taken)) {
        taken.set(found.from(), found.to());
        int[] passage = Arrays.copyOfRange(tokens, found.from(), found.to());
        copies.add(
            new Copy(found.from(), found.to(), text.number(), number, corpus.isCommon(passage)));
      }
    }
  }

  private static List<Alignment.Passage> untaken(int[] tokens, int[] earlier, BitSet taken) {
    List<Alignment.Passage> found = new ArrayList<>();
    for (int from = taken.nextClearBit(0); from < tokens.length; ) {
      int next = taken.nextSetBit(from);
      int to = next < 0 ? tokens.length : next;
      for (Alignment.Passage passage :
          Alignment.passages(Arrays.copyOfRange(tokens, from, to), earlier)) {
        found.add(new Alignment.Passage(from + passage.from(), from + passage.to()));
      }
      from = taken.nextClearBit(to);
    }
    return found;
  }

  /// How much of a document the one has that has most of it, in thousandths, and which that is:
  /// whosever its passages are, and also what is everybody's.
  static Duplicates.Best most(int[] tokens, List<Copy> copies, Duplicates.Best signed) {
    int most = 0;
    OptionalInt best = OptionalInt.empty();
    for (Copy copy : copies) {
      int of =
          copies.stream()
              .filter(each -> each.standsIn() == copy.standsIn())
              .mapToInt(each -> each.to() - each.from())
              .sum();
      if (of > most) {
        most = of;
        best = OptionalInt.of(copy.standsIn());
      }
    }
    int permille = (int) (most * 1000L / tokens.length);
    return new Duplicates.Best(best, permille, signed.candidates(), signed.full());
  }
}
