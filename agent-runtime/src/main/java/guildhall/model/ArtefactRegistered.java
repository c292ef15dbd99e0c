package guildhall.model;

import guildhall.book.ContentId;
import guildhall.book.Fact;
import java.util.List;
import java.util.Optional;

/// A model or an adapter is registered, for good: what it was made from does not change, and what
/// it owes its parents was agreed then.
///
/// @param id the name by which calls ask for it
/// @param owner the principal who earns what it keeps
/// @param kind what it is
/// @param parents what it was made from; what they leave of a million is the owner's
/// @param manifest how the part of each datanet is split over its contributions, see [Manifest]
/// @param head what this runtime has trained; only of a [Kind#HEAD]
public record ArtefactRegistered(
    String id,
    String owner,
    Kind kind,
    List<Parent> parents,
    ContentId manifest,
    Optional<ContentId> head)
    implements Fact {

  /// Copies the list.
  public ArtefactRegistered {
    parents = List.copyOf(parents);
  }

  /// Something that is run elsewhere.
  public ArtefactRegistered(
      String id, String owner, Kind kind, List<Parent> parents, ContentId manifest) {
    this(id, owner, kind, parents, manifest, Optional.empty());
  }

  /// What an artefact is.
  public enum Kind {
    /// It works by itself.
    MODEL,
    /// It changes what a model does.
    ADAPTER,
    /// It classifies, and was trained by this runtime.
    HEAD
  }

  /// Something an artefact was made from.
  ///
  /// @param key see [ArtefactKey]
  /// @param millionths what it is due of all that reaches the artefact, 1 to a million
  public record Parent(String key, int millionths) {}
}
