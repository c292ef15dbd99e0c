package guildhall.datanet;

import guildhall.book.Book;
import guildhall.book.ContentId;
import guildhall.book.ContentStore;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Erases the contents of what was withdrawn to be erased.
///
/// The book says first that it is withdrawn, then the bytes go. Should a crash come between, the
/// next start erases them: all that was ever to be erased is gone through again each time, and
/// erasing what is gone is nothing. What another contribution still names, of the same contributor
/// with the same id and text, stays until that is withdrawn too.
///
/// Safe for any thread but event loops.
public final class Erasure {

  private final Book book;
  private final ContentStore contents;
  private final Datanets datanets;

  /// Nothing is erased yet.
  public Erasure(Book book, ContentStore contents, Datanets datanets) {
    this.book = book;
    this.contents = contents;
    this.datanets = datanets;
  }

  /// Erases what is to be erased; to be called at the start and after each withdrawal that asks for
  /// it.
  ///
  /// @throws IOException if it is not known of one whether it is erased; the others are, and
  ///   calling again is safe
  public void run() throws IOException {
    @Nullable IOException failure = null;
    for (ContentId each : book.await(_ -> datanets.erased())) {
      try {
        contents.erase(each);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
