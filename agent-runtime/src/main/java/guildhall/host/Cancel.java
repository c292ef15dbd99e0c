package guildhall.host;

/// Why a call is stopped from above, as the book puts it.
enum Cancel {
  /// What it was bought for is over.
  BUYER_ENDED("canceled", "canceled"),
  /// Its buyer goes on without it. When the buyer is run again it is not bought again.
  UNNEEDED("unneeded", "the call that asked does not need it any more"),
  /// The operator took its agent away or froze it. Its buyer may try somebody else.
  WITHDRAWN("canceled", "the operator took the agent away or froze it");

  private final String code;
  private final String sentence;

  Cancel(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  String code() {
    return code;
  }

  String sentence() {
    return sentence;
  }

  CallEnd end() {
    return this == WITHDRAWN ? new CallEnd.Withdrawn() : new CallEnd.Cancelled();
  }
}
