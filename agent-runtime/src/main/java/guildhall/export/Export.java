package guildhall.export;

import guildhall.book.Entry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A book on its way into another format, entry by entry. It keeps next to nothing of what it has
/// seen, so that a book of any size can be exported. One thread.
public interface Export {

  /// Appends what comes before the first entry.
  void begin(StringBuilder out);

  /// Appends an entry, or nothing if the format has no place for it.
  ///
  /// @param entry the one after the last
  /// @param units of all accounts that [#accounts] names for it
  void append(Entry entry, Units units, StringBuilder out);

  /// The accounts that entries move.
  static Set<String> accounts(List<Entry> entries) {
    Set<String> accounts = new LinkedHashSet<>();
    for (Entry entry : entries) {
      Movement.of(entry.fact())
          .ifPresent(moved -> moved.postings().forEach(posting -> accounts.add(posting.account())));
    }
    return accounts;
  }
}
