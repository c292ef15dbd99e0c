package guildhall.datanet.admission;

/// What a field must keep to in every datanet, since fields are searched by their name and value.
public final class FieldLimits {

  /// Characters of a value at most: the index takes terms of at most 32,766 bytes.
  public static final int CHARACTERS = 10_000;

  /// The field in which the label of an example is kept.
  public static final String LABEL = "label";

  private FieldLimits() {}

  /// Whether a field may have this name; others belong to the index.
  public static boolean isName(String name) {
    return !name.startsWith("$");
  }

  /// Whether a field may have this value.
  public static boolean isValue(String value) {
    return value.length() <= CHARACTERS;
  }
}
