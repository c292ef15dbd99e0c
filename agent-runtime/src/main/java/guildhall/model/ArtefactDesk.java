package guildhall.model;

import guildhall.book.Book;
import guildhall.book.ContentId;
import guildhall.book.ContentStore;
import guildhall.datanet.Contribution;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.datanet.Datanets;
import guildhall.json.RecordJson;
import guildhall.model.ArtefactKey.DatanetVersion;
import guildhall.model.ArtefactRegistered.Parent;
import guildhall.model.Artefacts.Asked;
import guildhall.model.Manifest.Inside;
import guildhall.model.Manifest.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Where artefacts are registered and asked for. Safe for any thread but event loops: it reads and
/// writes contents and waits for the book.
public final class ArtefactDesk {

  private final Book book;
  private final ContentStore contents;
  private final Artefacts artefacts;
  private final Datanets datanets;

  /// A desk over these projections of the book.
  public ArtefactDesk(Book book, ContentStore contents, Artefacts artefacts, Datanets datanets) {
    this.book = book;
    this.contents = contents;
    this.artefacts = artefacts;
    this.datanets = datanets;
  }

  /// What would become of a registration now, but for what is registered meanwhile.
  public ArtefactStatus status(Asked asked) {
    return book.await(_ -> artefacts.status(asked, datanets));
  }

  private record Looked(ArtefactStatus status, Map<String, Datanets.Version> versions) {}

  /// Registers an artefact: weighs its datanets as they are now, keeps that as its manifest, and
  /// has the book decide. Asking again is safe.
  ///
  /// @return what came of it; only `DONE` has changed anything
  public ArtefactStatus register(Asked asked) {
    return register(asked, Optional.empty());
  }

  /// Like [#register], of something this runtime has trained.
  ///
  /// @param head what was trained, written already
  public ArtefactStatus register(Asked asked, Optional<ContentId> head) {
    Looked looked = book.await(_ -> look(asked));
    if (looked.status() != ArtefactStatus.DONE) {
      return looked.status();
    }
    List<Inside> insides = new ArrayList<>();
    looked
        .versions()
        .forEach((parent, version) -> insides.add(Manifest.inside(parent, texts(version))));
    ContentId manifest = write(asked.owner(), new Manifest(asked.id(), insides));
    return book.await(artefacts.register(asked, manifest, head, datanets));
  }

  private Looked look(Asked asked) {
    ArtefactStatus status = artefacts.status(asked, datanets);
    Map<String, Datanets.Version> versions = new LinkedHashMap<>();
    if (status == ArtefactStatus.DONE) {
      for (Parent parent : asked.parents()) {
        ArtefactKey.datanet(parent.key())
            .flatMap(each -> datanets.version(each.name(), each.version()))
            .ifPresent(version -> versions.put(parent.key(), version));
      }
    }
    return new Looked(status, versions);
  }

  /// What was erased since the version was read says nothing new any more.
  private List<Manifest.Text> texts(Datanets.Version version) {
    List<Manifest.Text> texts = new ArrayList<>();
    for (Contributed each : version.contributions()) {
      read(each.content())
          .map(bytes -> RecordJson.read(bytes, Contribution.class))
          .map(found -> new Manifest.Text(Contribution.key(version.name(), each.id()), found))
          .ifPresent(texts::add);
    }
    return texts;
  }

  private Optional<byte[]> read(ContentId id) {
    try {
      return contents.get(id);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + id, e);
    }
  }

  private ContentId write(String owner, Manifest manifest) {
    try {
      return contents.write(owner, RecordJson.bytes(manifest));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the manifest of " + manifest.artefact(), e);
    }
  }

  /// An artefact; empty if none of that id is registered.
  public Optional<ArtefactRegistered> find(String id) {
    return book.await(_ -> artefacts.find(id));
  }

  /// All artefacts in the order they were registered.
  public List<ArtefactRegistered> all() {
    return book.await(_ -> artefacts.all());
  }

  /// Which artefacts were made from something, itself or over others: those that a withdrawal
  /// touches.
  ///
  /// @param key of a contribution (`datanet#id`), of a version of a datanet, or of an artefact, see
  ///   [ArtefactKey]; what was withdrawn since is found too
  /// @return in the order they were registered; empty if there is none, or nothing of that key
  public List<ArtefactRegistered> madeFrom(String key) {
    return made(key, part -> part.key().equals(key)).stream().map(Made::artefact).toList();
  }

  /// An artefact that was made from something.
  ///
  /// @param direct whether from that itself; else over another artefact
  public record Made(ArtefactRegistered artefact, boolean direct) {}

  /// Like [#madeFrom] for a contribution, of what one contributor had under its id.
  ///
  /// @param contribution its key, `datanet#id`
  public List<Made> madeFrom(String contribution, String contributor) {
    return made(
        contribution,
        part -> part.key().equals(contribution) && part.contributor().equals(contributor));
  }

  private List<Made> made(String key, Predicate<Part> isIt) {
    Set<String> touched = new HashSet<>(Set.of(key));
    List<Made> found = new ArrayList<>();
    for (ArtefactRegistered each : all()) {
      boolean direct =
          each.parents().stream().anyMatch(parent -> parent.key().equals(key))
              || holds(each, key, isIt);
      if (direct || each.parents().stream().anyMatch(parent -> touched.contains(parent.key()))) {
        touched.add(ArtefactKey.of(each.id()));
        found.add(new Made(each, direct));
      }
    }
    return found;
  }

  private boolean holds(ArtefactRegistered artefact, String contribution, Predicate<Part> isIt) {
    int hash = contribution.indexOf('#');
    if (hash < 0) {
      return false;
    }
    String datanet = contribution.substring(0, hash);
    boolean possible =
        artefact.parents().stream()
            .flatMap(parent -> ArtefactKey.datanet(parent.key()).stream())
            .map(DatanetVersion::name)
            .anyMatch(datanet::equals);
    return possible
        && read(artefact.manifest()).map(bytes -> RecordJson.read(bytes, Manifest.class)).stream()
            .flatMap(manifest -> manifest.datanets().stream())
            .flatMap(inside -> inside.parts().stream())
            .anyMatch(isIt);
  }
}
