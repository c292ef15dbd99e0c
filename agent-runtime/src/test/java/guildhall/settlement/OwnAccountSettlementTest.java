package guildhall.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.ledger.LedgerStatus;
import guildhall.settlement.Engagement.State;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Holds that stand apart from the calls they were made for: they end with them all the same, in
/// one group of the book.
class OwnAccountSettlementTest {

  private final Counter counter = new Counter();

  /// `t/a` is at work for the task; it has bought `b` at the cost of olga, and `b` has bought `c`
  /// under its own hold and `d` at the cost of dora.
  @BeforeEach
  void tree() {
    counter.fund("olga", 1000);
    counter.fund("dora", 1000);
    counter.award("t/a", 0, Optional.empty(), 100, 0);
    assertThat(counter.awardOwn("t/a#0/b", "t/a#0", "olga", 500, 300))
        .isEqualTo(LedgerStatus.CREATED);
    assertThat(counter.awardOwn("t/a#0/b#0/d", "t/a#0/b#0", "dora", 500, 200))
        .isEqualTo(LedgerStatus.CREATED);
    assertThat(counter.held("olga")).isEqualTo(300);
    assertThat(counter.held("dora")).isEqualTo(200);
  }

  @AfterEach
  void close() throws Exception {
    assertThat(counter.trialBalance()).isZero();
    counter.close();
  }

  private void assertAllReturned() {
    assertThat(counter.held("olga")).isZero();
    assertThat(counter.held("dora")).isZero();
    assertThat(counter.balance("olga")).isEqualTo(1000);
    assertThat(counter.balance("dora")).isEqualTo(1000);
    assertThat(counter.engagement("t/a#0/b#0").state()).isEqualTo(State.REJECTED);
    assertThat(counter.engagement("t/a#0/b#0/d#0").state()).isEqualTo(State.REJECTED);
  }

  @Test
  void settle_openPurchasesOfOwners_areVoidedWithIt() {
    assertThat(counter.settle("t/a#0", 100, false)).isEqualTo(LedgerStatus.CREATED);
    assertAllReturned();
    assertThat(counter.spent()).isEqualTo(100);
  }

  @Test
  void reject_openPurchasesOfOwners_areVoidedWithIt() {
    assertThat(counter.reject("t/a#0", "agent_threw", "")).isEqualTo(LedgerStatus.CREATED);
    assertAllReturned();
    assertThat(counter.spent()).isZero();
  }

  @Test
  void release_openPurchasesOfOwners_areVoidedWithTheTask() {
    counter.release();
    assertAllReturned();
    assertThat(counter.openHolds()).isZero();
  }

  @Test
  void settle_purchaseOfAnOwner_isHisCostAndNotTheRoots() {
    assertThat(counter.settle("t/a#0/b#0", 300, false)).isEqualTo(LedgerStatus.CREATED);
    assertThat(counter.settle("t/a#0", 100, false)).isEqualTo(LedgerStatus.CREATED);
    assertThat(counter.balance("olga")).isEqualTo(700);
    assertThat(counter.balance("dora")).isEqualTo(1000);
    assertThat(counter.spent()).isEqualTo(100);
    assertThat(counter.receipt().total().micros()).isEqualTo(100);
    assertThat(counter.engagement("t/a#0/b#0").payer()).contains("olga");
  }

  @Test
  void award_overWhatACallMaySpend_isRefusedAndHoldsNothing() {
    assertThat(counter.awardOwn("t/a#0/e", "t/a#0", "olga", 500, 201))
        .isEqualTo(LedgerStatus.EXCEEDS_EXPENSES);
    assertThat(counter.held("olga")).isEqualTo(300);
    assertThat(counter.awardOwn("t/a#0/e", "t/a#0", "olga", 500, 200))
        .isEqualTo(LedgerStatus.CREATED);
  }

  @Test
  void award_callThatAsksHasEnded_isRefusedAndHoldsNothing() {
    counter.reject("t/a#0", "refused", "");
    assertThat(counter.awardOwn("t/a#0/e", "t/a#0", "olga", 500, 1))
        .isEqualTo(LedgerStatus.HOLD_VOIDED);
    assertThat(counter.held("olga")).isZero();
  }
}
