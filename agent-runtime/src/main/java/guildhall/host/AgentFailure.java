package guildhall.host;

import guildhall.sdk.FailureKind;
import java.io.Serial;

/// An agent whose code runs elsewhere has failed there, as the handler that speaks for it here
/// found out: the call ends as that failure, unpaid.
public final class AgentFailure extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  /// @param kind what is told of it everywhere
  /// @param reason a sentence of ours for the buyer
  public AgentFailure(FailureKind kind, String reason) {
    super(reason, null, false, false);
    this.kind = kind;
  }

  /// What kind of failure.
  public FailureKind kind() {
    return kind;
  }

  /// The sentence for the buyer.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
