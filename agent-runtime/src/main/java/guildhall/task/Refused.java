package guildhall.task;

/// Something that was asked for and not done, with a code and a sentence for whoever asked.
public final class Refused extends Exception {

  private final ErrorCode code;

  /// @param sentence fit to be shown; names the offending value
  public Refused(ErrorCode code, String sentence) {
    super(sentence, null, false, false);
    this.code = code;
  }

  /// Which way it went wrong.
  public ErrorCode code() {
    return code;
  }

  /// What is wrong.
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
