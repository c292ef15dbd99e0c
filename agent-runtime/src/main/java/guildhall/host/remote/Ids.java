package guildhall.host.remote;

import guildhall.ledger.Id;

/// What a call is known by at a remote agent: the same each time it is said, after a restart too,
/// and another in every other runtime.
final class Ids {

  private Ids() {}

  /// Also its context.
  ///
  /// @param runtime tells the calls of this runtime from those of others
  static String ofCall(String runtime, String call) {
    return "guildhall-" + Id.hash("remote", runtime, call);
  }

  static String ofMessage(String context) {
    return context + "-1";
  }
}
