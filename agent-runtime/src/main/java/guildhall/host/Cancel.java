package guildhall.host;

/// Why a call is stopped from above, as the book puts it.
enum Cancel {
  /// What it was bought for is over.
  BUYER_ENDED("canceled", "canceled"),
  /// Its buyer goes on without it. When the buyer is run again it is not bought again.
  UNNEEDED("unneeded", "the call that asked does not need it any more");

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
}
