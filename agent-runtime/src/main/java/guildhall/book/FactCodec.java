package guildhall.book;

import java.nio.ByteBuffer;

/// Bytes for one type of fact.
///
/// @param <F> the fact
public interface FactCodec<F extends Fact> {

  /// The encoding that [#encode] writes, 1 or more.
  int version();

  /// Writes the fact from the position of `out` on, big-endian.
  ///
  /// @throws java.nio.BufferOverflowException if it is larger than what remains
  void encode(F fact, ByteBuffer out);

  /// The fact that was written, by this or an older version.
  ///
  /// @param body exactly its bytes; good only until this returns
  /// @throws IllegalArgumentException if the version is not known or the bytes are not of it
  F decode(int version, ByteBuffer body);
}
