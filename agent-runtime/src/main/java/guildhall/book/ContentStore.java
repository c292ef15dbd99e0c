package guildhall.book;

import java.io.IOException;

/// Everything too large or too personal for an entry: inputs, outputs, datanet texts. Entries name
/// contents by their id; a content is written before the entry that names it is submitted, and the
/// [Book] makes both durable together.
///
/// Safe for any thread; calls block on the disk, so never from an event loop.
public interface ContentStore extends ContentReader, AutoCloseable {

  /// Writes bytes. They are durable, and can be read, when an entry that was submitted afterwards
  /// is durable, or after [#sync]. Writing the same bytes of the same owner again is free.
  ///
  /// @param owner the principal whose content it is; part of the name
  ContentId write(String owner, byte[] bytes) throws IOException;

  /// Writes bytes; durable when it returns.
  default ContentId put(String owner, byte[] bytes) throws IOException {
    ContentId id = write(owner, bytes);
    sync(written());
    return id;
  }

  /// The place before which everything lies that was written so far. Contents keep their places,
  /// also in a store that is opened again.
  long written();

  /// Begins to make durable what lies before a place, on a thread of the store; whoever needs it
  /// calls [#sync] later, and waits less.
  default void startSync(long before) {}

  /// Waits until what lies before a place is durable.
  ///
  /// @throws IOException if it is not known whether it ever will be
  void sync(long before) throws IOException;

  /// Makes a content unreadable for good, here and on the disk; done when it returns, also over a
  /// crash. What cannot be found is nothing to erase. The same bytes may be written again later.
  ///
  /// @throws IOException if it is not known whether it is erased; asking again is safe
  void erase(ContentId id) throws IOException;

  @Override
  void close() throws IOException;
}
