package guildhall.book;

import java.io.IOException;
import java.util.Optional;

/// Everything too large or too personal for an entry: inputs, outputs, datanet texts. Entries name
/// contents by their id; a content is durable before the entry that names it is submitted.
///
/// Safe for any thread; calls block on the disk, so never from an event loop.
public interface ContentStore extends AutoCloseable {

  /// Bytes that have a name already.
  interface Written {

    /// Their name.
    ContentId id();

    /// Waits until they are durable; several may be written before one waits for the last of them.
    ///
    /// @throws IOException if it is not known whether they ever will be
    void awaitDurable() throws IOException;
  }

  /// Keeps bytes, durable once somebody has waited for it. Keeping the same bytes of the same owner
  /// again is free.
  ///
  /// @param owner the principal whose content it is; part of the name
  Written write(String owner, byte[] bytes) throws IOException;

  /// Keeps bytes; durable when it returns.
  default ContentId put(String owner, byte[] bytes) throws IOException {
    Written written = write(owner, bytes);
    written.awaitDurable();
    return written.id();
  }

  /// The bytes, or empty if there is no such content.
  ///
  /// @throws IOException if it cannot be read, or its bytes are damaged
  Optional<byte[]> get(ContentId id) throws IOException;

  @Override
  void close() throws IOException;
}
