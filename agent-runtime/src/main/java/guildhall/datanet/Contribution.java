package guildhall.datanet;

import guildhall.datanet.admission.FieldLimits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What somebody contributes.
///
/// @param id unique within the datanet: lower case letters, digits and hyphens
/// @param contributor the principal it is from
/// @param text the sentences people wrote; what is searched
/// @param fields its structured part, all values as text; what is filtered by. Their order is kept:
///   the same fields in the same order are the same content
public record Contribution(String id, String contributor, String text, Map<String, String> fields) {

  /// Copies the fields.
  ///
  /// @throws IllegalArgumentException if the id or the contributor is malformed, or a field is
  ///   longer than 10,000 characters or named like one of the index
  public Contribution {
    if (!id.matches("[a-z0-9][a-z0-9-]{0,127}")) {
      throw new IllegalArgumentException("not a contribution's id: " + id);
    }
    if (!isContributor(contributor)) {
      throw new IllegalArgumentException("not a principal's name: " + contributor);
    }
    fields.forEach((name, value) -> {
      if (!FieldLimits.isName(name) || !FieldLimits.isValue(value)) {
        throw new IllegalArgumentException(id + " has a field that cannot be indexed: " + name);
      }
    });
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /// Whether a contributor may have this name.
  static boolean isContributor(String name) {
    return name.matches("[a-z0-9][a-z0-9-]{0,62}");
  }

  /// What an answer cites and a receipt names: `datanet#id`.
  public static String key(String datanet, String id) {
    return datanet + "#" + id;
  }
}
