package guildhall.ledger;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Names and their numbers: 0, 1, 2 and so on in the order they were added, each once.
///
/// The bytes lie in a [NameArena], a [NameIndex] finds them. To find a name of ASCII allocates
/// nothing. Not safe for threads.
final class Names {

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

  /// The number that a name with this hash seems to have, -1 if there seems to be none. Any thread
  /// may ask, at any time, so the answer may be wrong either way.
  int guess(long hash) {
    return index.guess(hash);
  }

  /// See [NameKeys#first(byte[])], of the name that was looked for or added last.
  long first() {
    return NameKeys.first(wanted);
  }

  /// See [NameKeys#second(byte[], int)], of the name that was looked for or added last.
  long second() {
    return NameKeys.second(wanted, wantedLength);
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

  /// Whether a number that is in use has this name.
  boolean is(int number, String name) {
    return want(name) && isWanted(number);
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
    NameKeys.pad(wanted, length);
  }

  private long hash() {
    return NameKeys.hash(wanted, wantedLength);
  }
}
