package guildhall.ledger;

/// What is known of an id. [IdTable#find] fills the same object again and again.
final class IdRecord {

  private static final int POSITION_SHIFT = 16;
  private static final int KIND_SHIFT = 8;

  /// {value, body hash} as they are kept.
  final long[] fields = new long[2];

  /// Packs a value: position 48 bits | kind 8 | status 8.
  static long value(IdKind kind, int status, long position) {
    if (position < 0 || position >>> (Long.SIZE - POSITION_SHIFT) != 0) {
      throw new IllegalArgumentException("position must fit in 48 bits: " + position);
    }
    if (status != (status & 0xFF)) {
      throw new IllegalArgumentException("status must fit in 8 bits: " + status);
    }
    return (position << POSITION_SHIFT) | ((long) kind.number() << KIND_SHIFT) | status;
  }

  /// The entry that settled it.
  long position() {
    return fields[0] >>> POSITION_SHIFT;
  }

  IdKind kind() {
    return IdKind.of((int) (fields[0] >>> KIND_SHIFT) & 0xFF);
  }

  /// The stable number of its status.
  int status() {
    return (int) fields[0] & 0xFF;
  }

  /// [LedgerStatus#CREATED], how a hold ended, or why an operation was refused.
  LedgerStatus end() {
    return LedgerStatus.of(status());
  }

  /// Whether it names a hold that has ended; a capture of version 1 has its hold's id and is both.
  boolean isEndedHold() {
    return kind() != IdKind.FAILURE && end() != LedgerStatus.CREATED;
  }

  long bodyHash() {
    return fields[1];
  }
}
