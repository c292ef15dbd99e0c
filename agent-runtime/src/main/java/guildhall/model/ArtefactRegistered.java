package guildhall.model;

import guildhall.book.ContentId;
import guildhall.book.Fact;
import java.util.List;

/// A model or an adapter is registered, for good: what it was made from does not change, and what
/// it owes its parents was agreed then.
///
/// @param id the name by which calls ask for it
/// @param owner the principal who earns what it keeps
/// @param kind what it is
/// @param parents what it was made from; what they leave of a million is the owner's
/// @param manifest how the part of each datanet is split over its contributions, see [Manifest]
public record ArtefactRegistered(
    String id, String owner, Kind kind, List<Parent> parents, ContentId manifest) implements Fact {

  /// Copies the list.
  public ArtefactRegistered {
    parents = List.copyOf(parents);
  }

  /// What an artefact is.
  public enum Kind {
    /// It works by itself.
    MODEL,
    /// It changes what a model does.
    ADAPTER
  }

  /// Something an artefact was made from.
  ///
  /// @param key see [ArtefactKey]
  /// @param millionths what it is due of all that reaches the artefact, 1 to a million
  public record Parent(String key, int millionths) {}
}
