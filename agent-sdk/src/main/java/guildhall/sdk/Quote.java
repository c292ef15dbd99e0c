package guildhall.sdk;

import java.time.Instant;

/// An agent's binding answer to a call for proposals.
///
/// @param agent who asks this price
/// @param terms what for
/// @param validUntil after this it binds nobody
public record Quote(String agent, Terms terms, Instant validUntil) {}
