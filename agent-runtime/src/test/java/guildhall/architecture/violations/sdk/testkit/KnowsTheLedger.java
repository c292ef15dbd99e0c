package guildhall.architecture.violations.sdk.testkit;

import guildhall.architecture.violations.ledger.ReadsTheClock;

/// Would tie every test to the runtime.
public record KnowsTheLedger(ReadsTheClock ledger) {}
