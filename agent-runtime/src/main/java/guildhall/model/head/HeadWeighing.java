package guildhall.model.head;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.influence.InfluenceMethod;
import guildhall.attribution.influence.InfluenceResult;
import guildhall.attribution.influence.TrainingRows;
import guildhall.book.ContentId;
import guildhall.book.ContentReader;
import guildhall.datanet.Contribution;
import guildhall.datanet.text.Tokenizer;
import guildhall.json.RecordJson;
import guildhall.model.ArtefactRegister;
import guildhall.model.ArtefactRegister.Measured;
import guildhall.model.head.Recipe.Sample;
import guildhall.model.head.TrainedHead.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Says which examples made heads predict what they predicted, by the method *influence*. The same
/// predictions, contents and register give the same numbers. Safe for any thread but event loops.
///
/// What it takes to weigh by a head is kept for those that were weighed last, [#KEPT] of them: some
/// 15 MiB each at most. It is made anew when an example of the head was withdrawn meanwhile, since
/// its text may be erased.
public final class HeadWeighing {

  private static final int KEPT = 8;

  private final ContentReader contents;
  private final Cache<ContentId, Ready> ready = Caffeine.newBuilder().maximumSize(KEPT).build();

  /// Over these contents.
  public HeadWeighing(ContentReader contents) {
    this.contents = contents;
  }

  /// One prediction of an answer.
  ///
  /// @param head the head's name
  /// @param trained what was kept of its training
  /// @param text where the text is kept that was predicted
  /// @param label that was predicted
  public record Use(String head, ContentId trained, ContentId text, String label) {}

  /// What came of it.
  ///
  /// @param tokens that each head has read and written, by its name: those of each text and one for
  ///   its label
  /// @param measured by the place of a head's examples in the lineage; none of a head whose
  ///   examples cannot be told apart
  /// @param erased what was missing, by keys of contributions and names of heads
  public record Found(
      Map<String, Long> tokens, Map<String, Measured> measured, List<String> erased) {}

  /// What it takes to weigh by one head.
  ///
  /// @param missing keys of examples that are not registered any more, when this was made
  /// @param erased those of them whose texts are gone
  /// @param method empty if texts are gone
  private record Ready(
      TrainedHead head,
      List<String> missing,
      List<String> erased,
      Optional<InfluenceMethod> method) {}

  /// Weighs the predictions of one answer.
  ///
  /// @param by what is registered
  public Found weigh(List<Use> uses, ArtefactRegister.View by) {
    Map<String, Long> tokens = new HashMap<>();
    Map<String, Measured> measured = new HashMap<>();
    List<String> erased = new ArrayList<>();
    Map<ContentId, List<Use>> byHead = new LinkedHashMap<>();
    uses.forEach(use -> byHead.computeIfAbsent(use.trained(), _ -> new ArrayList<>()).add(use));
    byHead.forEach((trained, all) -> {
      String name = all.getFirst().head();
      List<String> texts = texts(all, erased);
      long read = texts.stream().mapToLong(text -> Tokenizer.tokens(text).length).sum();
      tokens.merge(name, read + all.size(), Long::sum);
      Ready head = ready(trained, by);
      erased.addAll(head.erased());
      if (texts.size() == all.size()) {
        measured(head, texts, all)
            .ifPresent(
                each -> measured.put(ArtefactRegister.place(name, head.head().parent()), each));
      }
    });
    return new Found(tokens, measured, erased);
  }

  private List<String> texts(List<Use> uses, List<String> erased) {
    List<String> texts = new ArrayList<>();
    for (Use use : uses) {
      content(use.text())
          .ifPresentOrElse(
              bytes -> texts.add(new String(bytes, StandardCharsets.UTF_8)),
              () -> erased.add("a text that " + use.head() + " was given"));
    }
    return texts;
  }

  private Ready ready(ContentId trained, ArtefactRegister.View by) {
    Ready known = ready.get(trained, _ -> made(Heads.read(contents, trained), by));
    if (known.missing().equals(missing(known.head(), by))) {
      return known;
    }
    Ready anew = made(known.head(), by);
    ready.put(trained, anew);
    return anew;
  }

  private static List<String> missing(TrainedHead head, ArtefactRegister.View by) {
    String place = ArtefactRegister.place(head.head(), head.parent());
    return head.examples().stream().map(Example::key).filter(key -> !by.isDue(place, key)).toList();
  }

  private Ready made(TrainedHead head, ArtefactRegister.View by) {
    List<Sample> samples = new ArrayList<>();
    List<String> erased = new ArrayList<>();
    for (Example each : head.examples()) {
      content(each.content())
          .map(bytes -> RecordJson.read(bytes, Contribution.class).text())
          .ifPresentOrElse(
              text -> samples.add(new Sample(each.key(), text, each.label())),
              () -> erased.add(each.key()));
    }
    return new Ready(
        head,
        missing(head, by),
        erased,
        erased.isEmpty() ? Optional.of(method(head, samples)) : Optional.empty());
  }

  private static InfluenceMethod method(TrainedHead head, List<Sample> samples) {
    TrainingRows rows = Recipe.rows(samples, head.labels().size(), head.known());
    return InfluenceMethod.of(rows, Recipe.fitted(head.softmax()));
  }

  /// The mean over predictions: weights add up, and so do the wholes that they are parts of.
  private static Optional<Measured> measured(Ready head, List<String> texts, List<Use> uses) {
    if (head.method().isEmpty()) {
      return Optional.empty();
    }
    int[] words = head.head().known();
    Map<String, Long> sums = new TreeMap<>();
    for (int i = 0; i < uses.size(); i++) {
      InfluenceResult result =
          head.method()
              .get()
              .weigh(
                  TextFeatures.of(texts.get(i), words),
                  head.head().labels().indexOf(uses.get(i).label()));
      if (cannotTell(result)) {
        return Optional.empty();
      }
      for (Weight each : result.attribution().weights()) {
        sums.merge(each.key(), each.micros(), Long::sum);
      }
    }
    List<Weight> weights = new ArrayList<>();
    sums.forEach((key, micros) -> weights.add(new Weight(key, micros)));
    return Optional.of(new Measured(weights, uses.size() * InfluenceMethod.WHOLE_MICROS));
  }

  /// Whether it is the head that cannot be weighed by, whatever it predicts.
  private static boolean cannotTell(InfluenceResult result) {
    return switch (result.status()) {
      case NO_HEAD, OTHER_ROWS, ILL_CONDITIONED, TOO_FEW_ROWS, LEVERAGE_TOO_HIGH -> true;
      case INFERENCE_OUT_OF_RANGE, UNKNOWN_ANSWER, NOT_LEARNED, NOTHING_HELPS, WEIGHED -> false;
    };
  }

  private Optional<byte[]> content(ContentId id) {
    try {
      return contents.get(id);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + id, e);
    }
  }
}
