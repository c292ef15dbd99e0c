package guildhall.book;

import java.io.IOException;
import java.util.Optional;

/// Where contents are read. Safe for any thread but event loops.
@FunctionalInterface
public interface ContentReader {

  /// The bytes, or empty if there is no such content.
  ///
  /// @throws IOException if it cannot be read, or its bytes are damaged
  Optional<byte[]> get(ContentId id) throws IOException;
}
