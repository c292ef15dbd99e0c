package guildhall.runtime;

import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.Entry;
import guildhall.book.FileJournal;
import guildhall.book.FolderStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// The book of a node that has stopped, in the folder `book` of its data.
final class StoppedBook {

  private static final int MANY = 10_000;

  private StoppedBook() {}

  /// Its entries, of which there may be ten thousand.
  static List<Entry> entries(Path data) {
    try (Book book =
        Book.open(
            new Book.Setup(
                FileJournal.openReadOnly(FolderStorage.existing(data.resolve("book"))),
                Facts.all(),
                List.of(),
                BookClock.system(),
                _ -> {},
                2))) {
      return book.feed().read(0, MANY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
