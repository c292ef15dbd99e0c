package guildhall.host.child;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a jar's code writes for a person, in the operator's log: lines of bounded length, so many a
/// second, the rest counted. Safe for any thread.
final class Spoken {

  private static final Logger LOG = LoggerFactory.getLogger("guildhall.agent");
  private static final int MOST_CHARS = 1000;
  private static final int LINES_A_SECOND = 20;

  /// How the JVM says why it ends by `ExitOnOutOfMemoryError`.
  private static final String OUT_OF_MEMORY = "Terminating due to java.lang.OutOfMemoryError";

  private final String jar;
  private long second = Long.MIN_VALUE; // this
  private int lines; // this
  private long left; // this

  Spoken(String jar) {
    this.jar = jar;
  }

  /// Whether one more line may be said now; says first how many were left out.
  synchronized boolean mayBeSaid() {
    long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
    if (now != second) {
      if (left > 0) {
        LOG.warn("{}: {} lines were left out", jar, left);
      }
      second = now;
      lines = 0;
      left = 0;
    }
    if (lines >= LINES_A_SECOND) {
      left++;
      return false;
    }
    lines++;
    return true;
  }

  /// A line of it.
  void say(String line) {
    if (mayBeSaid()) {
      LOG.info("{}: {}", jar, fit(line));
    }
  }

  /// One line of bounded length, whatever was written.
  static String fit(String line) {
    String cut = line.length() <= MOST_CHARS ? line : line.substring(0, MOST_CHARS - 1) + "…";
    return cut.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", " ");
  }

  /// Says what comes, until the end. For a thread of its own.
  ///
  /// @param outOfMemory is told if the JVM says that it ends for want of memory
  void follow(InputStream in, Runnable outOfMemory) {
    byte[] line = new byte[MOST_CHARS];
    byte[] buffer = new byte[8192];
    int length = 0;
    try (in) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        for (int i = 0; i < count; i++) {
          if (buffer[i] == '\n') {
            heard(new String(line, 0, length, StandardCharsets.UTF_8), outOfMemory);
            length = 0;
          } else if (length < line.length) {
            line[length++] = buffer[i];
          }
        }
      }
    } catch (IOException _) {
      // the process is gone
    }
    if (length > 0) {
      heard(new String(line, 0, length, StandardCharsets.UTF_8), outOfMemory);
    }
  }

  private void heard(String line, Runnable outOfMemory) {
    if (line.startsWith(OUT_OF_MEMORY)) {
      outOfMemory.run();
    }
    if (!line.isBlank()) {
      say(line.strip());
    }
  }
}
