package guildhall.ledger;

/// What is known of an id.
///
/// @param kind what it was used for; a capture of version 1 has its hold's id and is both
/// @param status [LedgerStatus#CREATED], how a hold ended, or why an operation was refused
/// @param position of the entry that says so
/// @param bodyHash of what was asked for
record IdRecord(IdKind kind, LedgerStatus status, long position, long bodyHash) {

  /// Whether it names a hold that has ended.
  boolean isEndedHold() {
    return kind != IdKind.REFUSED && status != LedgerStatus.CREATED;
  }
}
