package guildhall.ledger;

import static guildhall.ledger.FactBytes.flag;
import static guildhall.ledger.FactBytes.id;
import static guildhall.ledger.FactBytes.limits;
import static guildhall.ledger.FactBytes.longs;
import static guildhall.ledger.FactBytes.optionalId;
import static guildhall.ledger.FactBytes.postings;
import static guildhall.ledger.FactBytes.putFlag;
import static guildhall.ledger.FactBytes.putId;
import static guildhall.ledger.FactBytes.putLimits;
import static guildhall.ledger.FactBytes.putLongs;
import static guildhall.ledger.FactBytes.putOptionalId;
import static guildhall.ledger.FactBytes.putPostings;
import static guildhall.ledger.FactBytes.putText;
import static guildhall.ledger.FactBytes.text;

import guildhall.book.FactCodec;
import guildhall.ledger.LedgerFact.AccountClosed;
import guildhall.ledger.LedgerFact.AccountFrozen;
import guildhall.ledger.LedgerFact.AccountOpened;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Extended;
import guildhall.ledger.LedgerFact.Grouped;
import guildhall.ledger.LedgerFact.Held;
import guildhall.ledger.LedgerFact.Increased;
import guildhall.ledger.LedgerFact.LimitsSet;
import guildhall.ledger.LedgerFact.Refunded;
import guildhall.ledger.LedgerFact.Refused;
import guildhall.ledger.LedgerFact.Release;
import guildhall.ledger.LedgerFact.Released;
import guildhall.ledger.LedgerFact.Transferred;
import java.nio.ByteBuffer;

/// The bytes of each type of ledger fact.
public final class LedgerCodecs {

  /// Of [AccountOpened].
  public static final FactCodec<AccountOpened> ACCOUNT_OPENED =
      new LedgerCodec<>(
          (fact, out) -> {
            putText(fact.account(), out);
            putText(fact.owner(), out);
            out.put((byte) fact.kind().number());
            putText(fact.unit(), out);
          },
          in -> new AccountOpened(text(in), text(in), kind(in), text(in)),
          Version1::opened);

  /// Of [AccountFrozen].
  public static final FactCodec<AccountFrozen> ACCOUNT_FROZEN =
      new LedgerCodec<>(
          (fact, out) -> {
            putText(fact.account(), out);
            putFlag(fact.frozen(), out);
          },
          in -> new AccountFrozen(text(in), flag(in)),
          Version1::frozen);

  /// Of [Transferred].
  public static final FactCodec<Transferred> TRANSFERRED =
      new LedgerCodec<>(
          (fact, out) -> {
            putId(fact.id(), out);
            putText(fact.reason(), out);
            out.putLong(fact.bodyHash());
            putPostings(fact.postings(), out);
          },
          in -> new Transferred(id(in), text(in), in.getLong(), postings(in)),
          Version1::transferred);

  /// Of [Held].
  public static final FactCodec<Held> HELD =
      new LedgerCodec<>(
          (fact, out) -> {
            putId(fact.id(), out);
            putOptionalId(fact.parent(), out);
            putText(fact.payer(), out);
            out.putLong(fact.feeMicros());
            out.putLong(fact.expensesMicros());
            out.putLong(fact.expiresMicros());
          },
          in ->
              new Held(id(in), optionalId(in), text(in), in.getLong(), in.getLong(), in.getLong()),
          Version1::held);

  /// Of [Captured].
  public static final FactCodec<Captured> CAPTURED =
      new LedgerCodec<>(
          (fact, out) -> {
            putId(fact.hold(), out);
            putText(fact.reason(), out);
            out.putLong(fact.capturedMicros());
            putPostings(fact.postings(), out);
            putId(fact.id(), out);
            putFlag(fact.last(), out);
            out.putLong(fact.bodyHash());
          },
          in ->
              new Captured(
                  id(in), text(in), in.getLong(), postings(in), id(in), flag(in), in.getLong()),
          Version1::captured);

  /// Of [Released].
  public static final FactCodec<Released> RELEASED =
      new LedgerCodec<>(
          (fact, out) -> {
            putId(fact.hold(), out);
            putFlag(fact.why() == Release.EXPIRED, out);
          },
          in -> new Released(id(in), flag(in) ? Release.EXPIRED : Release.VOIDED),
          Version1::released);

  /// Of [AccountClosed].
  public static final FactCodec<AccountClosed> ACCOUNT_CLOSED =
      new LedgerCodec<>(
          (fact, out) -> {
            putText(fact.account(), out);
            putFlag(fact.closed(), out);
          },
          in -> new AccountClosed(text(in), flag(in)));

  /// Of [LimitsSet].
  public static final FactCodec<LimitsSet> LIMITS_SET =
      new LedgerCodec<>(
          (fact, out) -> {
            putText(fact.account(), out);
            putLimits(fact.limits(), out);
          },
          in -> new LimitsSet(text(in), limits(in)));

  /// Of [Increased].
  public static final FactCodec<Increased> INCREASED =
      new LedgerCodec<>(
          (fact, out) -> {
            putId(fact.id(), out);
            putId(fact.hold(), out);
            out.putLong(fact.feeMicros());
            out.putLong(fact.expensesMicros());
          },
          in -> new Increased(id(in), id(in), in.getLong(), in.getLong()));

  /// Of [Extended].
  public static final FactCodec<Extended> EXTENDED =
      new LedgerCodec<>(
          (fact, out) -> {
            putId(fact.hold(), out);
            out.putLong(fact.expiresMicros());
          },
          in -> new Extended(id(in), in.getLong()));

  /// Of [Refunded].
  public static final FactCodec<Refunded> REFUNDED =
      new LedgerCodec<>(
          (fact, out) -> {
            putId(fact.id(), out);
            putId(fact.of(), out);
            putText(fact.reason(), out);
            out.putLong(fact.bodyHash());
            putPostings(fact.postings(), out);
            putLongs(fact.back(), out);
          },
          in -> new Refunded(id(in), id(in), text(in), in.getLong(), postings(in), longs(in)));

  /// Of [Refused].
  public static final FactCodec<Refused> REFUSED =
      new LedgerCodec<>(
          (fact, out) -> {
            putId(fact.id(), out);
            out.putLong(fact.bodyHash());
            out.put((byte) fact.status().number());
          },
          in -> new Refused(id(in), in.getLong(), LedgerStatus.of(Byte.toUnsignedInt(in.get()))));

  /// Of [Grouped].
  public static final FactCodec<Grouped> GROUPED =
      new LedgerCodec<>(
          (fact, out) -> {
            putId(fact.id(), out);
            out.putLong(fact.bodyHash());
          },
          in -> new Grouped(id(in), in.getLong()));

  private LedgerCodecs() {}

  private static AccountKind kind(ByteBuffer in) {
    return AccountKind.of(Byte.toUnsignedInt(in.get()));
  }
}
