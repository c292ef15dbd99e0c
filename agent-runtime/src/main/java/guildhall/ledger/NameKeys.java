package guildhall.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Names as numbers that lie next to each other: of each its first 15 bytes and its length in two
/// words, and its hash, or the number under which a table seems to have it.
final class NameKeys {

  static final NameKeys NONE = new NameKeys(0);

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LENGTH_SHIFT = 56;
  private static final long LONG = 0xFF;

  /// The second word of what cannot be written in UTF-8, so that it is nobody's name.
  private static final long NOBODY = 0xFEL << LENGTH_SHIFT;

  private static final long PRIME = 0x9E3779B97F4A7C15L;
  private static final int WIDTH = 3;
  private static final int PLACE = 2;

  private final long[] words;
  private final @Nullable Names table;

  /// @param count how many names, 0 or more; none is set yet
  NameKeys(int count) {
    this(count, null);
  }

  /// @param table where each name is looked for when it is set, see [Names#guess]
  NameKeys(int count, @Nullable Names table) {
    words = new long[count * WIDTH];
    this.table = table;
  }

  /// Sets a name.
  ///
  /// @param at which, from 0 on
  void set(int at, String name) {
    if (!setShort(at, name)) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      byte[] padded = Arrays.copyOf(bytes, Math.max(bytes.length, Long.BYTES) + Long.BYTES);
      boolean text = new String(bytes, StandardCharsets.UTF_8).equals(name);
      long second = text ? second(padded, bytes.length) : NOBODY;
      set(at, first(padded), second, hash(padded, bytes.length));
    }
  }

  /// The same for a short name of ASCII, as most are, without a copy of it; false for any other.
  private boolean setShort(int at, String name) {
    int length = name.length();
    if (length >= 2 * Long.BYTES) {
      return false;
    }
    long first = 0;
    long second = 0;
    int any = 0;
    for (int i = 0; i < length; i++) {
      char unit = name.charAt(i);
      any |= unit;
      long shifted = (long) unit << (i % Long.BYTES * Byte.SIZE);
      first |= i < Long.BYTES ? shifted : 0;
      second |= i < Long.BYTES ? 0 : shifted;
    }
    if (any >= 0x80) {
      return false;
    }
    long hash = length * PRIME;
    hash = length > 0 ? mix(hash, first) : hash;
    hash = length > Long.BYTES ? mix(hash, second) : hash;
    set(at, first, second | (long) length << LENGTH_SHIFT, Mix.of(hash));
    return true;
  }

  private void set(int at, long first, long second, long hash) {
    words[at * WIDTH] = first;
    words[at * WIDTH + 1] = second;
    words[at * WIDTH + PLACE] = table == null ? hash : table.guess(hash);
  }

  long first(int at) {
    return words[at * WIDTH];
  }

  long second(int at) {
    return words[at * WIDTH + 1];
  }

  /// How many names.
  int count() {
    return words.length / WIDTH;
  }

  /// The number that a name seems to have; -1 if it seems to have none, or there is no such name
  /// here.
  ///
  /// @param names where to look for it, if it has not been looked for yet
  int guess(int at, Names names) {
    if (at >= count()) {
      return -1;
    }
    long place = words[at * WIDTH + PLACE];
    return table == null ? names.guess(place) : (int) place;
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
      hash = mix(hash, (long) WORD.get(padded, at));
    }
    return Mix.of(hash);
  }

  private static long mix(long hash, long word) {
    long mixed = (hash ^ word) * PRIME;
    return mixed ^ mixed >>> 29;
  }

  /// Makes the eight bytes after a name zero.
  static void pad(byte[] bytes, int length) {
    WORD.set(bytes, length, 0L);
  }
}
