package guildhall.child;

import java.util.Optional;

/// Exit codes by which a child says why it ends itself.
public enum LastWord {
  /// Its socket has closed, most likely because the runtime is gone.
  ALONE(80, "its socket was closed"),
  /// It had more threads than it may.
  THREADS(81, "it had more threads than it may have"),
  /// It was sent something it does not know.
  MISHEARD(82, "it did not understand the runtime"),
  /// It was started in a way it does not know.
  MISUSED(83, "it was not started by a runtime");

  private final int code;
  private final String sentence;

  LastWord(int code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /// Why, as the end of a sentence.
  public String sentence() {
    return sentence;
  }

  /// What an exit code says, if it is one of these. The agents' own code may have chosen it.
  public static Optional<LastWord> of(int code) {
    for (LastWord each : values()) {
      if (each.code == code) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /// Ends this process at once.
  void halt() {
    Runtime.getRuntime().halt(code);
  }
}
