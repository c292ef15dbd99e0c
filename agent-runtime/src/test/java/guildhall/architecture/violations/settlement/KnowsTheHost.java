package guildhall.architecture.violations.settlement;

import guildhall.architecture.violations.host.KnowsTheMarket;

/// Looks up.
public record KnowsTheHost(KnowsTheMarket host) {}
