package guildhall.architecture.violations.ledger;

import java.nio.file.Files;
import java.nio.file.Path;

/// Reads what the book does not say.
public final class OpensAFile {

  /// Whether something is there.
  public boolean there(Path path) {
    return Files.exists(path);
  }
}
