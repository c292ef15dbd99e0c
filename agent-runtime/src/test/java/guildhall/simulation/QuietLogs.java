package guildhall.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import org.slf4j.LoggerFactory;

/// Thousands of starts on broken disks say thousands of times what is broken.
final class QuietLogs {

  /// Something that may fail on its disk.
  @FunctionalInterface
  interface Running {
    void run() throws IOException;
  }

  private QuietLogs() {}

  /// Runs something while the book logs nothing.
  static void whileRunning(Running running) throws IOException {
    if (LoggerFactory.getLogger("guildhall.book") instanceof Logger book) {
      Level before = book.getLevel();
      book.setLevel(Level.OFF);
      try {
        running.run();
      } finally {
        book.setLevel(before);
      }
    } else {
      running.run();
    }
  }
}
