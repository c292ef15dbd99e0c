package guildhall.datanet.admission;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Characters of a UTF-8 stream. A mark of byte order at its start is passed over; bytes that are
/// not UTF-8 end the reading at their place and not before it. `CR LF` is read as `LF`.
final class Utf8Chars {

  private static final int BUFFER = 8192;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final String name;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
  private final CharBuffer chars = CharBuffer.allocate(BUFFER).limit(0);
  private boolean bytesEnded;
  private boolean broken;
  private boolean begun;
  private long line = 1;

  /// Reads a file from its start.
  ///
  /// @param name of the file, in quotes, or what stands for it in a sentence
  Utf8Chars(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /// The line of the character that comes next, from 1 on.
  long line() {
    return line;
  }

  /// The next character, -1 at the end.
  int next() throws IOException {
    int c = raw();
    if (c == '\r' && fill() && chars.get(chars.position()) == '\n') {
      c = raw();
    }
    if (c == '\n') {
      line++;
    }
    return c;
  }

  private int raw() throws IOException {
    if (!fill()) {
      return -1;
    }
    char c = chars.get();
    if (!begun) {
      begun = true;
      if (c == BYTE_ORDER_MARK) {
        return raw();
      }
    }
    return c;
  }

  /// Whether a character is there.
  private boolean fill() throws IOException {
    while (!chars.hasRemaining()) {
      if (broken) {
        throw notUtf8();
      }
      boolean more = readBytes();
      chars.clear();
      CoderResult result = decoder.decode(bytes, chars, bytesEnded);
      chars.flip();
      broken = result.isError();
      if (!more && !broken && !chars.hasRemaining()) {
        return false;
      }
    }
    return true;
  }

  /// Whether the stream had more.
  private boolean readBytes() throws IOException {
    if (bytesEnded) {
      return bytes.hasRemaining();
    }
    bytes.compact();
    int got = in.read(bytes.array(), bytes.position(), bytes.remaining());
    bytesEnded = got < 0;
    bytes.position(bytes.position() + Math.max(got, 0)).flip();
    return !bytesEnded || bytes.hasRemaining();
  }

  private Stop notUtf8() {
    int first = bytes.get(bytes.position()) & 0xFF;
    boolean utf16 = !begun && (first == 0xFF || first == 0xFE);
    return new Stop(
        Reason.WRONG_ENCODING,
        "%s is not UTF-8: line %d has the byte 0x%02X where no character can begin or go on%s."
            .formatted(name, line, first, utf16 ? "; it looks like UTF-16" : ""),
        line);
  }
}
