package guildhall.bench.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Folders that come and go with a measurement.
final class Folders {

  private Folders() {}

  /// An empty folder of that name; what was there is gone.
  static Path fresh(Path parent, String name) throws IOException {
    Path folder = parent.resolve(name);
    remove(folder);
    Files.createDirectories(folder);
    return folder;
  }

  /// Removes a folder with all that is in it, if it is there.
  static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> all;
      try (Stream<Path> paths = Files.walk(folder)) {
        all = paths.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : all) {
        Files.delete(path);
      }
    }
  }

  /// Bytes of all files in a folder.
  static long bytes(Path folder) throws IOException {
    long sum = 0;
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        sum += Files.size(path);
      }
    }
    return sum;
  }
}
