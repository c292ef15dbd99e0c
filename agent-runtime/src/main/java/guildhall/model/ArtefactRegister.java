package guildhall.model;

import static java.util.stream.Collectors.toSet;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.influence.InfluenceMethod;
import guildhall.attribution.lineage.Artefact;
import guildhall.attribution.lineage.Lineage;
import guildhall.attribution.lineage.LineageMethod;
import guildhall.book.ContentReader;
import guildhall.book.Entry;
import guildhall.datanet.Contribution;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.datanet.DatanetFact.Withdrawn;
import guildhall.datanet.Datanets;
import guildhall.json.RecordJson;
import guildhall.model.ArtefactRegistered.Parent;
import guildhall.model.Manifest.Inside;
import guildhall.model.Manifest.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keeps the lineage of all artefacts in step with the book, for whoever weighs answers. Of one
/// thread at a time; its views are immutable.
///
/// What reaches a datanet is split as the manifest of the artefact says, so two artefacts that were
/// made from one version, but at different times, each have their own split. A contribution that is
/// not there any more, or is another's by now, is due nothing, and nobody else has that part.
public final class ArtefactRegister {

  /// What nobody earns.
  private static final String NOBODY = "";

  private final ContentReader contents;
  private final Map<String, String> contributors = new HashMap<>(); // of what is there, by key
  private final List<Artefact> artefacts = new ArrayList<>();

  /// By the place of a datanet in the lineage.
  private final Map<String, List<Part>> parts = new LinkedHashMap<>();

  private final Set<String> named = new HashSet<>(); // keys of contributions in manifests
  private Optional<View> view = Optional.empty(); // until something changes

  /// What the book says at one position.
  ///
  /// @param artefacts in the order they were registered
  /// @param contributors of all contributions that are there, by key
  public record Start(List<ArtefactRegistered> artefacts, Map<String, String> contributors) {

    /// Before the first entry.
    public static final Start EMPTY = new Start(List.of(), Map.of());

    /// To be read on the book's writer thread.
    public static Start of(Artefacts artefacts, Datanets datanets) {
      Map<String, String> contributors = new HashMap<>();
      for (Datanets.Registered each : datanets.registered()) {
        if (each.accepted()) {
          contributors.put(each.key(), each.contributor());
        }
      }
      return new Start(artefacts.all(), contributors);
    }
  }

  /// In step with the book up to where it was read.
  ///
  /// @param contents where manifests are
  public ArtefactRegister(ContentReader contents, Start start) {
    this.contents = contents;
    contributors.putAll(start.contributors());
    start.artefacts().forEach(this::add);
  }

  /// Takes the next entry in; those from the start's position on, each once, in their order.
  public void apply(Entry entry) {
    switch (entry.fact()) {
      case ArtefactRegistered fact -> add(fact);
      case Contributed fresh -> {
        String key = Contribution.key(fresh.datanet(), fresh.id());
        contributors.put(key, fresh.contributor());
        changed(key);
      }
      case Withdrawn gone -> {
        String key = Contribution.key(gone.datanet(), gone.id());
        contributors.remove(key);
        changed(key);
      }
      default -> {}
    }
  }

  private void changed(String key) {
    if (named.contains(key)) {
      view = Optional.empty();
    }
  }

  private void add(ArtefactRegistered fact) {
    String key = ArtefactKey.of(fact.id());
    Map<String, List<Part>> insides = insides(fact);
    List<Artefact.Parent> parents = new ArrayList<>();
    for (Parent parent : fact.parents()) {
      boolean datanet = ArtefactKey.datanet(parent.key()).isPresent();
      String place = datanet ? place(fact.id(), parent.key()) : parent.key();
      parents.add(new Artefact.Parent(place, parent.millionths()));
      if (datanet) {
        artefacts.add(Artefact.root(place));
        parts.put(place, insides.getOrDefault(parent.key(), List.of()));
      }
    }
    artefacts.add(new Artefact(key, parents));
    insides.values().forEach(all -> all.forEach(part -> named.add(part.key())));
    view = Optional.empty();
  }

  /// Where a datanet stands in the lineage as what an artefact was made from.
  ///
  /// @param id of the artefact
  /// @param datanet the key of the version
  public static String place(String id, String datanet) {
    return ArtefactKey.of(id) + "<" + datanet;
  }

