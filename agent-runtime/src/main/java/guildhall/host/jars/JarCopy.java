package guildhall.host.jars;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A private copy of a jar. What becomes of the jar it was copied from is of no effect.
///
/// @param file where it lies, to be read by this user alone
public record JarCopy(Path file) {

  private static final Logger LOG = LoggerFactory.getLogger(JarCopy.class);
  private static final long MOST_BYTES = 256L << 20;

  /// Copies a jar.
  ///
  /// @throws BadJarException if it cannot be read, is too large, or is not a jar with something in
  ///   it; nothing is left behind then
  public static JarCopy of(Path jar) throws BadJarException {
    JarCopy copy = new JarCopy(copy(jar));
    try {
      copy.requireJar(jar);
      return copy;
    } catch (BadJarException | RuntimeException | Error e) {
      copy.delete();
      throw e;
    }
  }

  private static Path copy(Path jar) throws BadJarException {
    try {
      if (Files.size(jar) > MOST_BYTES) {
        throw new BadJarException(jar, "it has more than " + (MOST_BYTES >> 20) + " MiB");
      }
      Path copy = Files.createTempFile("guildhall-agents-", ".jar");
      try (OutputStream out = Files.newOutputStream(copy)) { // keeps it readable by us alone
        long _ = Files.copy(jar, out);
      } catch (IOException e) {
        new JarCopy(copy).delete();
        throw e;
      }
      return copy;
    } catch (IOException e) {
      throw new BadJarException(jar, "it cannot be read", e);
    }
  }

  private void requireJar(Path jar) throws BadJarException {
    try (JarFile opened = new JarFile(file.toFile())) {
      if (opened.size() == 0) {
        throw new BadJarException(jar, "it is empty");
      }
    } catch (IOException e) {
      throw new BadJarException(jar, "it is not a jar, or not all of one", e);
    }
  }

  /// Deletes it.
  public void delete() {
    try {
      Files.delete(file);
    } catch (IOException e) {
      LOG.warn("cannot delete {}", file, e);
    }
  }
}
