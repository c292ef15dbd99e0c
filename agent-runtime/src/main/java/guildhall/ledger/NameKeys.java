package guildhall.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Names as numbers that lie next to each other: of each its first 15 bytes and its length in two
/// words, and the number under which a table seems to have it.
final class NameKeys {

  static final NameKeys NONE = new NameKeys(0);

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LONG = 0xFF;
  private static final int LENGTH_SHIFT = 56;
  private static final long PRIME = 0x9E3779B97F4A7C15L;
  private static final int WIDTH = 3;
  private static final int GUESS = 2;

  private final long[] words;

  /// @param count how many names, 0 or more; none is set yet
  NameKeys(int count) {
    words = new long[count * WIDTH];
  }

  /// Sets a name. Safe on any thread.
  ///
  /// @param at which, from 0 on
  /// @param table where to look for it
  void set(int at, String name, Names table) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    byte[] padded = new byte[Math.max(bytes.length, Long.BYTES) + Long.BYTES];
    System.arraycopy(bytes, 0, padded, 0, bytes.length);
    words[at * WIDTH] = first(padded);
    words[at * WIDTH + 1] = second(padded, bytes.length);
    words[at * WIDTH + GUESS] = table.guess(hash(padded, bytes.length));
  }

  long first(int at) {
    return words[at * WIDTH];
  }

  long second(int at) {
    return words[at * WIDTH + 1];
  }

  /// The number, if it is right; -1 if there seems to be none.
  int guess(int at) {
    return (int) words[at * WIDTH + GUESS];
  }

  /// The first eight bytes of a name, zeros after its end.
  ///
  /// @param padded the name, with zeros after it for eight bytes at least
  static long first(byte[] padded) {
    return (long) WORD.get(padded, 0);
  }

  /// Its next seven bytes, and in the highest byte its length, or 255 if it has more than 15 bytes.
  /// Names of at most 15 bytes are the same if these and [#first(byte[])] are.
  static long second(byte[] padded, int length) {
    long bytes = length <= Long.BYTES ? 0 : (long) WORD.get(padded, Long.BYTES);
    long counted = length < 2 * Long.BYTES ? length : LONG;
    return (bytes & ~(LONG << LENGTH_SHIFT)) | (counted << LENGTH_SHIFT);
  }

  /// Whether the second word is that of a name of more than 15 bytes.
  static boolean isLong(long second) {
    return second >>> LENGTH_SHIFT == LONG;
  }

  /// Eight bytes at a time, mixed so that each bit counts in each bit of the hash.
  static long hash(byte[] padded, int length) {
    long hash = length * PRIME;
    for (int at = 0; at < length; at += Long.BYTES) {
      hash = (hash ^ (long) WORD.get(padded, at)) * PRIME;
      hash ^= hash >>> 29;
    }
    return Mix.of(hash);
  }

  /// Makes the eight bytes after a name zero.
  static void pad(byte[] bytes, int length) {
    WORD.set(bytes, length, 0L);
  }
}
