package guildhall.host;

/// It is not known how a call ended: the book did not answer, or nobody did. It is not a failure of
/// the agent; the call stays open in the book until it is asked for again.
public final class OutcomeUnknown extends RuntimeException {

  /// @param call which one
  public OutcomeUnknown(String call, Throwable cause) {
    super("the outcome of " + call + " is not known", cause);
  }
}
