package guildhall.architecture.violations.gateway;

import guildhall.architecture.violations.runtime.Wiring;

/// Reaches past the layers for whatever it needs.
public record KnowsTheWiring(Wiring wiring) {}
