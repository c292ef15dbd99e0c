package guildhall.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.BadFactException;
import guildhall.book.CorruptJournalException;
import guildhall.book.Extent;
import guildhall.book.UnknownFactException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came of checking a book.
///
/// @param entries found good
/// @param movements of them that moved money
/// @param accounts they opened
/// @param openHolds they left open
/// @param extent what lies on disk
/// @param took how long it took
/// @param damage what is wrong, empty if nothing is
/// @param brokeOff why it did not come to its end, in one sentence, empty if it did or met damage
public record Verification(
    long entries,
    long movements,
    long accounts,
    long openHolds,
    Extent extent,
    Duration took,
    Optional<Damage> damage,
    Optional<String> brokeOff) {

  /// What is wrong.
  ///
  /// @param position the entry that is damaged, or before which something is
  /// @param what in one sentence; with file and offset if it lies there
  public record Damage(long position, String what) {

    /// What is wrong with a book whose check did not come to its end; empty if that says nothing of
    /// the book: a full heap, a file that may not be opened, a later version.
    public static Optional<Damage> of(Throwable why) {
      for (Throwable cause = why; cause != null; cause = cause.getCause()) {
        @Nullable Damage damage =
            switch (cause) {
              case BookCheck.BrokenLaw broken -> new Damage(broken.position(), broken.sentence());
              case CorruptJournalException corrupt ->
                  new Damage(corrupt.afterPosition() + 1, String.valueOf(corrupt.getMessage()));
              case BadFactException bad ->
                  new Damage(bad.position(), String.valueOf(bad.getMessage()));
              default -> null;
            };
        if (damage != null) {
          return Optional.of(damage);
        }
      }
      return Optional.empty();
    }
  }

  /// A sentence for everybody about a check that broke off, without what else the exception says.
  ///
  /// @param position the entry that was to be checked next
  public static String brokeOff(long position, Throwable why) {
    return why instanceof UnknownFactException unknown
        ? "the check broke off: a later version has written entry " + unknown.position()
        : "the check broke off before entry " + position + "; the node's log says why";
  }

  /// The result of a check that has ended.
  public static Verification of(
      BookCheck check,
      Extent extent,
      Optional<Damage> damage,
      Optional<String> brokeOff,
      Duration took) {
    return new Verification(
        check.entries(),
        check.movements(),
        check.ledger().accountCount(),
        check.ledger().openHoldCount(),
        extent,
        took,
        damage,
        brokeOff);
  }

  /// As the wire has it.
  public ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("ok", damage.isEmpty() && brokeOff.isEmpty())
            .put("entries", entries)
            .put("movements", movements)
            .put("accounts", accounts)
            .put("openHolds", openHolds)
            .put("segments", extent.segments())
            .put("bytes", extent.bytes())
            .put("headHash", extent.headHash())
            .put("millis", took.toMillis());
    brokeOff.ifPresent(why -> json.put("brokeOff", why));
    damage.ifPresent(wrong ->
        json.putObject("damage").put("position", wrong.position()).put("what", wrong.what()));
    return json;
  }
}
