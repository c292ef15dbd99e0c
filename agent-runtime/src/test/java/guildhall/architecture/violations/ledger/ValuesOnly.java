package guildhall.architecture.violations.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Breaks nothing: byte buffers, charsets and instants handed in are values.
public record ValuesOnly(Instant at) {

  /// The bytes of a name and a time.
  public ByteBuffer bytes(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(text.length + Long.BYTES).put(text).putLong(at.toEpochMilli());
  }
}
