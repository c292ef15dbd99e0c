package guildhall.rail;

import static guildhall.rail.Till.CREDIT;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.ledger.Operation.Issue;
import guildhall.rail.Rail.Outcome;
import guildhall.rail.Reconciliation.Item;
import guildhall.rail.faultrail.FaultRail;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the book and the rail say of each other.
class ReconciliationTest {

  @TempDir private Path folder;
  private final FaultRail rail = new FaultRail();

  @Test
  void reconcile_inEveryStage_isCleanAndChangesNothing() throws Exception {
    try (Till till = new Till(folder, rail)) {
      clean(till, 0, 0, 0);
      rail.receive(10, "a", "ann", 50 * CREDIT);
      clean(till, 0, 0, 50);
      var _ = till.desk().collect();
      clean(till, -50, 0, 0);
      var _ = till.withdraw("w", "ann", 20 * CREDIT);
      clean(till, -50, 20, 0);
      var _ = till.desk().settle();
      clean(till, -50, 20, 0);
      rail.endAll(new Outcome.Paid("bank-7"));
      clean(till, -50, 20, 0);
      assertThat(till.desk().reconcile().paidPendingMicros()).isEqualTo(20 * CREDIT);
      var _ = till.desk().settle();
      clean(till, -30, 0, 0);
      var _ = till.withdraw("v", "bob", CREDIT);
      var _ = till.desk().settle();
      clean(till, -30, 1, 0);
    }
  }

  private static void clean(Till till, long balance, long pending, long uncollected)
      throws Exception {
    long end = till.end();
    Reconciliation it = till.desk().reconcile();
    assertThat(it.isClean()).as(it.toString()).isTrue();
    assertThat(it.balanceMicros()).isEqualTo(balance * CREDIT);
    assertThat(it.pendingMicros()).isEqualTo(pending * CREDIT);
    assertThat(it.uncollectedMicros()).isEqualTo(uncollected * CREDIT);
    assertThat(it.balanceMicros())
        .isEqualTo(it.paidMicros() - it.paidPendingMicros() - it.depositsMicros());
    assertThat(till.end()).as("read only").isEqualTo(end);
    assertThat(till.balances()).isNotEmpty();
  }

  @Test
  void reconcile_payoutTheBookDoesNotKnow_isListed() throws Exception {
    try (Till till = new Till(folder, rail)) {
      rail.payByItself("mine", "IBAN-9", 4 * CREDIT);
      Reconciliation it = till.desk().reconcile();
      assertThat(it.payoutsOnlyAtRail()).containsExactly(new Item("mine", "IBAN-9", 4 * CREDIT));
      assertThat(it.differenceMicros()).isEqualTo(-4 * CREDIT);
      assertThat(it.isClean()).isFalse();
    }
  }

  @Test
  void reconcile_railChangesItsMind_isListed() throws Exception {
    try (Till till = new Till(folder, rail)) {
      var _ = till.withdraw("w", "ann", CREDIT);
      var _ = till.desk().settle();
      rail.endAll(new Outcome.Refused("closed"));
      var _ = till.desk().settle();
      assertThat(till.desk().reconcile().isClean()).isTrue();
      rail.endAll(new Outcome.Paid("after all"));
      Item item = new Item(Till.reference("w"), "IBAN-1", CREDIT);
      assertThat(till.desk().reconcile().payoutsOnlyAtRail()).containsExactly(item);

      FaultRail other = new FaultRail();
      try (Till second = new Till(folder.resolve("second"), other)) {
        var _ = second.withdraw("w", "ann", CREDIT);
        var _ = second.desk().settle();
        other.endAll(new Outcome.Paid("yes"));
        var _ = second.desk().settle();
        other.endAll(new Outcome.Refused("no"));
        Reconciliation it = second.desk().reconcile();
        assertThat(it.payoutsOnlyInBook()).containsExactly(item);
        assertThat(it.payoutsOnlyAtRail()).isEmpty();
        assertThat(it.differenceMicros()).isEqualTo(CREDIT);
      }
    }
  }

  @Test
  void reconcile_moneyMadeByHandOutOfTheRail_isADifference() throws Exception {
    try (Till till = new Till(folder, rail)) {
      till.decide(new Issue(Till.id("hand"), "@rail:fault", "ann", CREDIT, "by hand"));
      Reconciliation it = till.desk().reconcile();
      assertThat(it.differenceMicros()).isEqualTo(-CREDIT);
      assertThat(List.of(it.depositsOnlyInBook(), it.depositsOnlyAtRail())).containsOnly(List.of());
    }
  }
}
