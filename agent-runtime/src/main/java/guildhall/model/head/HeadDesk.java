package guildhall.model.head;

import guildhall.book.Book;
import guildhall.book.ContentId;
import guildhall.book.ContentStore;
import guildhall.datanet.AccessTerms;
import guildhall.datanet.Accesses;
import guildhall.datanet.Contribution;
import guildhall.datanet.Datanets;
import guildhall.datanet.Datanets.Registered;
import guildhall.datanet.admission.FieldLimits;
import guildhall.datanet.text.Tokenizer;
import guildhall.json.RecordJson;
import guildhall.model.ArtefactDesk;
import guildhall.model.ArtefactKey;
import guildhall.model.ArtefactKey.DatanetVersion;
import guildhall.model.ArtefactRegistered;
import guildhall.model.ArtefactRegistered.Kind;
import guildhall.model.ArtefactRegistered.Parent;
import guildhall.model.Artefacts;
import guildhall.model.Artefacts.Asked;
import guildhall.model.head.Recipe.Sample;
import guildhall.model.head.TrainedHead.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;

/// Where heads are trained and listed. Safe for any thread but event loops: it reads and writes
/// contents, computes for a while, and waits for the book. One head is trained at a time.
///
/// What a head owes its examples is the same for every head, see [#EXAMPLES_MILLIONTHS]: who trains
/// one has worked less than those who wrote what it knows.
public final class HeadDesk {

  /// Of all that reaches a head, so much goes on to its examples, in millionths; the rest is the
  /// owner's.
  public static final int EXAMPLES_MILLIONTHS = 800_000;

  /// Examples one head is trained on at most.
  public static final int EXAMPLES_MAX = 2_000;

  private static final String OWN = "@heads";

  private final Book book;
  private final ContentStore contents;
  private final Datanets datanets;
  private final Accesses accesses;
  private final ArtefactDesk artefacts;
  private final Semaphore free = new Semaphore(1);

  /// A desk over these projections of the book.
  public HeadDesk(
      Book book, ContentStore contents, Artefacts artefacts, Datanets datanets, Accesses accesses) {
    this.book = book;
    this.contents = contents;
    this.datanets = datanets;
    this.accesses = accesses;
    this.artefacts = new ArtefactDesk(book, contents, artefacts, datanets);
  }

  /// What is to be trained.
  ///
  /// @param name the name by which calls ask for it; shared with other artefacts
  /// @param owner the principal who earns what it keeps
  /// @param datanet whose contributions with a label are its examples
  /// @param version a published one; empty for the newest
  public record Training(String name, String owner, String datanet, OptionalInt version) {}

  /// Trains a head and registers it for good. Asking again is safe, and changes nothing.
  ///
  /// @return what came of it; only `DONE` has changed anything
  public TrainingStatus train(Training asked) {
    if (!free.tryAcquire()) {
      return TrainingStatus.BUSY;
    }
    try {
      return of(asked);
    } finally {
      free.release();
    }
  }

  private TrainingStatus of(Training asked) {
    DatanetVersion from = new DatanetVersion(asked.datanet(), version(asked));
    Asked artefact = asked(asked, from);
    Optional<TrainingStatus> problem =
        TrainingStatus.of(artefacts.status(artefact)).or(() -> unreadable(asked));
    return problem.isPresent() ? problem.get() : train(artefact, from);
  }

  private int version(Training asked) {
    return asked.version().isPresent()
        ? asked.version().getAsInt()
        : book.await(_ -> datanets.newest(asked.datanet()).map(Datanets.Version::version))
            .orElse(0);
  }

  private static Asked asked(Training asked, DatanetVersion from) {
    return new Asked(
        asked.name(),
        asked.owner(),
        Kind.HEAD,
        List.of(new Parent(ArtefactKey.of(from), EXAMPLES_MILLIONTHS)));
  }

  private Optional<TrainingStatus> unreadable(Training asked) {
    return accesses
        .terms(asked.datanet())
        .map(AccessTerms::owner)
        .filter(owner -> !owner.equals(asked.owner()))
        .map(_ -> TrainingStatus.PRIVATE);
  }

  /// An example before it is known how many labels there are.
  private record Labelled(Registered from, String text, String label) {}

