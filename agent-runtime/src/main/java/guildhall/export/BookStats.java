package guildhall.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.Entry;
import guildhall.book.Extent;
import java.util.function.LongFunction;

/// How large a book is.
///
/// @param entries durable ones
/// @param accounts that were opened
/// @param openHolds that are open
/// @param extent what lies on disk
public record BookStats(long entries, long accounts, long openHolds, Extent extent) {

  /// As the wire has it.
  ///
  /// @param at gives the entry at a position
  public ObjectNode json(LongFunction<Entry> at) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("entries", entries);
    if (entries > 0) {
      json.put("first", Times.instant(at.apply(0).timeMicros()));
      json.put("last", Times.instant(at.apply(entries - 1).timeMicros()));
    }
    return json.put("accounts", accounts)
        .put("openHolds", openHolds)
        .put("segments", extent.segments())
        .put("bytes", extent.bytes())
        .put("headHash", extent.headHash());
  }
}
