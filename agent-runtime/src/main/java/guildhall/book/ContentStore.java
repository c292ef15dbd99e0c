package guildhall.book;

import java.io.IOException;
import java.util.Optional;

/// Everything too large or too personal for an entry: inputs, outputs, datanet texts. Entries name
/// contents by their id; a content is durable before the entry that names it is submitted.
///
/// Safe for any thread; calls block on the disk, so never from an event loop.
public interface ContentStore extends AutoCloseable {

  /// Keeps bytes; durable when it returns. Keeping the same bytes of the same owner again is free.
  ///
  /// @param owner the principal whose content it is; part of the name
  ContentId put(String owner, byte[] bytes) throws IOException;

  /// The bytes, or empty if there is no such content.
  ///
  /// @throws IOException if it cannot be read, or its bytes are damaged
  Optional<byte[]> get(ContentId id) throws IOException;

  @Override
  void close() throws IOException;
}
