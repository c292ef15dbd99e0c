package guildhall.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.Fact;
import guildhall.book.FactCodec;
import guildhall.book.FactTypes;
import guildhall.ledger.LedgerFact.AccountClosed;
import guildhall.ledger.LedgerFact.AccountFrozen;
import guildhall.ledger.LedgerFact.AccountOpened;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Extended;
import guildhall.ledger.LedgerFact.Grouped;
import guildhall.ledger.LedgerFact.Held;
import guildhall.ledger.LedgerFact.Increased;
import guildhall.ledger.LedgerFact.LimitsSet;
import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.LedgerFact.Refunded;
import guildhall.ledger.LedgerFact.Refused;
import guildhall.ledger.LedgerFact.Release;
import guildhall.ledger.LedgerFact.Released;
import guildhall.ledger.LedgerFact.Transferred;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is written is what is read, and what version 1 wrote is still read.
class LedgerCodecTest {
  private static final int ROOM = 64 * 1024;
  private static final String LONG_NAME = "é".repeat(98) + "𝄞";
  private static final Id HOLD = new Id(1, 2);
  private static final Id OTHER = new Id(-3, 4);
  private static final Posting EXTREME =
      new Posting(
          LONG_NAME, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE + 1);

  private static <F extends Fact> void roundTrip(FactCodec<F> codec, F fact) {
    ByteBuffer out = ByteBuffer.allocate(ROOM);
    codec.encode(fact, out);
    ByteBuffer body = out.flip().slice();
    assertThat(codec.decode(2, body.duplicate())).isEqualTo(fact);
    ByteBuffer direct = ByteBuffer.allocateDirect(body.remaining()).put(body.duplicate()).flip();
    assertThat(codec.decode(2, direct)).isEqualTo(fact);
    ByteBuffer cut = body.duplicate().limit(body.remaining() - 1);
    assertThatThrownBy(() -> codec.decode(2, cut)).isInstanceOf(IllegalArgumentException.class);
    ByteBuffer more = ByteBuffer.allocate(body.remaining() + 1).put(body).rewind();
    assertThatThrownBy(() -> codec.decode(2, more)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> codec.decode(3, ByteBuffer.allocate(9)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void decode_whatWasEncoded_isTheSameFact() {
    for (AccountKind kind : AccountKind.values()) {
      roundTrip(LedgerCodecs.ACCOUNT_OPENED, new AccountOpened("ada", LONG_NAME, kind, "gold"));
    }
    roundTrip(LedgerCodecs.ACCOUNT_FROZEN, new AccountFrozen(LONG_NAME, true));
    roundTrip(LedgerCodecs.ACCOUNT_CLOSED, new AccountClosed("", false));
    roundTrip(LedgerCodecs.LIMITS_SET, new LimitsSet("ada", Limits.NONE));
    roundTrip(
        LedgerCodecs.LIMITS_SET,
        new LimitsSet(
            "ada", new Limits(Long.MIN_VALUE, 0, 1, 2, Long.MAX_VALUE, Optional.of("org"))));
    roundTrip(
        LedgerCodecs.HELD,
        new Held(HOLD, Optional.empty(), "ada", Long.MIN_VALUE, Long.MAX_VALUE, -1));
    roundTrip(LedgerCodecs.HELD, new Held(HOLD, Optional.of(OTHER), LONG_NAME, 0, 0, 0));
    roundTrip(LedgerCodecs.INCREASED, new Increased(OTHER, HOLD, Long.MAX_VALUE, Long.MIN_VALUE));
    roundTrip(LedgerCodecs.EXTENDED, new Extended(HOLD, Long.MIN_VALUE));
    for (Release why : Release.values()) {
      roundTrip(LedgerCodecs.RELEASED, new Released(HOLD, why));
    }
    for (LedgerStatus status : LedgerStatus.values()) {
      roundTrip(LedgerCodecs.REFUSED, new Refused(OTHER, Long.MIN_VALUE, status));
    }
    roundTrip(LedgerCodecs.GROUPED, new Grouped(OTHER, Long.MAX_VALUE));
  }

  @Test
  void decode_movements_haveAllTheirLegs() {
    for (int legs : new int[] {0, 1, 2, 3, 257}) {
      List<Posting> postings = Collections.nCopies(legs, EXTREME);
      roundTrip(
          LedgerCodecs.TRANSFERRED, new Transferred(OTHER, LONG_NAME, Long.MIN_VALUE, postings));
      roundTrip(
          LedgerCodecs.CAPTURED,
          new Captured(HOLD, "fee", Long.MAX_VALUE, postings, OTHER, legs == 1, -1));
      roundTrip(
          LedgerCodecs.REFUNDED,
          new Refunded(HOLD, OTHER, "r", 0, postings, Collections.nCopies(legs, Long.MAX_VALUE)));
    }
  }

  private static <F extends Fact> F version1(FactCodec<F> codec, String hex) {
    return codec.decode(1, ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }

  private static final String POSTINGS =
      "68706f7374696e677382bf676163636f756e746462616e6b6c616d6f756e744d6963726f73266d62616c616e63"
          + "654d6963726f73266870726576696f757320ffbf676163636f756e7465c3a464c3a46c616d6f756e744d69"
          + "63726f73076d62616c616e63654d6963726f73076870726576696f757303ffff";

  @Test
  void decode_whatVersion1Wrote_isReadAsToday() {
    List<Posting> postings =
        List.of(new Posting("bank", -7, -7, -1, -1), new Posting("ädä", 7, 7, 3, -1));
    assertThat(
            version1(
                LedgerCodecs.ACCOUNT_OPENED,
                "bf676163636f756e7463616461656f776e657263657665646b696e64695052494e434950414cff"))
        .isEqualTo(new AccountOpened("ada", "eve", AccountKind.PRINCIPAL, "credit"));
    assertThat(
            version1(LedgerCodecs.ACCOUNT_FROZEN, "bf676163636f756e74636164616666726f7a656ef5ff"))
        .isEqualTo(new AccountFrozen("ada", true));
    assertThat(
            version1(
                LedgerCodecs.TRANSFERRED,
                "bf626964bf646869676822636c6f7704ff66726561736f6e6466756e6468626f647948617368bf6468"
                    + "69676805636c6f7706ff"
                    + POSTINGS))
        .isEqualTo(new Transferred(OTHER, "fund", 5, postings));
    assertThat(
            version1(
                LedgerCodecs.HELD,
                "bf626964bf646869676801636c6f7702ff66706172656e74bf646869676822636c6f7704ff65706179"
                    + "657263616461696665654d6963726f73016e657870656e7365734d6963726f73026d65787069"
                    + "7265734d6963726f731b7fffffffffffffffff"))
        .isEqualTo(new Held(HOLD, Optional.of(OTHER), "ada", 1, 2, Long.MAX_VALUE));
    assertThat(
            version1(
                LedgerCodecs.CAPTURED,
                "bf64686f6c64bf646869676801636c6f7702ff66726561736f6e636665656e63617074757265644d69"
                    + "63726f7307"
                    + POSTINGS))
        .isEqualTo(new Captured(HOLD, "fee", 7, postings, HOLD, true, 0));
    assertThat(
            version1(
                LedgerCodecs.RELEASED,
                "bf64686f6c64bf646869676801636c6f7702ff637768796745585049524544ff"))
        .isEqualTo(new Released(HOLD, Release.EXPIRED));
    assertThatThrownBy(() -> version1(LedgerCodecs.GROUPED, "bfff"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void cbor_ofAnId_isTwoNumbers() {
    record Named(Id id) implements Fact {}

    ByteBuffer out = ByteBuffer.allocate(100);
    FactTypes.cbor(Named.class).encode(new Named(HOLD), out);
    assertThat(HexFormat.of().formatHex(out.array(), 0, out.position()))
        .isEqualTo("bf626964bf646869676801636c6f7702ffff");
  }
}
