package guildhall.datanet.admission;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What somebody offers to a datanet, as a stream that is read once. Memory is bounded by one item.
/// Streams that are handed in are closed by whoever made them; those of files are opened and closed
/// here.
public sealed interface Offering {

  /// Opens a file.
  @FunctionalInterface
  interface Source {

    /// Its bytes from the start.
    ///
    /// @throws IOException if it cannot be opened
    InputStream open() throws IOException;
  }

  /// A file to be read.
  ///
  /// @param name names the item; never used as a path
  /// @param content its bytes
  record File(String name, Source content) {}

  /// One text.
  ///
  /// @param name names the item
  record Text(String name, InputStream in) implements Offering {}

  /// Files, each a text.
  record Folder(List<File> files) implements Offering {

    /// Copies the list.
    public Folder {
      files = List.copyOf(files);
    }
  }

  /// Rows of CSV (RFC 4180) with a header.
  record Csv(InputStream in, Columns columns) implements Offering {}

  /// Rows of JSON Lines.
  record JsonLines(InputStream in, Columns columns) implements Offering {}

  /// A zip of text files.
  record Zip(InputStream in) implements Offering {}

  /// Items as code has made them.
  ///
  /// @param items by their positions, from 0 on
  record Given(List<Item> items) implements Offering {

    /// Copies the list.
    ///
    /// @throws IllegalArgumentException if a position is another
    public Given {
      items = List.copyOf(items);
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i).position() != i) {
          throw new IllegalArgumentException("item " + i + " has another position");
        }
      }
    }
  }

  /// The files of a folder on this machine and of the folders in it, in the order of their names.
  /// Links are not followed, and what is neither a file nor a folder is passed over.
  ///
  /// @throws IOException if the folder cannot be listed
  static Offering folder(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return new Folder(
          paths
              .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
              .map(path -> new File(nameIn(folder, path), () -> Files.newInputStream(path)))
              .sorted((one, other) -> one.name().compareTo(other.name()))
              .toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String nameIn(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  /// Reads all of it.
  ///
  /// @param each gets the items in their order; what it got counts only if the result is
  ///   [Reading.Whole]
  /// @throws IOException if a stream fails, which says nothing about what is offered
  default Reading read(OfferingLimits limits, Consumer<Item> each) throws IOException {
    try {
      return Items.read(this, limits, each::accept);
    } catch (Stop stop) {
      return new Reading.Refused(stop.why());
    } catch (Upload.SourceFailed e) {
      throw e.failure();
    }
  }

  /// The name of a text; empty if it is blank.
  static Optional<String> id(String name) {
    return name.isBlank() ? Optional.empty() : Optional.of(name);
  }
}
