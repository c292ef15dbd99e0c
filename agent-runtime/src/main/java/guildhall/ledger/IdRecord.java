package guildhall.ledger;

/// What is known of an id.
final class IdRecord {

  /// {value, body hash} as they are kept.
  final long[] fields = new long[2];

  /// The entry that settled it.
  long position() {
    return IdValue.position(fields[0]);
  }

  IdKind kind() {
    return IdKind.of(IdValue.kind(fields[0]));
  }

  /// The stable number of its status.
  int status() {
    return IdValue.status(fields[0]);
  }

  /// [LedgerStatus#CREATED], how a hold ended, or why an operation was refused.
  LedgerStatus end() {
    return LedgerStatus.of(status());
  }

  /// Whether it names a hold that has ended; a capture of version 1 has its hold's id and is both.
  boolean isEndedHold() {
    return kind() != IdKind.FAILURE && end() != LedgerStatus.CREATED;
  }

  long bodyHash() {
    return fields[1];
  }
}
