package guildhall.book;

import java.io.IOException;

/// A journal that holds damage a crash cannot explain. Starting on it is refused: cutting it off
/// could drop entries that were acknowledged.
public final class CorruptJournalException extends IOException {

  private final long afterPosition;

  /// @param where file and byte offset
  /// @param afterPosition the last entry that is whole, -1 if none is
  /// @param what what does not fit, in one sentence
  public CorruptJournalException(String where, long afterPosition, String what) {
    super(
        (afterPosition < 0 ? "damaged before entry 0" : "damaged after entry " + afterPosition)
            + " at "
            + where
            + ": "
            + what);
    this.afterPosition = afterPosition;
  }

  /// The last entry before the damage that is whole, -1 if none is.
  public long afterPosition() {
    return afterPosition;
  }
}
