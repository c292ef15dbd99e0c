package guildhall.model;

import guildhall.book.CborRecords;
import guildhall.book.Command;
import guildhall.book.ContentId;
import guildhall.book.Entry;
import guildhall.book.Snapshotted;
import guildhall.datanet.Datanets;
import guildhall.datanet.Earner;
import guildhall.model.ArtefactRegistered.Kind;
import guildhall.model.ArtefactRegistered.Parent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Every artefact that is registered, and the command that registers one. Read on the book's writer
/// thread.
public final class Artefacts implements Snapshotted {

  /// Parents one artefact may have.
  public static final int MOST_PARENTS = 64;

  private static final String PRINCIPAL = "[a-z0-9][a-z0-9-]{0,62}";

  private final Map<String, ArtefactRegistered> artefacts = new LinkedHashMap<>();

  @Override
  public void apply(Entry entry) {
    if (entry.fact() instanceof ArtefactRegistered fact) {
      artefacts.put(fact.id(), fact);
    }
  }

  @Override
  public String name() {
    return "artefacts";
  }

  @Override
  public int stateVersion() {
    return 1;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (ArtefactRegistered each : artefacts.values()) {
      CborRecords.write(out, each);
    }
    CborRecords.end(out);
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    if (version != stateVersion()) {
      throw CborRecords.unknownVersion(this, version);
    }
    CborRecords.read(in, ArtefactRegistered.class, each -> artefacts.put(each.id(), each));
  }

  /// An artefact; empty if none of that id is registered.
  public Optional<ArtefactRegistered> find(String id) {
    return Optional.ofNullable(artefacts.get(id));
  }

  /// All of them in the order they were registered, so parents before what was made from them.
  public List<ArtefactRegistered> all() {
    return List.copyOf(artefacts.values());
  }

  /// Who earns by a key on a receipt: the contributor of a contribution, or the owner of an
  /// artefact, who shares with nobody.
  ///
  /// @param datanets whose contributions may stand there too
  public Function<String, Optional<Earner>> earners(Datanets datanets) {
    return key ->
        datanets
            .earner(key)
            .or(() ->
                ArtefactKey.id(key)
                    .flatMap(this::find)
                    .map(artefact -> Earner.alone(artefact.owner())));
  }

  /// What is to be registered.
  ///
  /// @param id the name by which calls ask for it
  /// @param owner the principal who earns what it keeps
  /// @param kind what it is
  /// @param parents each with its key, see [ArtefactKey], and its share in millionths
  public record Asked(String id, String owner, Kind kind, List<Parent> parents) {

    /// Copies the list.
    public Asked {
      parents = List.copyOf(parents);
    }

    private ArtefactRegistered with(ContentId manifest, Optional<ContentId> head) {
      return new ArtefactRegistered(id, owner, kind, parents, manifest, head);
    }
  }

  /// Registers an artefact, once; asking the same again is answered with `EXISTS`, whatever its
  /// manifest says by then. Since its parents are there before it, nothing comes to be made from
  /// itself.
  ///
  /// @param manifest of its datanets, written already
  /// @param head what was trained, if it is a head
  /// @param datanets whose versions may be parents
  public Command<ArtefactStatus> register(
      Asked asked, ContentId manifest, Optional<ContentId> head, Datanets datanets) {
    return draft -> {
      ArtefactStatus status = status(asked, datanets);
      if (status == ArtefactStatus.DONE && head.isEmpty() && asked.kind() == Kind.HEAD) {
        return ArtefactStatus.NOT_TRAINED;
      }
      if (status == ArtefactStatus.DONE) {
        draft.append(asked.with(manifest, head));
      }
      return status;
    };
  }

  /// What would become of a registration now.
  ArtefactStatus status(Asked asked, Datanets datanets) {
    if (!ArtefactKey.isId(asked.id()) || !asked.owner().matches(PRINCIPAL)) {
      return ArtefactStatus.BAD_NAME;
    }
    Optional<ArtefactRegistered> known = find(asked.id());
    if (known.isPresent()) {
      return !known.get().owner().equals(asked.owner())
          ? ArtefactStatus.NOT_OWNER
          : asked.with(known.get().manifest(), known.get().head()).equals(known.get())
              ? ArtefactStatus.EXISTS
              : ArtefactStatus.ID_TAKEN;
    }
    if (asked.parents().size() > MOST_PARENTS) {
      return ArtefactStatus.TOO_MANY_PARENTS;
    }
    if (!sharesAreGood(asked.parents())) {
      return ArtefactStatus.BAD_SHARES;
    }
    return asked.parents().stream().allMatch(parent -> isThere(parent.key(), datanets))
        ? ArtefactStatus.DONE
        : ArtefactStatus.UNKNOWN_PARENT;
  }

  private static boolean sharesAreGood(List<Parent> parents) {
    Set<String> seen = new HashSet<>();
    long sum = 0;
    for (Parent parent : parents) {
      if (parent.millionths() < 1 || !seen.add(parent.key())) {
        return false;
      }
      sum += parent.millionths();
    }
    return sum <= ArtefactKey.WHOLE;
  }

  private boolean isThere(String key, Datanets datanets) {
    return ArtefactKey.id(key).flatMap(this::find).isPresent()
        || ArtefactKey.datanet(key)
            .flatMap(each -> datanets.version(each.name(), each.version()))
            .isPresent();
  }
}
