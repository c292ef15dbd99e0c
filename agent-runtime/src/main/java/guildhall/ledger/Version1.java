package guildhall.ledger;

import guildhall.book.Fact;
import guildhall.book.FactCodec;
import guildhall.book.FactTypes;
import guildhall.ledger.LedgerFact.AccountFrozen;
import guildhall.ledger.LedgerFact.AccountOpened;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Held;
import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.LedgerFact.Released;
import guildhall.ledger.LedgerFact.Transferred;
import java.nio.ByteBuffer;
import java.util.List;

/// Reads facts as version 1 wrote them: CBOR, accounts without a unit, postings without skip
/// pointers, one capture a hold under the hold's own id, and 128 bits of body hash, of which the
/// first half is kept.
final class Version1 {

  private record OldOpened(String account, String owner, AccountKind kind) implements Fact {}

  private record OldPosting(String account, long amountMicros, long balanceMicros, long previous) {
    Posting now() {
      return new Posting(account, amountMicros, balanceMicros, previous, -1);
    }
  }

  private record OldTransferred(Id id, String reason, Id bodyHash, List<OldPosting> postings)
      implements Fact {}

  private record OldCaptured(Id hold, String reason, long capturedMicros, List<OldPosting> postings)
      implements Fact {}

  private static final FactCodec<OldOpened> OPENED = FactTypes.cbor(OldOpened.class);
  private static final FactCodec<AccountFrozen> FROZEN = FactTypes.cbor(AccountFrozen.class);
  private static final FactCodec<OldTransferred> TRANSFERRED = FactTypes.cbor(OldTransferred.class);
  private static final FactCodec<Held> HELD = FactTypes.cbor(Held.class);
  private static final FactCodec<OldCaptured> CAPTURED = FactTypes.cbor(OldCaptured.class);
  private static final FactCodec<Released> RELEASED = FactTypes.cbor(Released.class);

  private Version1() {}

  static AccountOpened opened(ByteBuffer body) {
    OldOpened old = OPENED.decode(1, body);
    return new AccountOpened(old.account(), old.owner(), old.kind(), Operation.CREDIT);
  }

  static AccountFrozen frozen(ByteBuffer body) {
    return FROZEN.decode(1, body);
  }

  static Transferred transferred(ByteBuffer body) {
    OldTransferred old = TRANSFERRED.decode(1, body);
    return new Transferred(old.id(), old.reason(), old.bodyHash().high(), now(old.postings()));
  }

  static Held held(ByteBuffer body) {
    return HELD.decode(1, body);
  }

  static Captured captured(ByteBuffer body) {
    OldCaptured old = CAPTURED.decode(1, body);
    return new Captured(
        old.hold(), old.reason(), old.capturedMicros(), now(old.postings()), old.hold(), true, 0);
  }

  static Released released(ByteBuffer body) {
    return RELEASED.decode(1, body);
  }

  private static List<Posting> now(List<OldPosting> postings) {
    return postings.stream().map(OldPosting::now).toList();
  }
}
