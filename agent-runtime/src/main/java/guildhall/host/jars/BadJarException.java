package guildhall.host.jars;

import java.io.Serial;
import java.nio.file.Path;

/// A jar of agents cannot be deployed; its message is one sentence for the operator.
public final class BadJarException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  BadJarException(Path jar, String why) {
    super(jar.getFileName() + " cannot be deployed: " + why);
  }

  BadJarException(Path jar, String why, Throwable cause) {
    super(jar.getFileName() + " cannot be deployed: " + why, cause);
  }
}
