package guildhall.attack;

import guildhall.attack.Scene.Offer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Ways to make a copy that does not look like one.
///
/// @param name of the way
/// @param noise chance of a word to be replaced
/// @param how what is done besides
record Copying(String name, double noise, How how) {

  /// What is done besides replacing words.
  enum How {
    /// Nothing.
    PLAIN,
    /// Words are replaced at equal distances, so that no six in a row are left as they were.
    EVERY_SIXTH,
    /// As much other text is put behind it.
    PADDED,
    /// Copies of three texts become one.
    SPLICED
  }

  static final int COPIES = 10;
  static final Copying EXACT = new Copying("exact", 0, How.PLAIN);

  /// With words replaced by chance, as in the study the bounds are from.
  static final List<Copying> NOISY =
      List.of(
          new Copying("2 % noise", 0.02, How.PLAIN),
          new Copying("10 % noise", 0.10, How.PLAIN),
          new Copying("30 % noise", 0.30, How.PLAIN));

  /// What somebody would try who knows how copies are told.
  static final List<Copying> SLY =
      List.of(
          new Copying("every sixth word", 0, How.EVERY_SIXTH),
          new Copying("10 % noise, padded", 0.10, How.PADDED),
          new Copying("30 % noise, padded", 0.30, How.PADDED),
          new Copying("10 % noise, spliced", 0.10, How.SPLICED),
          new Copying("30 % noise, spliced", 0.30, How.SPLICED));

  /// Ten copies of each of some texts.
  List<Offer> of(Library library, String owner, List<Integer> numbers) {
    Random random = new Random(owner.hashCode());
    List<Offer> offers = new ArrayList<>();
    for (int copy = 0; copy < COPIES; copy++) {
      int together = how == How.SPLICED ? 3 : 1;
      for (int from = 0; from < numbers.size(); from += together) {
        List<Integer> these = numbers.subList(from, Math.min(numbers.size(), from + together));
        offers.add(offer(library, owner, these, random));
      }
    }
    return offers;
  }

  private Offer offer(Library library, String owner, List<Integer> numbers, Random random) {
    List<String> all = new ArrayList<>();
    Map<Integer, List<String>> repeats = new HashMap<>();
    for (int number : numbers) {
      List<String> words = changed(library, library.texts().get(number).words(), random);
      repeats.put(number, words);
      all.addAll(words);
    }
    if (how == How.PADDED) {
      int length = all.size();
      all.addAll(IntStream.range(0, length).mapToObj(_ -> library.anyWord(random)).toList());
    }
    return new Offer(owner, all, repeats);
  }

  private List<String> changed(Library library, List<String> words, Random random) {
    if (how != How.EVERY_SIXTH) {
      return library.noised(words, noise, random);
    }
    List<String> changed = new ArrayList<>(words);
    int first = random.nextInt(6);
    for (int i = first; i < changed.size(); i += 6) {
      changed.set(i, library.anyWord(random));
    }
    return changed;
  }
}
