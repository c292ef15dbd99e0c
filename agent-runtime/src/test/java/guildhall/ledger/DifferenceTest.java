package guildhall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Entry;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.Transfer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whoever asks something else under a known id is told what is different.
class DifferenceTest {
  private static final Id ID = Id.at(0, "x");
  private static final Transfer ASKED =
      new Transfer(ID, "bank", List.of(new Credit("ada", 5)), "gift");

  private final LedgerScript script =
      LedgerScript.of(
          """
          open bank TREASURY -> created
          open ada PRINCIPAL -> created
          open bob PRINCIPAL -> created
          """);

  private List<String> difference(Operation first, Operation second) {
    long position = script.book.size();
    for (LedgerFact fact : script.ledger.decide(first, 0, position).facts()) {
      script.ledger.apply(new Entry(position, 0, fact));
      script.book.add(new Entry(position++, 0, fact));
    }
    Decision again = script.ledger.decide(second, 0, position);
    assertThat(again.status()).isEqualTo(LedgerStatus.EXISTS_WITH_DIFFERENT_BODY);
    return Difference.of(second, (LedgerFact) script.book.get((int) again.original()).fact());
  }

  @Test
  void of_transfers_namesTheFields() {
    List<Credit> more = List.of(new Credit("ada", 6));
    List<Credit> bob = List.of(new Credit("bob", 5));
    assertThat(difference(ASKED, new Transfer(ID, "bank", more, "gift"))).containsExactly("amount");
    assertThat(difference(ASKED, new Transfer(ID, "bank", bob, "gift"))).containsExactly("credit");
    assertThat(difference(ASKED, new Transfer(ID, "bob", ASKED.to(), "loan")))
        .containsExactly("debit", "reason");
    assertThat(difference(ASKED, new Operation.Burn(ID, "bank", "ada", 6, "gift")))
        .containsExactly("amount");
    assertThat(difference(ASKED, new Operation.Increase(ID, ID, 1, 1)))
        .containsExactly("operation");
  }

  @Test
  void of_holds_namesTheFields() {
    Hold first = new Hold(ID, Optional.empty(), "bank", 1, 2, 100);
    assertThat(difference(first, new Hold(ID, Optional.empty(), "ada", 2, 1, 99)))
        .containsExactly("amount", "debit", "expiry");
    assertThat(difference(first, new Hold(ID, Optional.of(ID), "", 1, 2, 100)))
        .containsExactly("parent");
  }

  @Test
  void decision_knownIds_giveTheReasonAndTheEntry() {
    Transfer poor = new Transfer(ID, "ada", List.of(new Credit("bob", 5)), "gift");
    Decision refused = script.ledger.decide(poor, 0, 3);
    assertThat(refused.facts()).hasSize(1);
    script.ledger.apply(new Entry(3, 0, refused.facts().getFirst()));
    Decision again = script.ledger.decide(poor, 0, 4);
    assertThat(again.status()).isEqualTo(LedgerStatus.ID_ALREADY_FAILED);
    assertThat(again.reason()).isEqualTo(LedgerStatus.INSUFFICIENT_FUNDS);
    assertThat(again.original()).isEqualTo(3);
    assertThat(script.ledger.outcome(ID)).contains(new Outcome(LedgerStatus.INSUFFICIENT_FUNDS, 3));
    Id fresh = script.ledger.newIdBelow(ID, 0, 4, "capture");
    assertThat(fresh).isEqualTo(Id.below(ID, "capture"));
    assertThat(fresh.timeMillis()).isEqualTo(ID.timeMillis());
    assertThat(fresh.isTimeOrdered()).isTrue();
  }
}
