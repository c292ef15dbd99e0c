package guildhall.book;

/// The book did not take a command, or cannot say what became of it.
public final class BookUnavailable extends RuntimeException {

  /// What a caller may conclude.
  public enum Reason {
    /// The queue is full; nothing was done. Try again with the same id.
    OVERLOADED("overloaded"),
    /// The book is closing; nothing was done.
    SHUTTING_DOWN("shutting_down"),
    /// The book has stopped after an error; nothing was done.
    READ_ONLY("read_only"),
    /// Storage failed while the command was being made durable: it may or may not count. Ask again
    /// by its id after a restart.
    OUTCOME_UNKNOWN("outcome_unknown");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    /// The stable code on every wire.
    public String code() {
      return code;
    }
  }

  private final Reason reason;

  BookUnavailable(Reason reason) {
    super("the book is not available: " + reason.code(), null, false, false);
    this.reason = reason;
  }

  /// What the caller may conclude.
  public Reason reason() {
    return reason;
  }
}