  private TrainingStatus train(Asked artefact, DatanetVersion from) {
    List<Registered> all = book.await(_ -> datanets.registered(from.name(), from.version()));
    if (all.size() > EXAMPLES_MAX) {
      return TrainingStatus.TOO_MANY_EXAMPLES;
    }
    List<Labelled> examples = examples(all);
    List<String> labels =
        List.copyOf(new TreeSet<>(examples.stream().map(Labelled::label).toList()));
    if (labels.isEmpty()) {
      return TrainingStatus.NO_EXAMPLES;
    }
    if (labels.size() == 1) {
      return TrainingStatus.ONE_CLASS;
    }
    int wordsMax = Recipe.wordsMax(examples.size(), labels.size());
    if (wordsMax == 0) {
      return TrainingStatus.TOO_FEW_EXAMPLES;
    }
    return trained(artefact, examples, labels, wordsMax)
        .map(trained ->
            TrainingStatus.of(artefacts.register(artefact, Optional.of(write(artefact, trained))))
                .orElse(TrainingStatus.DONE))
        .orElse(TrainingStatus.NOT_FITTED);
  }

  /// Those with a label that say something for the first time.
  private List<Labelled> examples(List<Registered> all) {
    FirstTexts texts = new FirstTexts(seed());
    List<Labelled> examples = new ArrayList<>();
    for (Registered each : all) {
      Optional<Contribution> found = read(each.content());
      Optional<String> label =
          found.map(contribution -> contribution.fields().getOrDefault(FieldLimits.LABEL, ""));
      if (label.filter(name -> !name.isEmpty()).isPresent()
          && texts.isFirst(found.orElseThrow().text())) {
        examples.add(new Labelled(each, found.orElseThrow().text(), label.get()));
      }
    }
    return examples;
  }

  /// Empty if no word tells the labels apart, or the fit fails.
  private static Optional<TrainedHead> trained(
      Asked artefact, List<Labelled> examples, List<String> labels, int wordsMax) {
    List<Sample> samples =
        examples.stream()
            .map(each -> new Sample(each.from().key(), each.text(), labels.indexOf(each.label())))
            .toList();
    int[] words = Words.best(samples, labels.size(), wordsMax);
    return words.length == 0
        ? Optional.empty()
        : Recipe.fit(Recipe.rows(samples, labels.size(), words))
            .head()
            .map(head ->
                new TrainedHead(
                    artefact.id(),
                    artefact.parents().getFirst().key(),
                    TextFeatures.VERSION,
                    Tokenizer.VERSION,
                    Arrays.stream(words).boxed().toList(),
                    labels,
                    kept(examples, labels),
                    head.penalty(),
                    Arrays.stream(head.parameters()).boxed().toList()));
  }

  private static List<Example> kept(List<Labelled> examples, List<String> labels) {
    return examples.stream()
        .map(each ->
            new Example(each.from().key(), each.from().content(), labels.indexOf(each.label())))
        .toList();
  }

  /// A secret of this book, the same each time: who knew it could make copies that are not found.
  private long seed() {
    byte[] use = "seed of the texts of heads".getBytes(StandardCharsets.UTF_8);
    try {
      return Long.parseUnsignedLong(contents.write(OWN, use).hex().substring(0, 16), 16);
    } catch (IOException e) {
      throw new UncheckedIOException("no secret can be kept", e);
    }
  }

  private Optional<Contribution> read(ContentId id) {
    try {
      return contents.get(id).map(bytes -> RecordJson.read(bytes, Contribution.class));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + id, e);
    }
  }

  private ContentId write(Asked artefact, TrainedHead trained) {
    try {
      return contents.write(artefact.owner(), RecordJson.bytes(trained));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the head " + artefact.id(), e);
    }
  }

  /// A head; empty if there is none of that name.
  public Optional<Trained> find(String name) {
    return artefacts.find(name).flatMap(this::trained);
  }

  /// The names of all heads in the order they were trained.
  public List<String> names() {
    return artefacts.all().stream()
        .filter(each -> each.head().isPresent())
        .map(ArtefactRegistered::id)
        .toList();
  }

  /// A head and what it learned.
  ///
  /// @param registered under its name
  /// @param head what is kept of its training
  public record Trained(ArtefactRegistered registered, TrainedHead head) {}

  private Optional<Trained> trained(ArtefactRegistered artefact) {
    return artefact.head().map(id -> new Trained(artefact, Heads.read(contents, id)));
  }
}
