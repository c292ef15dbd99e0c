package guildhall.architecture.violations.market.score;

import guildhall.architecture.violations.market.KnowsTheHost;

/// A score that depends on who collects it.
public record AsksTheMarket(KnowsTheHost market) {}
