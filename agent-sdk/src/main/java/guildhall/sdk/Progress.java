package guildhall.sdk;

/// How far a call has come, as its agent told.
///
/// @param permille 0 to 1000, never decreasing within a call
/// @param note one short sentence for a person
public record Progress(int permille, String note) {

  /// Checks what it is made of.
  ///
  /// @throws IllegalArgumentException if `permille` is outside 0 to 1000
  public Progress {
    if (permille < 0 || permille > 1000) {
      throw new IllegalArgumentException("permille must be 0..1000: " + permille);
    }
  }
}