  private Map<String, List<Part>> insides(ArtefactRegistered fact) {
    Map<String, List<Part>> insides = new HashMap<>();
    try {
      contents
          .get(fact.manifest())
          .map(bytes -> RecordJson.read(bytes, Manifest.class))
          .ifPresent(manifest -> {
            for (Inside inside : manifest.datanets()) {
              insides.put(inside.parent(), inside.parts());
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the manifest of " + fact.id(), e);
    }
    return insides;
  }

  /// The lineage as it is now.
  ///
  /// @throws IllegalStateException if the book has artefacts that cannot be
  public View view() {
    View now = view.orElseGet(this::made);
    view = Optional.of(now);
    return now;
  }

  private View made() {
    Map<String, List<Weight>> inside = new HashMap<>();
    Map<String, Set<String>> due = new HashMap<>();
    parts.forEach((place, all) -> {
      inside.put(place, weights(all));
      due.put(place, all.stream().filter(this::isDue).map(Part::key).collect(toSet()));
    });
    return switch (Lineage.of(artefacts)) {
      case Lineage.Registration.Accepted(Lineage lineage) -> new View(lineage, inside, due);
      case Lineage.Registration.Refused(String because) -> throw new IllegalStateException(because);
    };
  }

  /// Whether it is there, and still whose it was.
  private boolean isDue(Part part) {
    return part.contributor().equals(contributors.get(part.key()));
  }

  private List<Weight> weights(List<Part> all) {
    List<Weight> weights = new ArrayList<>();
    long nobody = 0;
    for (Part part : all) {
      if (!isDue(part)) {
        nobody += part.weight();
      } else if (part.weight() > 0) {
        weights.add(new Weight(part.key(), part.weight()));
      }
    }
    if (nobody > 0 || weights.isEmpty()) {
      weights.add(new Weight(NOBODY, Math.max(1, nobody)));
    }
    return weights;
  }

  /// How the part of a datanet is split for one answer, where that can be told.
  ///
  /// @param weights by contribution
  /// @param whole what they are parts of, at least their sum; the rest is due to nobody
  public record Measured(List<Weight> weights, long whole) {}

  /// The lineage at one position of the book.
  ///
  /// @param lineage of artefacts and the datanets of each
  /// @param inside how the part of a datanet is split, by its place in the lineage
  /// @param due keys of what was there and is still whose it was, by that place
  public record View(
      Lineage lineage, Map<String, List<Weight>> inside, Map<String, Set<String>> due) {

    /// Copies the maps.
    public View {
      inside = Map.copyOf(inside);
      due = Map.copyOf(due);
    }

    /// Whether a contribution is due its part of what reaches a place.
    public boolean isDue(String place, String key) {
      return due.getOrDefault(place, Set.of()).contains(key);
    }

    /// Whether a model of that name is registered.
    public boolean contains(String model) {
      return lineage.contains(ArtefactKey.of(model));
    }

    /// Weighs what models of an answer were made from, by the method *lineage*.
    ///
    /// @param tokens by the model's name, each 0 or more; the part of one that is not registered
    ///   stays unattributed
    /// @return weights by `datanet#id` and `model:ID`
    public Attribution weigh(Map<String, Long> tokens) {
      return weigh(tokens, Map.of());
    }

    /// Like [#weigh], but where it could be told what did how much, by that.
    ///
    /// @param measured by the place of a datanet
    public Attribution weigh(Map<String, Long> tokens, Map<String, Measured> measured) {
      Map<String, Long> uses = new HashMap<>();
      tokens.forEach((model, count) -> uses.put(ArtefactKey.of(model), count));
      Attribution all = LineageMethod.weigh(lineage, uses, place -> split(place, measured));
      List<Weight> weights =
          all.weights().stream().filter(each -> !each.key().equals(NOBODY)).toList();
      String method =
          measured.isEmpty() ? LineageMethod.ID : LineageMethod.ID + "+" + InfluenceMethod.ID;
      return new Attribution(method, weights, LineageMethod.WHOLE, weights.isEmpty());
    }

    private List<Weight> split(String place, Map<String, Measured> measured) {
      Measured here = measured.get(place);
      if (here == null) {
        return inside.getOrDefault(place, List.of());
      }
      List<Weight> split = new ArrayList<>();
      long nobody = here.whole();
      for (Weight each : here.weights()) {
        if (isDue(place, each.key())) {
          split.add(each);
          nobody -= each.micros();
        }
      }
      if (nobody > 0) {
        split.add(new Weight(NOBODY, nobody));
      }
      return split;
    }
  }
}
