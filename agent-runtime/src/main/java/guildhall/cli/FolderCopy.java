package guildhall.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A copy of a stopped node's book in a temporary folder. The original is only read, and kept from
/// being opened by a node while it is copied.
final class FolderCopy implements AutoCloseable {

  private final Path original;
  private final Path copy;

  private FolderCopy(Path original, Path copy) {
    this.original = original;
    this.copy = copy;
  }

  /// Copies the book of a data folder.
  ///
  /// @throws Failure if there is none, or a node has it open
  static FolderCopy of(Path data) throws Failure {
    Path book = data.resolve("book");
    if (!Files.isDirectory(book)) {
      throw Failure.usage("there is no book in " + data + ": it has no folder named book");
    }
    try {
      List<Path> segments = segments(book);
      if (segments.isEmpty()) {
        throw Failure.usage("there is no book in " + book + ": it has no .journal file");
      }
      return copied(book, segments);
    } catch (IOException e) {
      throw Failure.refused("the book in " + book + " cannot be read: " + e.getMessage());
    }
  }

  private static List<Path> segments(Path book) throws IOException {
    try (Stream<Path> files = Files.list(book)) {
      return files.filter(file -> file.toString().endsWith(".journal")).sorted().toList();
    }
  }

  private static FolderCopy copied(Path book, List<Path> segments) throws Failure, IOException {
    Path lock = book.resolve("lock");
    if (!Files.exists(lock)) {
      return copy(book, segments);
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ);
        FileLock held = channel.tryLock(0, Long.MAX_VALUE, true)) {
      if (held == null) {
        throw inUse(book);
      }
      return copy(book, segments);
    } catch (OverlappingFileLockException _) {
      throw inUse(book);
    }
  }

  private static Failure inUse(Path book) {
    return Failure.refused(
        "a node has " + book + " open; ask the node with --url, or stop it first");
  }

  private static FolderCopy copy(Path book, List<Path> segments) throws IOException {
    FolderCopy made = new FolderCopy(book, Files.createTempDirectory("guildhall-"));
    try {
      for (Path segment : segments) {
        Files.copy(segment, made.copy.resolve(segment.getFileName()));
      }
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  /// Where the copy is.
  Path folder() {
    return copy;
  }

  /// A text about the copy as one about the original.
  String told(String text) {
    return text.replace(copy.toString(), original.toString());
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(copy)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException _) {
      // the system clears its temporary folder
    }
  }
}
