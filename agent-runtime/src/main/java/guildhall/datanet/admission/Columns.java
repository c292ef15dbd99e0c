package guildhall.datanet.admission;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/// Which fields of a row are more than values.
///
/// @param id names the row; may be absent
/// @param text is searched; if absent, all values are
/// @param label makes the row an example
public record Columns(Optional<String> id, Optional<String> text, Optional<String> label) {

  /// Rows known by their position, of which all values are searched.
  public static Columns none() {
    return new Columns(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Rows with a text.
  public static Columns text(String text) {
    return new Columns(Optional.empty(), Optional.of(text), Optional.empty());
  }

  /// Examples: a text and its label.
  public static Columns labelled(String text, String label) {
    return new Columns(Optional.empty(), Optional.of(text), Optional.of(label));
  }

  /// A row as an item.
  ///
  /// @param row is used up
  Item item(int position, long line, Map<String, String> row) throws Stop {
    Optional<String> itsId = taken(id, row, line);
    Optional<String> itsText = taken(text, row, line);
    Optional<String> itsLabel = taken(label, row, line);
    return new Item(
        position,
        itsId,
        itsLabel.isPresent() ? ItemType.EXAMPLE : ItemType.ROW,
        itsText.orElseGet(() -> String.join("\n", row.values())),
        row,
        itsLabel);
  }

  private static Optional<String> taken(Optional<String> name, Map<String, String> row, long line)
      throws Stop {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String value = row.remove(name.get());
    if (value == null) {
      throw new Stop(
          Reason.MALFORMED,
          "Line "
              + line
              + " has no field "
              + Shown.quoted(name.get())
              + ", its fields are "
              + Shown.quoted(String.join(", ", new ArrayList<>(row.keySet())))
              + ".",
          line);
    }
    return Optional.of(value);
  }
}
