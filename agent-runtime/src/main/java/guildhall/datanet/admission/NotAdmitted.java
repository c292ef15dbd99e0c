package guildhall.datanet.admission;

/// Something that is not admitted.
///
/// @param reason why
/// @param sentence with the value that is at fault, fit to be shown to whoever offered it; of
///   personal data it names kind and place only
/// @param line counted from 1 in the file it is about, 0 if it is about no line
public record NotAdmitted(Reason reason, String sentence, long line) {

  /// Checks the line.
  ///
  /// @throws IllegalArgumentException if it is negative
  public NotAdmitted {
    if (line < 0) {
      throw new IllegalArgumentException("line must be >= 0: " + line);
    }
  }
}
