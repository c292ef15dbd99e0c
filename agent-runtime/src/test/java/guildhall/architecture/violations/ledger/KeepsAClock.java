package guildhall.architecture.violations.ledger;

import java.time.Clock;

/// A clock handed in is still a clock.
public record KeepsAClock(Clock clock) {}
