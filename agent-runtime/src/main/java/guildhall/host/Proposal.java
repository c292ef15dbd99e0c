package guildhall.host;

import guildhall.sdk.Terms;

/// An agent's answer to a call for proposals.
public sealed interface Proposal {

  /// A binding offer.
  ///
  /// @param terms what it asks
  /// @param loadPermille how busy it is
  record Offered(Terms terms, int loadPermille) implements Proposal {}

  /// No offer.
  ///
  /// @param reason one sentence
  record Declined(String reason) implements Proposal {}
}
