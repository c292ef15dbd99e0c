package guildhall.datanet.admission;

/// Where something personal stands. The value is not here, so that a finding may be shown and kept.
///
/// @param kind what it is
/// @param where `text`, `label`, or `field NAME`
/// @param start index of its first character there, from 0 on
/// @param end index after its last character
public record PersonalFinding(PersonalKind kind, String where, int start, int end) {

  /// The kind and the place.
  public String words() {
    return kind.words() + " in " + where + " at characters " + start + " to " + end;
  }
}
