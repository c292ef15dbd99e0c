package guildhall.datanet;

import java.util.Map;

/// What somebody contributes.
///
/// @param id unique within the datanet: lower case letters, digits and hyphens
/// @param contributor the principal it is from
/// @param text the sentences people wrote; what is searched
/// @param fields its structured part, all values as text; what is filtered by
public record Contribution(
    String id, String contributor, String text, Map<String, String> fields) {

  /// Copies the fields.
  ///
  /// @throws IllegalArgumentException if the id is malformed
  public Contribution {
    if (!id.matches("[a-z0-9][a-z0-9-]{0,127}")) {
      throw new IllegalArgumentException("not a contribution's id: " + id);
    }
    fields = Map.copyOf(fields);
  }

  /// What an answer cites and a receipt names: `datanet#id`.
  public static String key(String datanet, String id) {
    return datanet + "#" + id;
  }
}
