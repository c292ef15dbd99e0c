package guildhall.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads one segment frame by frame at start, and judges what comes after the last whole frame.
final class Recovery {

  private static final byte[] ZEROS = new byte[Frame.ALIGNMENT];

  private final Segment segment;
  private final String where;
  private final FileWindow bytes;
  private final long contents;
  private long position;
  private Bits128 lastHash;
  private long lastOffset;
  private int lastLength;

  /// @param contents up to which place the content store has everything
  Recovery(
      Segment segment,
      String where,
      FileWindow bytes,
      long contents,
      long position,
      Bits128 lastHash) {
    this.segment = segment;
    this.where = where;
    this.bytes = bytes;
    this.contents = contents;
    this.position = position;
    this.lastHash = lastHash;
  }

  /// Of a segment that was durable with all it names when this journal was opened, or has been made
  /// so since.
  static Recovery ofDurable(
      Segment segment, String where, FileWindow bytes, long position, Bits128 lastHash) {
    return new Recovery(segment, where, bytes, Long.MAX_VALUE, position, lastHash);
  }

  /// The position after the last whole frame.
  long position() {
    return position;
  }

  /// The hash of the last whole frame.
  Bits128 lastHash() {
    return lastHash;
  }

  /// Hands over the entries of all whole frames, up to the first that names what the content store
  /// has not.
  ///
  /// @throws CorruptJournalException if a whole frame does not follow on the one before it
  void frames(Consumer<RawEntry> reader) throws IOException {
    frames(reader, Long.MAX_VALUE);
  }

  /// Like [#frames(Consumer)] for the entries before a position at which a frame begins.
  void frames(Consumer<RawEntry> reader, long before) throws IOException {
    @Nullable Frame frame = headerAt(segment.end());
    while (frame != null && position < before) {
      ByteBuffer whole = bytes.bytes(segment.end(), frame.length());
      if (whole == null || !frame.bodyIsWhole(whole)) {
        return;
      }
      checkFollows(frame);
      if (frame.contents() > contents) {
        return;
      }
      frame.entries(whole, reader);
      lastHash = Bits128.hash(whole);
      position = frame.endPosition();
      lastOffset = segment.end();
      lastLength = frame.length();
      segment.add(frame);
      frame = headerAt(segment.end());
    }
  }

  private void checkFollows(Frame frame) throws CorruptJournalException {
    if (frame.firstPosition() != position) {
      throw damaged("the next frame starts at entry " + frame.firstPosition());
    }
    if (!frame.previous().equals(lastHash)) {
      throw damaged("the next frame does not carry the hash of the one before it");
    }
  }

  /// Judges the last segment after its last whole frame.
  ///
  /// @return the offset up to which a torn frame reaches; not more than [Segment#end] if there is
  ///   none
  /// @throws CorruptJournalException if a later frame shows that what is damaged was once durable:
  ///   a frame is written only when the one before it is durable
  long tornUpTo() throws IOException {
    long end = segment.end();
    long torn = end;
    for (long at = end; at < segment.size(); at += Frame.ALIGNMENT) {
      if (!isZero(at)) {
        torn = at + Frame.ALIGNMENT;
        @Nullable Frame frame = headerAt(at);
        if (at > end && frame != null && frame.firstPosition() > position) {
          throw damaged(gap() + ", yet entry " + frame.firstPosition() + " follows");
        }
      }
    }
    return torn;
  }

  /// Why there is no frame at the end of the segment.
  String gap() throws IOException {
    @Nullable Frame frame = headerAt(segment.end());
    return frame != null && frame.contents() > contents
        ? "what is written here names contents before "
            + frame.contents()
            + ", and the content store ends at "
            + contents
        : "no whole frame here";
  }

  /// Writes the last whole frame of this segment once more, if it has one.
  void rewriteLast(StoredFile file) throws IOException {
    @Nullable ByteBuffer whole = bytes.bytes(lastOffset, lastLength);
    if (lastLength > 0 && whole != null) {
      StoredFiles.write(file, whole, lastOffset);
    }
  }

  private boolean isZero(long at) throws IOException {
    ByteBuffer block = bytes.bytes(at, Frame.ALIGNMENT);
    return block != null
        && Arrays.equals(
            block.array(),
            block.arrayOffset(),
            block.arrayOffset() + Frame.ALIGNMENT,
            ZEROS,
            0,
            Frame.ALIGNMENT);
  }

  private @Nullable Frame headerAt(long offset) throws IOException {
    @Nullable ByteBuffer header = bytes.bytes(offset, Frame.HEADER_BYTES);
    return header == null ? null : Frame.header(header, segment.journal());
  }

  private CorruptJournalException damaged(String what) {
    return new CorruptJournalException(where + ":" + segment.end(), position - 1, what);
  }
}
