package guildhall.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.Entry;
import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.LedgerFact.Transferred;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Transfer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Where numbers, depth and trust end.
class LedgerLimitsTest {
  private static final String WORLD =
      """
      open bank TREASURY -> created
      open ada PRINCIPAL -> created
      open bob PRINCIPAL -> created
      transfer fund bank ada:100 -> created
      """;

  private static final String TEN =
      """
      open bank TREASURY -> created
      open a0 PRINCIPAL -> created
      open a1 PRINCIPAL -> created
      open a2 PRINCIPAL -> created
      open a3 PRINCIPAL -> created
      open a4 PRINCIPAL -> created
      open a5 PRINCIPAL -> created
      open a6 PRINCIPAL -> created
      open a7 PRINCIPAL -> created
      open a8 PRINCIPAL -> created
      open a9 PRINCIPAL -> created
      """;

  @Test
  void new_negativeMargin_isRefused() {
    assertThatThrownBy(() -> new Ledger(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void decide_heldByTreasuriesBeyondCounting_neverWrapsTheHeldAmount() {
    LedgerScript script =
        LedgerScript.of(
            """
            open bank TREASURY -> created
            hold h1 bank max+0 @100 -> created
            hold h2 bank 1+0 @100 -> insufficient_funds
            hold h2 bank max+0 @100 -> insufficient_funds
            account bank 0 held max
            """);
    AccountView bank = script.ledger.find("bank").orElseThrow();
    assertThat(bank.availableMicros()).isEqualTo(-Long.MAX_VALUE);
  }

  @Test
  void decide_captureWhenSupplyIsExhausted_stillPays() {
    LedgerScript.of(
        """
        open bank TREASURY -> created
        open ada PRINCIPAL -> created
        open bob PRINCIPAL -> created
        hold h1 bank 7+0 @100 -> created
        transfer t1 bank ada:9223372036854775800 -> created
        transfer t2 bank bob:1 -> insufficient_funds
        capture h1 ada:7 -> created
        account ada max held 0
        account bank -max held 0
        """);
  }

  @Test
  void limit_creditLineLoweredBelowWhatIsHeld_whatIsHeldStillCounts() {
    LedgerScript.of(
        """
        open bank TREASURY -> created
        open ada PRINCIPAL -> created
        open bob PRINCIPAL -> created
        limit ada line=10 -> created
        hold h1 ada 10+0 @100 -> created
        limit ada line=4 -> created
        transfer t1 bank bob:9223372036854775798 -> insufficient_funds
        transfer t2 bank bob:9223372036854775797 -> created
        capture h1 bob:10 -> created
        account bob max held 0
        account ada -10 held 0
        """);
  }

  @Test
  void refund_byTwoTreasuries_needsRoomForWhatBothPutIntoCirculation() {
    LedgerScript.agreed(
        """
        open bank TREASURY -> created
        open mint TREASURY -> created
        open ada PRINCIPAL -> created
        open bob PRINCIPAL -> created
        transfer t1 bank ada:max -> created
        transfer t2 ada bank:10,mint:10 -> created
        transfer t3 mint bob:10 -> created
        refund r1 of t2 20 -> insufficient_funds
        refund r1 of t2 11 -> insufficient_funds
        refund r1 of t2 10 -> created
        transfer t4 mint bob:1 -> insufficient_funds
        transfer t5 bob ada:10 -> created
        account ada max held 0
        """);
  }

  @Test
  void refund_byATreasuryThatHasMoneyOfItsOwn_takesThatFirst() {
    LedgerScript.agreed(
        """
        open bank TREASURY -> created
        open mint TREASURY -> created
        open ada PRINCIPAL -> created
        transfer t1 bank ada:max -> created
        transfer t2 ada bank:10,mint:10 -> created
        refund r1 of t2 20 -> created
        account ada max held 0
        account mint 0 held 0
        """);
  }

  @Test
  void increase_ofWhatWasCapturedAndCameBack_neverWrapsTheHold() {
    LedgerScript script =
        LedgerScript.agreed(
            """
            open bank TREASURY -> created
            open ada PRINCIPAL -> created
            open bob PRINCIPAL -> created
            transfer t1 bank ada:max -> created
            hold h1 ada max+0 @100 -> created
            part h1 bob:2 -> created
            transfer t2 bob ada:2 -> created
            increase i1 h1 0+1 -> exceeds_hold_limit
            again increase i1 h1 0+1 -> id_already_failed
            increase i1 h1 1+1 -> exceeds_hold_limit
            freeze ada -> created
            increase i1 h1 1+1 -> account_frozen
            thaw ada -> created
            capture h1 bob:9223372036854775805 -> created
            account ada 2 held 0
            """);
    assertThat(script.ledger.find("ada").orElseThrow().availableMicros()).isEqualTo(2);
  }

  @Test
  void limit_chainBuiltFromTheBottom_isNoDeeperThanOneFromTheTop() {
    LedgerScript.agreed(
        TEN
            + """
            limit a0 under=a1 -> created
            limit a1 under=a2 -> created
            limit a2 under=a3 -> created
            limit a3 under=a4 -> created
            limit a4 under=a5 -> created
            limit a5 under=a6 -> created
            limit a6 under=a7 -> created
            limit a7 under=a8 -> created
            limit a8 under=a9 -> limits_cycle
            limit a8 under=a0 -> limits_cycle
            limit a8 spend=5 -> created
            transfer t1 bank a0:10 -> created
            transfer t2 a0 bank:6 -> budget_exceeded
            transfer t2 a0 bank:5 -> created
            """);
  }

  @Test
  void limit_chainBuiltFromTheTop_isNoDeeperThanEight() {
    LedgerScript.agreed(
        TEN
            + """
            limit a8 under=a9 -> created
            limit a7 under=a8 -> created
            limit a6 under=a7 -> created
            limit a5 under=a6 -> created
            limit a4 under=a5 -> created
            limit a3 under=a4 -> created
            limit a2 under=a3 -> created
            limit a1 under=a2 -> created
            limit a0 under=a1 -> limits_cycle
            limit a0 under=a2 -> created
            """);
  }

  @Test
  void limit_twoChainsJoined_countTogetherThroughTrialsAndSnapshots() throws IOException {
    LedgerScript script =
        LedgerScript.agreed(
            TEN
                + """
                limit a0 under=a1 -> created
                limit a1 under=a2 -> created
                limit a2 under=a3 -> created
                limit a3 under=a4 -> created
                limit a5 under=a6 -> created
                limit a6 under=a7 -> created
                limit a7 under=a8 -> created
                limit a8 under=a9 -> created
                limit a4 under=a5 -> limits_cycle
                group g1 limit a0; limit a4 under=a5; limit a0 under=a1 -> linked_failed
                limit a4 under=a5 -> limits_cycle
                limit a0 under=a2 -> created
                limit a4 under=a5 -> created
                limit a0 under=a1 -> limits_cycle
                group g2 limit a4; limit a0 under=a1 -> created
                limit a4 under=a5 -> limits_cycle
                """);
    var bytes = new ByteArrayOutputStream();
    script.ledger.save(new DataOutputStream(bytes));
    Ledger loaded = new Ledger(LedgerScript.MARGIN);
    loaded.load(
        script.ledger.stateVersion(),
        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    Limits under =
        new Limits(0, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 0, Optional.of("a5"));
    assertThat(loaded.decide(new Operation.SetLimits("a4", under), 0, 0).status())
        .isEqualTo(LedgerStatus.LIMITS_CYCLE);
  }

  @Test
  void void_ofAVeryDeepTree_endsEveryHold() {
    int depth = 20_000;
    Ledger ledger = new Ledger(0);
    long position = 0;
    List<Operation> operations = new ArrayList<>();
    operations.add(new Operation.OpenAccount("ada", "ada", AccountKind.PRINCIPAL));
    for (int i = 0; i < depth; i++) {
      operations.add(
          new Operation.Hold(
              Id.at(0, "hold", Integer.toString(i)),
              i == 0 ? Optional.empty() : Optional.of(Id.at(0, "hold", Integer.toString(i - 1))),
              "ada",
              0,
              0,
              1000));
    }
    operations.add(new Operation.VoidHold(Id.at(0, "hold", "0")));
    for (Operation operation : operations) {
      Decision decision = ledger.decide(operation, 0, position);
      assertThat(decision.status()).isEqualTo(LedgerStatus.CREATED);
      for (LedgerFact fact : decision.facts()) {
        ledger.apply(new Entry(position++, 0, fact));
      }
    }
    assertThat(ledger.openHoldCount()).isZero();
  }

  @Test
  void nextExpired_sameExpiry_goesByUnsignedId() {
    Ledger ledger = new Ledger(0);
    ledger.apply(
        new Entry(
            0, 0, new LedgerFact.AccountOpened("ada", "ada", AccountKind.PRINCIPAL, "credit")));
    List<Id> ids = List.of(new Id(-1, 0), new Id(1, -1), new Id(1, 5), new Id(0, 9));
    long position = 1;
    for (Id id : ids) {
      ledger.apply(
          new Entry(position++, 0, new LedgerFact.Held(id, Optional.empty(), "ada", 0, 0, 10)));
    }
    List<LedgerFact> released = new ArrayList<>();
    List<LedgerFact> due = ledger.nextExpired(10);
    while (!due.isEmpty()) {
      released.addAll(due);
      for (LedgerFact fact : due) {
        ledger.apply(new Entry(position++, 10, fact));
      }
      due = ledger.nextExpired(10);
    }
    assertThat(released)
        .extracting(fact -> ((LedgerFact.Released) fact).hold())
        .containsExactly(new Id(0, 9), new Id(1, 5), new Id(1, -1), new Id(-1, 0));
  }

  @Test
  void decide_replayWithLegsThatOnlyReadAlike_isADifferentBody() {
    Ledger ledger = LedgerScript.of(WORLD).ledger;
    String trick = "ada, amountMicros=1], Credit[account=bob";
    ledger.apply(
        new Entry(
            4, 0, new LedgerFact.AccountOpened(trick, "eve", AccountKind.PRINCIPAL, "credit")));
    Id id = Id.at(0, "t1");
    Transfer one = new Transfer(id, "bank", List.of(new Credit(trick, 2)), "gift");
    Transfer two =
        new Transfer(id, "bank", List.of(new Credit("ada", 1), new Credit("bob", 2)), "gift");
    assertThat(one.to()).hasToString(two.to().toString());
    ledger.apply(new Entry(5, 0, ledger.decide(one, 0, 5).facts().getFirst()));
    assertThat(ledger.decide(one, 0, 5).status()).isEqualTo(LedgerStatus.EXISTS);
    assertThat(ledger.decide(two, 0, 5).status())
        .isEqualTo(LedgerStatus.EXISTS_WITH_DIFFERENT_BODY);
  }

  @Test
  void decide_moreLegsThanAnEntryHolds_isRefusedByItsShape() {
    Ledger ledger = LedgerScript.of(WORLD).ledger;
    List<Credit> most = Collections.nCopies(256, new Credit("bob", 1));
    List<Credit> more = Collections.nCopies(257, new Credit("bob", 1));
    Id id = Id.at(0, "t1");
    Transfer whole = new Transfer(id, "bank", most, "gift");
    assertThat(ledger.decide(whole, 0, 4).status()).isEqualTo(LedgerStatus.CREATED);
    List<Operation> refused =
        List.of(
            new Transfer(id, "bank", more, "gift"),
            new Operation.Capture(id, id, more, "fee", false),
            new Operation.Linked(id, Collections.nCopies(65, new Operation.Freeze("ada", true))));
    for (Operation operation : refused) {
      Decision decision = ledger.decide(operation, 0, 4);
      assertThat(decision.status()).isEqualTo(LedgerStatus.TOO_MANY_LEGS);
      assertThat(decision.facts()).isEmpty();
    }
    String longest = "é".repeat(100);
    Transfer named = new Transfer(id, "bank", List.of(new Credit(longest, 1)), longest);
    assertThat(ledger.decide(named, 0, 4).status()).isEqualTo(LedgerStatus.CREDIT_NOT_FOUND);
    for (String bad : List.of("", longest + "x", "a\nb", "\ud800")) {
      Transfer wrong = new Transfer(id, "bank", List.of(new Credit("ada", 1)), bad);
      assertThat(ledger.decide(wrong, 0, 4).status()).isEqualTo(LedgerStatus.BAD_NAME);
    }
  }

  @Test
  void apply_decisionMadeBeforeAnotherWasAppended_stopsTheBook() {
    LedgerScript script = LedgerScript.of(WORLD);
    Ledger ledger = script.ledger;
    LedgerFact stale = ledger.decide(transfer("t1", "ada", "bob", 100), 0, 4).facts().getFirst();
    LedgerFact first = ledger.decide(transfer("t2", "ada", "bob", 100), 0, 4).facts().getFirst();
    ledger.apply(new Entry(4, 0, first));
    Entry second = new Entry(5, 0, stale);
    assertThatThrownBy(() -> ledger.apply(second))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("entry 5");
    assertThat(ledger.find("ada").orElseThrow().balanceMicros()).isZero();
  }

  @Test
  void apply_holdOrAccountNeverMade_stopsTheBook() {
    Ledger ledger = new Ledger(0);
    Entry released =
        new Entry(0, 0, new LedgerFact.Released(Id.at(0, "x"), LedgerFact.Release.VOIDED));
    Entry frozen = new Entry(0, 0, new LedgerFact.AccountFrozen("ada", true));
    assertThatThrownBy(() -> ledger.apply(released)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ledger.apply(frozen)).hasMessageContaining("ada");
  }

  @Test
  void apply_factOfAnotherPackage_isIgnored() {
    record Other() implements guildhall.book.Fact {}

    Ledger ledger = new Ledger(0);
    ledger.apply(new Entry(0, 0, new Other()));
    assertThat(ledger.accounts()).isEmpty();
  }

  @Test
  void decide_samePayeeTwice_givesOnePostingAndAllSumToZero() {
    Ledger ledger = LedgerScript.of(WORLD).ledger;
    List<Credit> to = List.of(new Credit("bob", 3), new Credit("bank", 1), new Credit("bob", 4));
    Transferred fact =
        (Transferred)
            ledger.decide(new Transfer(Id.at(0, "t1"), "ada", to, "gift"), 0, 4).facts().getFirst();
    assertThat(fact.postings())
        .containsExactly(
            new Posting("ada", -8, 92, 3, 3),
            new Posting("bob", 7, 7, -1, -1),
            new Posting("bank", 1, -99, 3, 3));
  }

  @Test
  void postings_ofAFact_cannotBeChanged() {
    List<Posting> mutable = new ArrayList<>(List.of(new Posting("ada", 0, 0, -1, -1)));
    Transferred fact = new Transferred(Id.at(0, "t"), "gift", 1, mutable);
    mutable.clear();
    assertThat(fact.postings()).hasSize(1).isUnmodifiable();
  }

  @Test
  void idHash_partsSplitElsewhere_differs() {
    assertThat(Id.hash("ab", "c")).isNotEqualTo(Id.hash("a", "bc"));
    assertThat(Id.hash("a\nb")).isNotEqualTo(Id.hash("a", "b"));
    assertThat(Id.hash("a", "")).isNotEqualTo(Id.hash("a"));
    assertThat(Id.hash("a", "b")).isEqualTo(Id.hash("a", "b"));
    assertThat(new Id(1, -1).toString()).isEqualTo("0000000000000001ffffffffffffffff");
  }

  private static Transfer transfer(String id, String from, String to, long amount) {
    return new Transfer(Id.at(0, id), from, List.of(new Credit(to, amount)), "gift");
  }
}
