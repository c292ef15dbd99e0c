package guildhall.ledger;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Names and their numbers: 0, 1, 2 and so on in the order they were added, each once.
///
/// The bytes lie in a [NameArena], a [NameIndex] finds them. To find a name of ASCII allocates
/// nothing. Not safe for threads.
final class Names {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LONG = 0xFF;
  private static final int LENGTH_SHIFT = 56;
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private final NameArena arena = new NameArena();
  private final IntColumn handles = new IntColumn();
  private final NameIndex index = new NameIndex();

  /// The name that is looked for, as UTF-8, zeros after it up to a multiple of eight.
  private byte[] wanted = new byte[256];

  private int wantedLength;
  private final NameIndex.Match match = this::isWanted;

  int size() {
    return handles.size();
  }

  /// The number of a name, or -1.
  int find(String name) {
    return find(name, match);
  }

  /// The number of a name, or -1.
  ///
  /// @param same whether a number's name is the one that is looked for, see [#first], [#second] and
  ///   [#isWanted]
  int find(String name, NameIndex.Match same) {
    return want(name) ? index.find(hash(), same) : -1;
  }

  /// The first eight bytes of the name that was looked for or added last, zeros after its end.
  long first() {
    return (long) WORD.get(wanted, 0);
  }

  /// Its next seven bytes, and in the highest byte its length, or 255 if it has more than 15 bytes.
  /// Names of at most 15 bytes are the same if these and [#first] are.
  long second() {
    long bytes = wantedLength <= Long.BYTES ? 0 : (long) WORD.get(wanted, Long.BYTES);
    long length = wantedLength < 2 * Long.BYTES ? wantedLength : LONG;
    return (bytes & ~(LONG << LENGTH_SHIFT)) | (length << LENGTH_SHIFT);
  }

  /// Whether the second word is that of a name of more than 15 bytes.
  static boolean isLong(long second) {
    return second >>> LENGTH_SHIFT == LONG;
  }

  /// Makes the name of a number the one that is looked for.
  void wantAgain(int number) {
    want(get(number));
  }

  /// Adds a name that is not there.
  ///
  /// @return its number
  /// @throws IllegalArgumentException if it has more than 65535 bytes or cannot be written in UTF-8
  int add(String name) {
    if (!want(name) || wantedLength > NameArena.BYTES_MAX) {
      throw new IllegalArgumentException("no name that can be kept: " + name);
    }
    handles.add(arena.add(wanted, wantedLength));
    int number = handles.size() - 1;
    index.add(hash(), number);
    return number;
  }

  /// The number of a name, which is added if it is not there.
  int intern(String name) {
    int known = find(name);
    return known >= 0 ? known : add(name);
  }

  String get(int number) {
    return arena.get(handles.get(number));
  }

  /// Takes the newest name away.
  void removeLast() {
    int number = handles.size() - 1;
    want(get(number));
    index.remove(hash(), number);
    arena.removeLast(handles.get(number));
    handles.removeLast();
  }

  /// Writes how many there are, then each with its length in bytes.
  void save(DataOutput out) throws IOException {
    out.writeInt(size());
    for (int number = 0; number < size(); number++) {
      arena.save(handles.get(number), out);
    }
  }

  /// Takes up what [#save] wrote.
  void load(DataInput in) throws IOException {
    int count = in.readInt();
    byte[] bytes = new byte[NameArena.BYTES_MAX];
    for (int number = 0; number < count; number++) {
      int length = in.readUnsignedShort();
      in.readFully(bytes, 0, length);
      add(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }
  }

  /// Whether the name of a number is the one that is looked for.
  boolean isWanted(int number) {
    return arena.is(handles.get(number), wanted, wantedLength);
  }

  /// Makes a name the one that is looked for; false if it cannot be written in UTF-8.
  private boolean want(String name) {
    int length = name.length();
    room(length);
    for (int i = 0; i < length; i++) {
      char next = name.charAt(i);
      if (next >= 0x80) {
        return wantUtf8(name);
      }
      wanted[i] = (byte) next;
    }
    end(length);
    return true;
  }

  private boolean wantUtf8(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    room(bytes.length);
    System.arraycopy(bytes, 0, wanted, 0, bytes.length);
    end(bytes.length);
    return new String(bytes, StandardCharsets.UTF_8).equals(name);
  }

  private void room(int length) {
    if (length + Long.BYTES > wanted.length) {
      wanted = new byte[Math.max(length + Long.BYTES, wanted.length * 2)];
    }
  }

  private void end(int length) {
    wantedLength = length;
    WORD.set(wanted, length, 0L);
  }

  /// Of the name that is looked for: eight bytes at a time, mixed so that each bit of it counts in
  /// each bit of the hash.
  private long hash() {
    long hash = wantedLength * PRIME;
    for (int at = 0; at < wantedLength; at += Long.BYTES) {
      hash = (hash ^ (long) WORD.get(wanted, at)) * PRIME;
      hash ^= hash >>> 29;
    }
    return Mix.of(hash);
  }
}
