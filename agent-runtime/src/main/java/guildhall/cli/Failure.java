package guildhall.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/// A command that cannot be done: what to say, and the exit status.
final class Failure extends Exception {

  /// Done.
  static final int OK = 0;

  /// Refused, or a check has failed.
  static final int REFUSED = 1;

  /// Asked in a way that makes no sense.
  static final int USAGE = 2;

  /// No node answers, the answer cannot be written, or it is not known what became of it.
  static final int UNKNOWN = 3;

  private final int exitStatus;

  private Failure(int exitStatus, String sentence) {
    super(sentence, null, false, false);
    this.exitStatus = exitStatus;
  }

  static Failure refused(String sentence) {
    return new Failure(REFUSED, sentence);
  }

  static Failure usage(String sentence) {
    return new Failure(USAGE, sentence);
  }

  static Failure unknown(String sentence) {
    return new Failure(UNKNOWN, sentence);
  }

  /// What kept a file from being read or written. Java gives only its name for the usual reasons.
  static String why(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "this user may not open " + denied.getFile();
      case NoSuchFileException missing -> "there is no " + missing.getFile();
      default -> String.valueOf(e.getMessage());
    };
  }

  int exitStatus() {
    return exitStatus;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
