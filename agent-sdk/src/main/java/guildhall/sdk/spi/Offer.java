package guildhall.sdk.spi;

import java.util.Map;
import java.util.Optional;

/// Something that was contributed to a datanet of a test, and what became of it.
///
/// @param id under which it is kept
/// @param stage what became of it
/// @param contributor the principal it is from
/// @param text what is searched
/// @param fields its structured part, its label under `label`
/// @param repeats what it repeats, as `datanet#id`
public record Offer(
    String id,
    Stage stage,
    String contributor,
    String text,
    Map<String, String> fields,
    Optional<String> repeats) {

  /// What became of it.
  public enum Stage {
    /// It is to be judged.
    WAITING,
    /// It belongs to the datanet; it is read from the next published version on.
    ACCEPTED,
    /// It was judged and not accepted.
    REJECTED
  }

  /// Copies the fields.
  public Offer {
    fields = Map.copyOf(fields);
  }
}
