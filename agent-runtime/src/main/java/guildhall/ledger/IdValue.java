package guildhall.ledger;

/// What an id stands for in one long: position 48 bits | kind 8 | status 8.
final class IdValue {

  private static final int POSITION_SHIFT = 16;
  private static final int KIND_SHIFT = 8;
  private static final int BYTE = 0xFF;

  private IdValue() {}

  /// Packs a value.
  ///
  /// @param kind its stable number, 0 to 255
  /// @param status its stable number, 0 to 255
  /// @param position 0 to 2^48 - 1
  /// @throws IllegalArgumentException if one does not fit
  static long of(int kind, int status, long position) {
    if (position >>> (Long.SIZE - POSITION_SHIFT) != 0) {
      throw new IllegalArgumentException("position must fit in 48 bits: " + position);
    }
    if ((kind & ~BYTE) != 0 || (status & ~BYTE) != 0) {
      throw new IllegalArgumentException(
          "kind and status must fit in 8 bits: %d, %d".formatted(kind, status));
    }
    return (position << POSITION_SHIFT) | ((long) kind << KIND_SHIFT) | status;
  }

  static long position(long value) {
    return value >>> POSITION_SHIFT;
  }

  static int kind(long value) {
    return (int) (value >>> KIND_SHIFT) & BYTE;
  }

  static int status(long value) {
    return (int) value & BYTE;
  }
}
