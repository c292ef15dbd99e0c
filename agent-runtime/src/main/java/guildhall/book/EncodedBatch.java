package guildhall.book;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The entries of one group commit as bytes, in the form a journal keeps them: per entry {body
/// length 4, time 8, type 4, version 4, body}, big-endian. Filled by one thread, then handed on to
/// the one that writes it; used again and again, so that a batch makes no garbage.
public final class EncodedBatch {

  /// Bytes per entry before its body.
  static final int ENTRY_BYTES = 20;

  private static final int FIRST_CAPACITY = 256 * 1024;
  private static final int KEPT_CAPACITY = 4 << 20;

  private ByteBuffer buffer = ByteBuffer.allocateDirect(FIRST_CAPACITY);
  private long firstPosition;
  private long firstTimeMicros;
  private int count;
  private long contents;

  EncodedBatch() {
    buffer.position(Frame.HEADER_BYTES);
  }

  /// A batch of entries that are bytes already.
  ///
  /// @param entries positions without gaps
  public static EncodedBatch of(List<RawEntry> entries) {
    EncodedBatch batch = new EncodedBatch();
    long expected = entries.isEmpty() ? 0 : entries.getFirst().position();
    for (RawEntry entry : entries) {
      if (entry.position() != expected++) {
        throw new IllegalArgumentException(
            "entry " + entry.position() + " where " + (expected - 1) + " is due");
      }
      batch.add(
          entry.position(),
          entry.timeMicros(),
          entry.type(),
          entry.version(),
          out -> out.put(entry.body()));
    }
    return batch;
  }

  /// Forgets all entries.
  void clear() {
    if (buffer.capacity() > KEPT_CAPACITY) {
      buffer = ByteBuffer.allocateDirect(FIRST_CAPACITY);
    }
    buffer.clear().position(Frame.HEADER_BYTES);
    count = 0;
    contents = 0;
  }

  /// Says before which place of the content store everything lies that the entries name.
  void contents(long before) {
    contents = before;
  }

  /// What [#contents(long)] has said; 0 if they name nothing.
  public long contents() {
    return contents;
  }

  /// Adds an entry; if its body cannot be written, nothing has changed.
  ///
  /// @throws IllegalArgumentException if the body is larger than [RawEntry#MAX_BODY_BYTES]
  void add(long position, long timeMicros, int type, int version, Consumer<ByteBuffer> body) {
    int most = ENTRY_BYTES + RawEntry.MAX_BODY_BYTES;
    int start = buffer.position();
    ByteBuffer out = room(most);
    try {
      out.limit(start + most).position(start + ENTRY_BYTES);
      body.accept(out);
      int length = out.position() - start - ENTRY_BYTES;
      out.putInt(start, length).putLong(start + 4, timeMicros);
      out.putInt(start + 12, type).putInt(start + 16, version);
      start = out.position();
    } catch (BufferOverflowException e) {
      throw new IllegalArgumentException(
          "an entry of type " + type + " is larger than " + RawEntry.MAX_BODY_BYTES + " bytes", e);
    } finally {
      out.limit(out.capacity()).position(start);
    }
    if (count++ == 0) {
      firstPosition = position;
      firstTimeMicros = timeMicros;
    }
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      ByteBuffer larger = ByteBuffer.allocateDirect(Math.multiplyExact(buffer.capacity(), 2));
      buffer = larger.put(buffer.flip());
    }
    return buffer;
  }

  /// How many entries it has.
  public int count() {
    return count;
  }

  /// The position of its first entry; the others follow without gaps.
  public long firstPosition() {
    return firstPosition;
  }

  /// Book time of its first entry.
  long firstTimeMicros() {
    return firstTimeMicros;
  }

  /// Bytes of all entries.
  int bytes() {
    return buffer.position() - Frame.HEADER_BYTES;
  }

  /// The whole buffer: room for a [Frame]'s header, then the entries up to its position; room for
  /// the frame's end and filling is made if it is missing.
  ByteBuffer framed() {
    return room(Frame.CHECKSUM_BYTES + Frame.ALIGNMENT);
  }

  /// Its entries, copied.
  public List<RawEntry> entries() {
    List<RawEntry> entries = new ArrayList<>(count);
    read(
        buffer.duplicate().flip().position(Frame.HEADER_BYTES), firstPosition, count, entries::add);
    return entries;
  }

  /// Hands over entries that were written so.
  static void read(ByteBuffer from, long firstPosition, int count, Consumer<RawEntry> reader) {
    for (int i = 0; i < count; i++) {
      byte[] body = new byte[from.getInt()];
      long timeMicros = from.getLong();
      int type = from.getInt();
      int version = from.getInt();
      from.get(body);
      reader.accept(new RawEntry(firstPosition + i, timeMicros, type, version, body));
    }
  }
}
