package guildhall.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files of the project, found from wherever the test or the formatter is started.
final class Tree {

  static final List<String> MODULES = List.of("agent-sdk", "agent-runtime", "sample-agents");

  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules", "data");

  private final Path root;

  private Tree(Path root) {
    this.root = root;
  }

  /// The tree around the working directory.
  ///
  /// @throws IllegalStateException if no folder above it has the pom that lists the modules
  static Tree here() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Path pom = folder.resolve("pom.xml");
      if (Files.exists(pom) && text(pom).contains("<modules>")) {
        return new Tree(folder);
      }
    }
    throw new IllegalStateException("no pom.xml with modules above " + start);
  }

  /// A path as it is shown: relative to the root.
  String name(Path file) {
    return root.relativize(file).toString();
  }

  /// Java files of all modules, of the code (`main`) or of the tests (`test`).
  List<Path> java(String part) {
    return MODULES.stream()
        .map(module -> root.resolve(module).resolve("src").resolve(part).resolve("java"))
        .filter(Files::isDirectory)
        .flatMap(folder -> files(folder, ".java").stream())
        .toList();
  }

  /// All Java files of all modules.
  List<Path> java() {
    return Stream.concat(java("main").stream(), java("test").stream()).toList();
  }

  /// The project that newcomers copy: no module, and built by a test alone.
  private List<Path> starter() {
    return files(file("sample-agents/src/main/starter"), ".java");
  }

  /// All Java files that pages may show and that have the one format.
  List<Path> javaShown() {
    return Stream.concat(java().stream(), starter().stream()).toList();
  }

  /// A file or folder by its path from the root.
  Path file(String name) {
    return root.resolve(name);
  }

  /// All pages of documentation.
  List<Path> markdown() {
    return files(root, ".md");
  }

  /// The text of a file.
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The lines of a text, without the line break at its end.
  static List<String> lines(String text) {
    return Arrays.asList(Pattern.compile("\n").split(text));
  }

  private List<Path> files(Path folder, String suffix) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(file -> file.toString().endsWith(suffix))
          .filter(Files::isRegularFile)
          .filter(this::ours)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean ours(Path file) {
    for (Path part : root.relativize(file)) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }
}
