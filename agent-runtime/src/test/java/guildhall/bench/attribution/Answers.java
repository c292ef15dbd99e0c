package guildhall.bench.attribution;

import guildhall.bench.attribution.Corpus.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Answers of 450 tokens: six stretches of 45 tokens from six documents, each between stretches of
/// documents that nobody registered, 180 tokens in all.
final class Answers {

  static final int PLANTED = 6;
  static final int STRETCH = 45;
  private static final int FILLER = 30;

  /// Where a stretch comes from.
  ///
  /// @param document its place among the documents
  /// @param from its first token
  record Origin(int document, int from) {}

  /// A stretch in an answer.
  ///
  /// @param origin where it is from
  /// @param at its first token in the answer
  record Planted(Origin origin, int at) {}

  /// An answer.
  ///
  /// @param tokens of it
  /// @param planted the stretches that have a source
  record Answer(List<Integer> tokens, List<Planted> planted) {
    int[] array() {
      return Ints.array(tokens);
    }
  }

  /// Whether a stretch may be used.
  interface Unique {
    boolean test(int[] stretch);
  }

  private Answers() {}

  /// Stretches that stand in one place only.
  static List<Origin> origins(List<Document> documents, int count, Unique unique, Random random) {
    List<Origin> origins = new ArrayList<>();
    while (origins.size() < count) {
      int document = random.nextInt(documents.size());
      List<Integer> tokens = documents.get(document).tokens();
      if (tokens.size() >= STRETCH) {
        Origin origin = new Origin(document, random.nextInt(tokens.size() - STRETCH + 1));
        if (unique.test(stretch(documents, origin))) {
          origins.add(origin);
        }
      }
    }
    return origins;
  }

  static int[] stretch(List<Document> documents, Origin origin) {
    int[] tokens = Ints.array(documents.get(origin.document()).tokens());
    int[] stretch = new int[STRETCH];
    System.arraycopy(tokens, origin.from(), stretch, 0, STRETCH);
    return stretch;
  }

  /// Answers with edits: each planted token is replaced by any token of the corpus with a
  /// probability.
  ///
  /// @param documents that stretches are from
  /// @param edited where tokens that replace others are from
  static List<Answer> of(
      List<Document> documents,
      List<Document> edited,
      List<Document> fillers,
      List<Origin> origins,
      double edits,
      Random random) {
    List<Answer> answers = new ArrayList<>();
    for (int from = 0; from + PLANTED <= origins.size(); from += PLANTED) {
      int[] tokens = new int[PLANTED * (STRETCH + FILLER)];
      List<Planted> planted = new ArrayList<>();
      int at = 0;
      for (Origin origin : origins.subList(from, from + PLANTED)) {
        int[] stretch = edited(stretch(documents, origin), edits, edited, random);
        System.arraycopy(stretch, 0, tokens, at, STRETCH);
        planted.add(new Planted(origin, at));
        at += STRETCH;
        System.arraycopy(filler(fillers, random), 0, tokens, at, FILLER);
        at += FILLER;
      }
      answers.add(new Answer(Ints.list(tokens), planted));
    }
    return answers;
  }

  /// With some tokens replaced by any tokens of the corpus.
  static int[] edited(int[] tokens, double edits, List<Document> documents, Random random) {
    int[] edited = tokens.clone();
    for (int i = 0; i < edited.length; i++) {
      if (random.nextDouble() < edits) {
        List<Integer> other = documents.get(random.nextInt(documents.size())).tokens();
        edited[i] = other.isEmpty() ? 0 : other.get(random.nextInt(other.size()));
      }
    }
    return edited;
  }

  private static int[] filler(List<Document> fillers, Random random) {
    while (true) {
      int[] tokens = Ints.array(fillers.get(random.nextInt(fillers.size())).tokens());
      if (tokens.length >= FILLER) {
        int[] filler = new int[FILLER];
        int from = random.nextInt(tokens.length - FILLER + 1);
        System.arraycopy(tokens, from, filler, 0, FILLER);
        return filler;
      }
    }
  }
}
