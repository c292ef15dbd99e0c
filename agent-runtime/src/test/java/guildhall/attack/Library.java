package guildhall.attack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Honest contributors, what they contribute in the order of registration, and text that nobody
/// contributed.
///
/// @param texts of all contributors, in the order in which they are offered
/// @param strange texts that answers have in between
/// @param phrases what everybody says: it stands in many texts and in answers
record Library(List<Text> texts, List<List<String>> strange, List<List<String>> phrases) {

  /// What one contributor offers at a time.
  record Text(String owner, List<String> words) {
    Text {
      words = List.copyOf(words);
    }

    Text of(List<String> changed) {
      return new Text(owner, changed);
    }
  }

  private static final int CONTRIBUTORS = 16;
  private static final int TEXTS_EACH = 3;
  private static final int WORDS = 200;
  private static final int PHRASES = 24;
  private static final int POPULAR = 8;
  private static final String[] SYLLABLES = {
    "ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "wa"
  };

  Library {
    texts = List.copyOf(texts);
    strange = List.copyOf(strange);
    phrases = List.copyOf(phrases);
  }

  /// A small one of made-up words, few of them common, from one seed always the same.
  static Library made(long seed) {
    Random random = new Random(seed);
    List<List<String>> phrases = made(random, PHRASES, 9, List.of());
    List<Text> texts = new ArrayList<>();
    List<List<String>> all = made(random, CONTRIBUTORS * TEXTS_EACH, WORDS, phrases);
    for (int i = 0; i < all.size(); i++) {
      texts.add(new Text(name(i % CONTRIBUTORS), all.get(i)));
    }
    return new Library(texts, made(random, 20, WORDS, phrases), phrases);
  }

  /// One of real texts, each of the next contributor; the last twentieth is contributed by nobody.
  ///
  /// @param contributors how many there are
  /// @param wordsMax of a text; the rest is cut off
  static Library real(List<String> all, int contributors, int wordsMax) {
    List<List<String>> words =
        all.stream()
            .map(text -> List.of(text.strip().split("\\s+", -1)))
            .map(text -> text.subList(0, Math.min(wordsMax, text.size())))
            .toList();
    int known = words.size() * 19 / 20;
    List<Text> texts = new ArrayList<>();
    for (int i = 0; i < known; i++) {
      texts.add(new Text(name(i % contributors), words.get(i)));
    }
    return new Library(texts, words.subList(known, words.size()), popular(words));
  }

  /// Phrases of eight words that stand in most texts, none two that begin alike.
  private static List<List<String>> popular(List<List<String>> texts) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (List<String> text : texts) {
      Set<List<String>> own = new HashSet<>();
      for (int from = 0; from + POPULAR <= text.size(); from++) {
        own.add(text.subList(from, from + POPULAR));
      }
      own.forEach(phrase -> counts.merge(phrase, 1, Integer::sum));
    }
    List<List<String>> popular = new ArrayList<>();
    Set<String> words = new HashSet<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<List<String>, Integer>comparingByValue()
                .reversed()
                .thenComparing(each -> String.join(" ", each.getKey())))
        .map(Map.Entry::getKey)
        .filter(phrase -> words.addAll(phrase))
        .limit(PHRASES)
        .forEach(popular::add);
    return popular;
  }

  /// The name of a contributor.
  static String name(int number) {
    return "honest-" + number;
  }

  private static List<List<String>> made(
      Random random, int count, int words, List<List<String>> phrases) {
    List<List<String>> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> text = new ArrayList<>();
      while (text.size() < words) {
        if (!phrases.isEmpty() && random.nextInt(40) == 0) {
          text.addAll(phrases.get(random.nextInt(phrases.size())));
        } else {
          text.add(word(random));
        }
      }
      made.add(text.subList(0, words));
    }
    return made;
  }

  /// Small numbers are drawn more often, as words of a language are.
  private static String word(Random random) {
    int number = (int) Math.pow(8000, random.nextDouble()) + 15;
    StringBuilder word = new StringBuilder();
    for (int rest = number; rest > 0; rest /= SYLLABLES.length) {
      word.append(SYLLABLES[rest % SYLLABLES.length]);
    }
    return word.append('n').toString();
  }

  /// Numbers of an owner's texts.
  List<Integer> of(String owner) {
    return IntStream.range(0, texts.size())
        .filter(i -> texts.get(i).owner().equals(owner))
        .boxed()
        .toList();
  }

  /// A copy with words replaced by any words of the library.
  ///
  /// @param chance of each word, 0 to 1
  List<String> noised(List<String> words, double chance, Random random) {
    List<String> noised = new ArrayList<>(words);
    for (int i = 0; i < noised.size(); i++) {
      if (random.nextDouble() < chance) {
        noised.set(i, anyWord(random));
      }
    }
    return noised;
  }

  /// The words that stand in the fewest places, in the order of the alphabet.
  List<String> rarest(int count) {
    Map<String, Integer> places = new TreeMap<>();
    texts.forEach(text -> text.words().forEach(word -> places.merge(word, 1, Integer::sum)));
    return places.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .limit(count)
        .map(Map.Entry::getKey)
        .toList();
  }

  String anyWord(Random random) {
    List<String> other = texts.get(random.nextInt(texts.size())).words();
    return other.get(random.nextInt(other.size()));
  }
}
