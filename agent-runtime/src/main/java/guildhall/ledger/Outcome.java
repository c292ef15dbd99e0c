package guildhall.ledger;

/// What became of an id.
///
/// @param status [LedgerStatus#CREATED] for what was done and for an open hold, how a hold ended,
///   or why the operation was refused
/// @param position of the entry that says so
public record Outcome(LedgerStatus status, long position) {}
