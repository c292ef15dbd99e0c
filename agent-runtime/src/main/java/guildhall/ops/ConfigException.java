package guildhall.ops;

/// A setting that cannot be used. The message is one line that names key, value and file.
public final class ConfigException extends Exception {

  ConfigException(String sentence) {
    super(sentence, null, false, false);
  }

  /// The line.
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
