package guildhall.model.head;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import guildhall.attribution.LargestRemainder;
import guildhall.attribution.influence.SoftmaxHead;
import guildhall.book.Book;
import guildhall.book.ContentId;
import guildhall.book.ContentReader;
import guildhall.json.RecordJson;
import guildhall.model.ArtefactRegistered;
import guildhall.model.Artefacts;
import guildhall.sdk.Prediction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds heads by their names and has them predict. Safe for any thread but event loops. Those that
/// were used last are kept in memory, [#KEPT] of them.
public final class Heads {

  private static final int KEPT = 256;
  private static final long FINE = 1_000_000_000; // a probability in whole numbers

  private final Book book;
  private final ContentReader contents;
  private final Artefacts artefacts;
  private final Cache<ContentId, Opened> recent = Caffeine.newBuilder().maximumSize(KEPT).build();

  /// Over this book and its contents.
  public Heads(Book book, ContentReader contents, Artefacts artefacts) {
    this.book = book;
    this.contents = contents;
    this.artefacts = artefacts;
  }

  /// A head by its name.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  public Opened open(String name) {
    ContentId id =
        book.await(_ -> artefacts.find(name).flatMap(ArtefactRegistered::head))
            .orElseThrow(
                () -> new IllegalArgumentException("there is no head of that name: " + name));
    return recent.get(id, _ -> new Opened(id, read(contents, id)));
  }

  /// What was kept of a training; it is never erased.
  static TrainedHead read(ContentReader contents, ContentId id) {
    try {
      return contents
          .get(id)
          .map(bytes -> RecordJson.read(bytes, TrainedHead.class))
          .orElseThrow(() -> new IllegalStateException("what a head learned is gone: " + id));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + id, e);
    }
  }

  /// A head that is ready. Immutable.
  public static final class Opened {
    private final ContentId content;
    private final TrainedHead trained;
    private final SoftmaxHead softmax;
    private final int[] words;

    private Opened(ContentId content, TrainedHead trained) {
      this.content = content;
      this.trained = trained;
      this.softmax = trained.softmax();
      this.words = trained.known();
    }

    /// Its name.
    public String name() {
      return trained.head();
    }

    /// Where what it learned is kept.
    public ContentId content() {
      return content;
    }

    /// The labels it tells apart, in ascending order.
    public List<String> labels() {
      return trained.labels();
    }

    /// What it makes of a text. The permille are those of the probabilities by largest remainders.
    public Prediction predict(String text) {
      double[] probabilities = softmax.probabilities(TextFeatures.of(text, words));
      List<Long> parts = new ArrayList<>();
      int best = 0;
      for (int i = 0; i < probabilities.length; i++) {
        parts.add((long) (probabilities[i] * FINE));
        best = probabilities[i] > probabilities[best] ? i : best;
      }
      long[] permille = LargestRemainder.split(1000, parts, Comparator.naturalOrder());
      Map<String, Integer> byLabel = new LinkedHashMap<>();
      for (int i = 0; i < permille.length; i++) {
        byLabel.put(trained.labels().get(i), Math.toIntExact(permille[i]));
      }
      return new Prediction(trained.labels().get(best), byLabel);
    }
  }
}
