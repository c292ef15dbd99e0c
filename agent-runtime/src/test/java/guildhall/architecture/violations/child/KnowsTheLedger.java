package guildhall.architecture.violations.child;

import guildhall.architecture.violations.ledger.ValuesOnly;

/// Looks up, at what its process does not have.
public record KnowsTheLedger(ValuesOnly values) {}
