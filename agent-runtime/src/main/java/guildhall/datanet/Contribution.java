package guildhall.datanet;

import java.util.Map;

/// What somebody contributes.
///
/// @param id unique within the datanet: lower case letters, digits and hyphens
/// @param contributor the principal it is from
/// @param text the sentences people wrote; what is searched
/// @param fields its structured part, all values as text; what is filtered by
public record Contribution(String id, String contributor, String text, Map<String, String> fields) {

  /// The index takes terms of at most 32,766 bytes.
  private static final int LONGEST_FIELD = 10_000;

  /// Copies the fields.
  ///
  /// @throws IllegalArgumentException if the id or the contributor is malformed, or a field is
  ///   longer than 10,000 characters or named like one of the index
  public Contribution {
    if (!id.matches("[a-z0-9][a-z0-9-]{0,127}")) {
      throw new IllegalArgumentException("not a contribution's id: " + id);
    }
    if (!contributor.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw new IllegalArgumentException("not a principal's name: " + contributor);
    }
    fields.forEach((name, value) -> {
      if (name.startsWith("$") || value.length() > LONGEST_FIELD) {
        throw new IllegalArgumentException(id + " has a field that cannot be indexed: " + name);
      }
    });
    fields = Map.copyOf(fields);
  }

  /// What an answer cites and a receipt names: `datanet#id`.
  public static String key(String datanet, String id) {
    return datanet + "#" + id;
  }
}
