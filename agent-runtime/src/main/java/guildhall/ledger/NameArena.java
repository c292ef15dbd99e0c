package guildhall.ledger;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Texts as UTF-8, one after the other in chunks of bytes: two bytes of length, the text, and up to
/// three bytes until the next multiple of four. No text lies in two chunks.
///
/// A text is known by its handle, a quarter of its offset, so that an int reaches 8 GiB. Not safe
/// for threads.
final class NameArena {

  /// Bytes of the longest text.
  static final int BYTES_MAX = 0xFFFF;

  private static final int CHUNK_BITS = 18;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int FIRST = 256;
  private static final int LENGTH_BYTES = 2;

  private byte[][] chunks = {new byte[FIRST]};
  private long end;

  /// Keeps the first `length` bytes.
  ///
  /// @param length 0 to [#BYTES_MAX]
  /// @return the handle
  int add(byte[] bytes, int length) {
    int needed = (LENGTH_BYTES + length + 3) & ~3;
    if ((end & (CHUNK - 1)) + needed > CHUNK) {
      end = (end + CHUNK - 1) & -CHUNK;
    }
    byte[] chunk = room(needed);
    int at = (int) end & (CHUNK - 1);
    chunk[at] = (byte) (length >>> 8);
    chunk[at + 1] = (byte) length;
    System.arraycopy(bytes, 0, chunk, at + LENGTH_BYTES, length);
    int handle = Math.toIntExact(end >>> 2);
    end += needed;
    return handle;
  }

  private byte[] room(int needed) {
    int chunk = (int) (end >>> CHUNK_BITS);
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk * 2);
    }
    int until = ((int) end & (CHUNK - 1)) + needed;
    if (chunk > 0) {
      if (until == needed) {
        chunks[chunk] = new byte[CHUNK];
      }
    } else if (until > chunks[0].length) {
      int larger = Math.max(chunks[0].length, Integer.highestOneBit(until));
      chunks[0] = Arrays.copyOf(chunks[0], Math.min(CHUNK, larger * 2));
    }
    return chunks[chunk];
  }

  /// Takes the newest text away.
  void removeLast(int handle) {
    end = (long) handle << 2;
  }

  /// Whether the text is the first `length` bytes.
  boolean is(int handle, byte[] bytes, int length) {
    byte[] chunk = chunk(handle);
    int at = at(handle);
    return length(chunk, at) == length
        && Arrays.equals(chunk, at + LENGTH_BYTES, at + LENGTH_BYTES + length, bytes, 0, length);
  }

  String get(int handle) {
    byte[] chunk = chunk(handle);
    int at = at(handle);
    return new String(chunk, at + LENGTH_BYTES, length(chunk, at), StandardCharsets.UTF_8);
  }

  /// Writes a text as [DataOutput#writeUTF] does not: two bytes of length, then UTF-8.
  void save(int handle, DataOutput out) throws IOException {
    byte[] chunk = chunk(handle);
    int at = at(handle);
    out.write(chunk, at, LENGTH_BYTES + length(chunk, at));
  }

  private byte[] chunk(int handle) {
    return chunks[handle >>> (CHUNK_BITS - 2)];
  }

  private static int at(int handle) {
    return (handle << 2) & (CHUNK - 1);
  }

  private static int length(byte[] chunk, int at) {
    return ((chunk[at] & 0xFF) << 8) | (chunk[at + 1] & 0xFF);
  }
}
