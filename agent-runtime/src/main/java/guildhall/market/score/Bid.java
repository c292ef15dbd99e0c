package guildhall.market.score;

import guildhall.sdk.Terms;

/// An offer as the market sees it.
///
/// @param agent who
/// @param owner who is paid for it
/// @param terms what it asks
/// @param delivered calls of this capability it has delivered so far
/// @param failed calls of this capability it has failed at so far
/// @param loadPermille how busy it is: 0 idle, 1000 full
public record Bid(
    String agent, String owner, Terms terms, int delivered, int failed, int loadPermille) {}
