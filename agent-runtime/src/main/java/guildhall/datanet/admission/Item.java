package guildhall.datanet.admission;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One thing that is offered. Immutable.
///
/// @param position in the offering, from 0 on
/// @param id the name of its file or the value of its id field, as it came: never a path; empty if
///   it has none and is known by its position
/// @param type what it is
/// @param text what is searched; of a row without a text field all values, each on its line
/// @param fields in the order they came, without id, text and label; empty for a text
/// @param label of an example, else empty
public record Item(
    int position,
    Optional<String> id,
    ItemType type,
    String text,
    Map<String, String> fields,
    Optional<String> label) {

  /// Copies the fields.
  ///
  /// @throws IllegalArgumentException if the position is negative, or if anything but an example
  ///   has a label
  public Item {
    if (position < 0) {
      throw new IllegalArgumentException("position must be >= 0: " + position);
    }
    if (label.isPresent() != (type == ItemType.EXAMPLE)) {
      throw new IllegalArgumentException("a label belongs to an example: " + type);
    }
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /// UTF-8 bytes of the text, the values and the label; half of a pair counts as 3. A row's text
  /// that is made of its values is not counted again.
  public long bytes() {
    long bytes = label.map(Item::bytes).orElse(0L);
    for (String value : fields.values()) {
      bytes += bytes(value);
    }
    return textIsOfFields() ? bytes : bytes + bytes(text);
  }

  /// What duplicates are told by: the text, and then whatever is not in it.
  public String compared() {
    StringBuilder all = new StringBuilder(text);
    if (!textIsOfFields()) {
      fields.values().forEach(value -> all.append('\n').append(value));
    }
    label.ifPresent(value -> all.append('\n').append(value));
    return all.toString();
  }

  /// Whether the text says nothing that the fields do not.
  boolean textIsOfFields() {
    return !fields.isEmpty() && text.equals(String.join("\n", fields.values()));
  }

  static long bytes(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        bytes += 4;
        i++;
      } else {
        bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      }
    }
    return bytes;
  }
}
