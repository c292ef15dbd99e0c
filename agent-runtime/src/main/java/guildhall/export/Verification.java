package guildhall.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.CorruptJournalException;
import guildhall.book.Extent;
import java.time.Duration;
import java.util.Optional;

/// What came of checking a book.
///
/// @param entries found good
/// @param movements of them that moved money
/// @param accounts they opened
/// @param openHolds they left open
/// @param extent what lies on disk
/// @param took how long it took
/// @param damage what is wrong, empty if nothing is
public record Verification(
    long entries,
    long movements,
    long accounts,
    long openHolds,
    Extent extent,
    Duration took,
    Optional<Damage> damage) {

  /// What is wrong.
  ///
  /// @param position the entry that is damaged, or before which something is
  /// @param what in one sentence; with file and offset if it lies there
  public record Damage(long position, String what) {

    /// What the end of a check says that did not come to its end.
    ///
    /// @param position the entry that was being checked
    public static Damage of(long position, Throwable why) {
      if (why instanceof BookCheck.BrokenLaw broken) {
        return new Damage(broken.position(), broken.sentence());
      }
      for (Throwable cause = why; cause != null; cause = cause.getCause()) {
        if (cause instanceof CorruptJournalException corrupt) {
          return new Damage(corrupt.afterPosition() + 1, String.valueOf(corrupt.getMessage()));
        }
      }
      return new Damage(position, "it cannot be read: " + why.getMessage());
    }
  }

  /// The result of a check that has ended.
  public static Verification of(
      BookCheck check, Extent extent, Optional<Damage> damage, Duration took) {
    return new Verification(
        check.entries(),
        check.movements(),
        check.ledger().accountCount(),
        check.ledger().openHoldCount(),
        extent,
        took,
        damage);
  }

  /// As the wire has it.
  public ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("ok", damage.isEmpty())
            .put("entries", entries)
            .put("movements", movements)
            .put("accounts", accounts)
            .put("openHolds", openHolds)
            .put("segments", extent.segments())
            .put("bytes", extent.bytes())
            .put("headHash", extent.headHash())
            .put("millis", took.toMillis());
    damage.ifPresent(wrong ->
        json.putObject("damage").put("position", wrong.position()).put("what", wrong.what()));
    return json;
  }
}
