package guildhall.architecture.violations.datanet.admission;

import guildhall.architecture.violations.ledger.ValuesOnly;

/// Admission that asks what somebody owns.
public record KnowsTheLedger(ValuesOnly values) {}
