package guildhall.architecture.violations.sdk;

import guildhall.architecture.violations.ledger.ReadsTheClock;

/// Would tie every author to the runtime.
public record KnowsTheLedger(ReadsTheClock ledger) {}
