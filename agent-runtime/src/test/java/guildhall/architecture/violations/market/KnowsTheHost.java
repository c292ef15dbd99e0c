package guildhall.architecture.violations.market;

import guildhall.architecture.violations.host.KnowsTheMarket;
import java.util.List;

/// Looks down, which is right; the host looks back up.
public record KnowsTheHost(List<KnowsTheMarket> hosts, KnowsTheMarket first) {}
