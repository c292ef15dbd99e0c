package guildhall.book;

import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file of a [Storage]. Reads may come from several threads, writes from one.
public interface StoredFile extends AutoCloseable {

  /// Bytes it has.
  long size() throws IOException;

  /// Reads some of what lies at `at` into `into`.
  ///
  /// @return how many bytes, fewer than asked for is allowed; -1 at or after the end
  int read(ByteBuffer into, long at) throws IOException;

  /// Writes some of `from` at `at`; the file grows if it is shorter.
  ///
  /// @return how many bytes, fewer than given is allowed
  int write(ByteBuffer from, long at) throws IOException;

  /// Makes what was written durable, and the size with it.
  void sync() throws IOException;

  @Override
  void close() throws IOException;
}
