package guildhall.host.jars;

import java.io.Serial;
import java.nio.file.Path;

/// A jar of agents cannot be deployed; its message is one sentence for the operator.
public final class BadJarException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  /// @param why the end of the sentence
  public BadJarException(Path jar, String why) {
    super(jar.getFileName() + " cannot be deployed: " + why);
  }

  /// @param why the end of the sentence
  /// @param cause for those who look closer
  public BadJarException(Path jar, String why, Throwable cause) {
    super(jar.getFileName() + " cannot be deployed: " + why, cause);
  }
}
