package guildhall.datanet;

/// Who earns by a contribution.
///
/// @param contributor whose it is
/// @param curator the owner of its datanet, who has a part of it
/// @param curatorPermille that part, 0 to 500; 0 if nobody has one
public record Earner(String contributor, String curator, int curatorPermille) {

  /// Somebody who shares with nobody.
  public static Earner alone(String contributor) {
    return new Earner(contributor, contributor, 0);
  }
}
