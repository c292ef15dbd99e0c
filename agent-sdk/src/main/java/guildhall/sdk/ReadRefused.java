package guildhall.sdk;

import java.io.Serial;

/// Something of a datanet was not handed out to a call: nothing was read, nothing is held or paid
/// for it, and nothing of it is evidence.
///
/// A handler may catch it and go on without, or with fewer passages. If it does not, the call ends
/// unpaid: as refused, or as failed with [FailureKind#EXPENSES_OVERRUN] if it is [Why#OVER_BUDGET].
/// Has no stack trace.
public final class ReadRefused extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /// Why not.
  public enum Why {
    /// The datanet is private, and neither the agent's owner nor whoever the task is for may read
    /// it.
    NOT_A_READER,
    /// The passages cost more than is left of what the call may spend, see [Call#budget].
    OVER_BUDGET,
    /// The money cannot be held for another reason, such as a payer's account that is frozen.
    NOT_PAYABLE
  }

  /// Why not.
  private final Why why;

  /// A refusal.
  ///
  /// @param why why not
  /// @param reason one sentence the caller may read
  public ReadRefused(Why why, String reason) {
    super(reason, null, false, false);
    this.why = why;
  }

  /// {@return why not}
  public Why why() {
    return why;
  }

  /// {@return the sentence for the caller}
  public String reason() {
    return String.valueOf(getMessage());
  }
}
