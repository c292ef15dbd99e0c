package guildhall.datanet;

import guildhall.datanet.admission.FieldLimits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What somebody contributes.
///
/// @param id unique within the datanet: lower case letters, digits and hyphens
/// @param contributor the principal it is from
/// @param text the sentences people wrote; what is searched
/// @param fields its structured part, all values as text; what is filtered by. Their order is kept:
///   the same fields in the same order are the same content
/// @param copied passages of the text that are others', in their order; absent if there are none
public record Contribution(
    String id,
    String contributor,
    String text,
    Map<String, String> fields,
    Optional<List<Copied>> copied) {

  /// One whose text is all its own.
  public Contribution(String id, String contributor, String text, Map<String, String> fields) {
    this(id, contributor, text, fields, Optional.empty());
  }

  /// Copies the fields and the passages.
  ///
  /// @throws IllegalArgumentException if the id or the contributor is malformed, or a field is
  ///   longer than 10,000 characters or named like one of the index, or passages are not in order
  ///   or not in the text
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
    copied = copied.filter(passages -> !passages.isEmpty()).map(List::copyOf);
    int end = 0;
    for (Copied passage : copied.orElse(List.of())) {
      if (passage.from() < end || passage.to() > text.length()) {
        throw new IllegalArgumentException(
            id + " has no passage after " + end + " of " + text.length() + ": " + passage);
      }
      end = passage.to();
    }
  }

  /// The same with passages that are others'.
  Contribution with(List<Copied> passages) {
    return new Contribution(id, contributor, text, fields, Optional.of(passages));
  }

  /// The same as it was handed in: what of it is others' is not looked at.
  Contribution asOffered() {
    return new Contribution(id, contributor, text, fields);
  }

  /// Its text by whose it is: what is its own as one text, and what is of each other contribution.
  ///
  /// @param own its own key
  /// @return its own text first, which may be empty, then the others in the order in which they
  ///   come; each stretch of one on its line
  public Map<String, String> texts(String own) {
    return texts(own, text);
  }

  /// Like [#texts], of something that begins with its text.
  Map<String, String> texts(String own, String all) {
    Map<String, StringBuilder> texts = new LinkedHashMap<>();
    texts.put(own, new StringBuilder());
    int at = 0;
    for (Copied passage : copied.orElse(List.of())) {
      append(texts, own, all, at, passage.from());
      append(texts, passage.key(), all, passage.from(), passage.to());
      at = passage.to();
    }
    append(texts, own, all, at, all.length());
    Map<String, String> made = new LinkedHashMap<>();
    texts.forEach((key, each) -> made.put(key, each.toString()));
    return made;
  }

  private static void append(
      Map<String, StringBuilder> texts, String key, String all, int from, int to) {
    if (from < to) {
      StringBuilder into = texts.computeIfAbsent(key, _ -> new StringBuilder());
      into.append(into.isEmpty() ? "" : "\n").append(all, from, to);
    }
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
