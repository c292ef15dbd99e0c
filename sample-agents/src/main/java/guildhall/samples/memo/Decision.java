package guildhall.samples.memo;

/// What the memo advises.
public enum Decision {
  /// Enter.
  GO("Go"),
  /// Enter once the conditions are met.
  CONDITIONAL("Conditional go"),
  /// Stay out.
  NO_GO("No-go");

  private final String words;

  Decision(String words) {
    this.words = words;
  }

  /// It as a headline begins.
  public String words() {
    return words;
  }
}
