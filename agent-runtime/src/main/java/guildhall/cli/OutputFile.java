package guildhall.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/// A file that is there only when it is whole: it is written beside its place, under a name that
/// nothing has, and then replaces what was there. A link is followed, also one at whose end nothing
/// is yet; a pipe or a device is written to as it is.
final class OutputFile {

  private static final int MOST_LINKS = 40; // as Linux

  private OutputFile() {}

  /// What is written.
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws Failure, IOException;
  }

  /// Writes a file.
  ///
  /// @throws Failure if it is a folder, or would be in none; nothing was written then
  static void write(Path asked, Content content) throws Failure, IOException {
    if (Files.isDirectory(asked)) {
      throw Failure.usage(asked.toAbsolutePath() + " is a folder, not the name of a file");
    }
    if (Files.exists(asked) && !Files.isRegularFile(asked)) {
      writeTo(asked, content, StandardOpenOption.WRITE);
      return;
    }
    Path file = Files.exists(asked) ? asked.toRealPath() : target(asked.toAbsolutePath());
    Path folder = file.resolveSibling("");
    if (!Files.isDirectory(folder)) {
      throw Failure.usage("there is no folder " + folder);
    }
    replace(file, content);
  }

  /// Where links lead at whose end nothing is yet.
  private static Path target(Path asked) throws Failure, IOException {
    Path file = asked;
    for (int links = 0; Files.isSymbolicLink(file); links++) {
      if (links == MOST_LINKS) {
        throw Failure.usage(asked + " is a link that leads back to itself");
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    return file;
  }

  private static void replace(Path file, Content content) throws Failure, IOException {
    Path part = file.resolveSibling(file.getFileName() + "." + NewId.now() + ".part");
    part.toFile().deleteOnExit(); // of an export that is broken off with Ctrl-C
    try {
      Files.createFile(part);
      keepPermissions(file, part);
      writeTo(part, content, StandardOpenOption.WRITE);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// What was for its owner alone stays so.
  private static void keepPermissions(Path file, Path part) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null && Files.exists(file)) {
      Files.setPosixFilePermissions(part, view.readAttributes().permissions());
    }
  }

  private static void writeTo(Path file, Content content, StandardOpenOption... how)
      throws Failure, IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, how))) {
      content.writeTo(out);
    }
  }
}
