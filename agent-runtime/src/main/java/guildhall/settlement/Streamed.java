package guildhall.settlement;

import guildhall.ledger.Id;

/// How much of a metered call's text may be released.
///
/// @param characters Unicode code points, 0 or more
/// @param text hash of all of them: the first half of SHA-256 over their UTF-8
public record Streamed(long characters, Id text) {

  /// Nothing yet.
  public static final Streamed NOTHING = new Streamed(0, Id.hash());
}
