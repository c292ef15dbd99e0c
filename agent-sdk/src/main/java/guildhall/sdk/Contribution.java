package guildhall.sdk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Something an agent contributes to a datanet for its owner, see [Call#contribute].
///
/// What it is follows from what it has: with a label it is an example, else with fields a row, else
/// a text. A datanet takes one of these kinds.
///
/// @param id under which it is kept and cited; empty for one that the call's id and its number in
///   the call make
/// @param text the sentences people wrote, which are searched; of a row or an example without any,
///   the values of its fields are
/// @param fields its structured part, kept in the order of their names
/// @param label what a model is to learn from it
/// @param licence under which it is given, by SPDX identifier
/// @param consent whether the owner of the agent says that it may be given, and used as the datanet
///   says; without it nothing is taken
public record Contribution(
    Optional<String> id,
    String text,
    Map<String, String> fields,
    Optional<String> label,
    String licence,
    boolean consent) {

  private static final int LONGEST_ID = 128;

  /// Copies the fields.
  ///
  /// @throws IllegalArgumentException if the id is not 1 to 128 lower case letters and digits, with
  ///   single hyphens between them
  public Contribution {
    id.ifPresent(Contribution::requireId);
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(new TreeMap<>(fields)));
  }

  private static void requireId(String id) {
    if (id.length() > LONGEST_ID || !id.matches("[a-z0-9]+(?:-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "an id is 1 to 128 lower case letters and digits, with single hyphens between them: "
              + id);
    }
  }

  /// {@return a text without an id, and without consent, which has to be said}
  ///
  /// @param text the sentences
  /// @param licence by SPDX identifier
  public static Contribution of(String text, String licence) {
    return new Contribution(Optional.empty(), text, Map.of(), Optional.empty(), licence, false);
  }

  /// {@return the same with the owner's consent}
  public Contribution withConsent() {
    return new Contribution(id, text, fields, label, licence, true);
  }

  /// {@return the same under an id}
  ///
  /// @param its id
  /// @throws IllegalArgumentException if it is malformed
  public Contribution withId(String its) {
    return new Contribution(Optional.of(its), text, fields, label, licence, consent);
  }

  /// {@return the same with one more field, or another value of it}
  ///
  /// @param name of the field
  /// @param value at most 10,000 characters
  public Contribution withField(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new Contribution(id, text, more, label, licence, consent);
  }

  /// {@return the same as an example}
  ///
  /// @param its label
  public Contribution withLabel(String its) {
    return new Contribution(id, text, fields, Optional.of(its), licence, consent);
  }
}
