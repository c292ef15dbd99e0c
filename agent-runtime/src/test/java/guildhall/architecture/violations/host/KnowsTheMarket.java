package guildhall.architecture.violations.host;

import guildhall.architecture.violations.market.KnowsTheHost;

/// Looks up, and closes a cycle with the market.
public record KnowsTheMarket(KnowsTheHost market) {}
