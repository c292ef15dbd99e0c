package guildhall.settlement;

import static guildhall.settlement.Royalties.LineState.DUE;
import static guildhall.settlement.Royalties.LineState.PAID;
import static guildhall.settlement.Royalties.LineState.REVERSED;
import static guildhall.settlement.Royalties.LineState.VESTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation.CloseAccount;
import guildhall.ledger.Operation.ReopenAccount;
import guildhall.sdk.Receipt;
import guildhall.sdk.Receipt.Line;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Royalties between their distribution and their payment, over a real book in memory with a window
/// of an hour.
class VestingTest {

  private static final long HOUR = 3_600_000_000L;
  private static final long SECOND = 1_000_000;

  private Counter counter = new Counter();

  @AfterEach
  void close() throws Exception {
    assertThat(counter.trialBalance()).isZero();
    assertThat(counter.balance("@vesting")).isEqualTo(counter.backlog().vestingMicros());
    counter.close();
  }

  private void withWindow(long micros) throws Exception {
    counter.close();
    counter = new Counter(micros);
  }

  private RoyaltyStatus reverse(String call, int line) {
    return counter.reverse(call, OptionalInt.of(line), Optional.empty(), "copied from elsewhere");
  }

  private RoyaltyStatus reroute(String call, int line, String to) {
    return counter.reverse(call, OptionalInt.of(line), Optional.of(to), "it was theirs");
  }

  @Test
  void distribute_withAWindow_movesOneSumAndPaysNobodyUntilItIsOver() {
    List<Line> lines = counter.distributed("t/a", 1000, "cid", "dot", "cid", "eve");
    assertThat(lines).hasSize(3);
    assertThat(counter.balance("@royalties")).isZero();
    assertThat(counter.balance("@vesting")).isEqualTo(200);
    assertThat(counter.figures("cid")).isEqualTo(new RoyaltyFigures(100, 0, 0, 0));
    counter.pass(HOUR - SECOND);
    assertThat(counter.balance("cid")).isZero();
    assertThat(counter.lineStates("t/a#0")).containsOnly(VESTING);
    counter.pass(SECOND);
    assertThat(counter.balance("cid")).isEqualTo(100);
    assertThat(counter.balance("dot")).isEqualTo(50);
    assertThat(counter.balance("@vesting")).isZero();
    assertThat(counter.lineStates("t/a#0")).containsOnly(PAID);
    assertThat(counter.figures("cid")).isEqualTo(new RoyaltyFigures(0, 100, 0, 0));
    assertThat(counter.spent()).isEqualTo(1000);
  }

  @Test
  void distribute_withoutAWindow_paysAtOnceAsItEverDid() throws Exception {
    withWindow(0);
    counter.distributed("t/a", 1000, "cid");
    assertThat(counter.balance("cid")).isEqualTo(200);
    assertThat(counter.balance("@vesting")).isZero();
    assertThat(counter.engagement("t/a#0").vestsMicros()).isZero();
    assertThat(counter.figures("cid")).isEqualTo(new RoyaltyFigures(0, 200, 0, 0));
    assertThat(reverse("t/a#0", 0)).isEqualTo(RoyaltyStatus.ALREADY_PAID);
    assertThat(counter.balance("cid")).isEqualTo(200);
  }

  @Test
  void pay_manyReceiptsOfOneBucket_isOneMovementForEachContributor() {
    for (int i = 0; i < 10; i++) {
      counter.distributed("t/r" + i, 1000, "cid", "dot");
    }
    counter.pass(150 * SECOND);
    counter.distributed("t/later", 1000, "cid");
    counter.pass(HOUR);
    assertThat(counter.balance("cid")).isEqualTo(1200);
    assertThat(counter.royaltyPayments("cid")).isEqualTo(2);
    assertThat(counter.royaltyPayments("dot")).isEqualTo(1);
  }

  @Test
  void pay_moreThanABatchHasTimeFor_goesOnAtTheNextAndShowsTheBacklog() {
    int each = RoyaltySplit.MOST_PAYEES - 1;
    for (int i = 0; i < 3; i++) {
      int from = each * i;
      counter.distributed(
          "t/r" + i,
          1_000_000,
          IntStream.range(from, from + each).mapToObj(n -> "c" + n).toArray(String[]::new));
    }
    int atOnce = Royalties.PAID_TOGETHER * Royalties.MOVEMENTS_PER_BATCH;
    assertThat(counter.backlog().duePayments()).isZero();
    counter.freezeVesting(true);
    counter.pass(HOUR);
    assertThat(counter.backlog().duePayments()).isEqualTo(3L * each);
    assertThat(counter.backlog().dueMicros()).isEqualTo(600_000);
    assertThat(counter.paidByOneBatchAfterTheFreeze()).isEqualTo(atOnce);
    counter.pass(0);
    assertThat(counter.backlog()).isEqualTo(new RoyaltyBacklog(0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void backlog_beforeTheDistribution_showsWhatWaits() {
    counter.award("t/a", 0, Optional.empty(), 1000, 0);
    counter.award("t/b", 0, Optional.empty(), 500, 0);
    counter.settle("t/a#0", 1000, true);
    counter.settle("t/b#0", 500, true);
    assertThat(counter.backlog()).isEqualTo(new RoyaltyBacklog(2, 300, 0, 0, 0, 0, 0));
    counter.distributed("t/c", 1000, "cid");
    assertThat(counter.backlog()).isEqualTo(new RoyaltyBacklog(2, 300, 1, 200, 0, 0, 0));
  }

  @Test
  void reverse_wholeDistribution_goesBackToThePoolOnceAndIsNotDistributedAgain() {
    counter.distributed("t/a", 1000, "cid", "dot");
    counter.distributed("t/b", 1000, "cid");
    assertThat(counter.reverse("t/a#0", OptionalInt.empty(), Optional.empty(), "forged"))
        .isEqualTo(RoyaltyStatus.DONE);
    assertThat(counter.balance("@royalties")).isEqualTo(200);
    assertThat(counter.backlog().returnedMicros()).isEqualTo(200);
    assertThat(counter.backlog().waitingReceipts()).isZero();
    assertThat(counter.figures("cid")).isEqualTo(new RoyaltyFigures(200, 0, 100, 0));
    assertThat(counter.reverse("t/a#0", OptionalInt.empty(), Optional.empty(), "forged"))
        .isEqualTo(RoyaltyStatus.ALREADY_REVERSED);
    assertThat(reverse("t/a#0", 1)).isEqualTo(RoyaltyStatus.ALREADY_REVERSED);
    assertThat(counter.lineStates("t/a#0")).containsOnly(REVERSED);
    counter.pass(HOUR);
    assertThat(counter.balance("cid")).as("of the other receipt").isEqualTo(200);
    assertThat(counter.balance("dot")).isZero();
    assertThat(counter.balance("@royalties")).isEqualTo(200);
    assertThat(counter.receipt().total().micros()).isEqualTo(2000).isEqualTo(counter.spent());
  }

  @Test
  void reverse_oneLineToAnother_isPaidToThemAndTheOthersKeepTheirs() {
    counter.fund("fay", 7);
    counter.distributed("t/a", 1000, "cid", "dot");
    assertThat(reroute("t/a#0", 0, "fay")).isEqualTo(RoyaltyStatus.DONE);
    assertThat(reroute("t/a#0", 0, "dot")).isEqualTo(RoyaltyStatus.ALREADY_REVERSED);
    assertThat(counter.lineStates("t/a#0")).containsExactly(REVERSED, VESTING);
    assertThat(counter.figures("fay")).isEqualTo(new RoyaltyFigures(100, 0, 0, 0));
    assertThat(counter.balance("@vesting")).isEqualTo(200);
    counter.pass(HOUR);
    assertThat(counter.balance("fay")).isEqualTo(107);
    assertThat(counter.balance("dot")).isEqualTo(100);
    assertThat(counter.balance("cid")).isZero();
    assertThat(counter.balance("@royalties")).isZero();
    assertThat(counter.receipt().parts().getFirst().lines())
        .extracting(Line::account, Line::role)
        .contains(tuple("fay", "reversed"));
  }

  @Test
  void reverse_afterItWasPaid_saysSoAndMovesNothing() {
    counter.distributed("t/a", 1000, "cid");
    counter.pass(HOUR);
    assertThat(reverse("t/a#0", 0)).isEqualTo(RoyaltyStatus.ALREADY_PAID);
    assertThat(counter.balance("cid")).isEqualTo(200);
    assertThat(counter.balance("@royalties")).isZero();
  }

  @Test
  void reverse_windowOverButNotPaid_isTooLateToo() {
    counter.distributed("t/a", 1000, "cid");
    counter.freezeVesting(true);
    assertThat(reverse("t/a#0", 0)).isEqualTo(RoyaltyStatus.LEDGER_REFUSED);
    counter.pass(HOUR);
    assertThat(counter.lineStates("t/a#0")).containsExactly(DUE);
    assertThat(reverse("t/a#0", 0)).isEqualTo(RoyaltyStatus.WINDOW_OVER);
    assertThat(counter.receipt().state()).isEqualTo(Receipt.State.DISTRIBUTED);
    counter.freezeVesting(false);
    counter.pass(SECOND);
    assertThat(counter.balance("cid")).isEqualTo(200);
    assertThat(counter.receipt().state()).isEqualTo(Receipt.State.FINAL);
  }

  @Test
  void reverse_badInput_isRefusedAndChangesNothing() {
    counter.award("t/open", 0, Optional.empty(), 1000, 0);
    counter.distributed("t/a", 1000, "cid");
    assertThat(counter.reverse("t/a#0", OptionalInt.of(0), Optional.empty(), " "))
        .isEqualTo(RoyaltyStatus.NO_REASON);
    assertThat(reverse("t/none#0", 0)).isEqualTo(RoyaltyStatus.NO_SUCH_CALL);
    assertThat(reverse("t/open#0", 0)).isEqualTo(RoyaltyStatus.NOT_DISTRIBUTED);
    assertThat(reverse("t/a#0", 1)).isEqualTo(RoyaltyStatus.NO_SUCH_LINE);
    assertThat(reverse("t/a#0", -1)).isEqualTo(RoyaltyStatus.NO_SUCH_LINE);
    for (String payee : List.of("nobody", "@platform", "cid", "")) {
      assertThat(reroute("t/a#0", 0, payee)).as(payee).isEqualTo(RoyaltyStatus.BAD_PAYEE);
    }
    assertThat(counter.figures("cid")).isEqualTo(new RoyaltyFigures(200, 0, 0, 0));
    assertThat(counter.balance("@vesting")).isEqualTo(200);
  }

  @Test
  void pay_closedAccount_waitsUnclaimedUntilItsSuccessorClaims() {
    counter.fund("fay", 1);
    counter.distributed("t/a", 1000, "cid", "dot");
    assertThat(counter.decide(new CloseAccount("cid"))).isEqualTo(LedgerStatus.CREATED);
    counter.pass(HOUR);
    assertThat(counter.balance("@unclaimed")).isEqualTo(100);
    assertThat(counter.balance("dot")).isEqualTo(100);
    assertThat(counter.figures("cid")).isEqualTo(new RoyaltyFigures(0, 0, 0, 100));
    assertThat(counter.claim("cid")).isEqualTo(RoyaltyStatus.NO_SUCCESSOR);
    assertThat(counter.claim("dot")).isEqualTo(RoyaltyStatus.NOTHING_UNCLAIMED);
    assertThat(counter.nameSuccessor("cid", "cid")).isEqualTo(RoyaltyStatus.BAD_PAYEE);
    assertThat(counter.nameSuccessor("cid", "nobody")).isEqualTo(RoyaltyStatus.BAD_PAYEE);
    assertThat(counter.nameSuccessor("cid", "fay")).isEqualTo(RoyaltyStatus.DONE);
    assertThat(counter.claim("cid")).isEqualTo(RoyaltyStatus.DONE);
    assertThat(counter.claim("cid")).isEqualTo(RoyaltyStatus.NOTHING_UNCLAIMED);
    assertThat(counter.balance("fay")).isEqualTo(101);
    assertThat(counter.balance("@unclaimed")).isZero();
    assertThat(counter.figures("cid")).isEqualTo(new RoyaltyFigures(0, 100, 0, 0));
  }

  @Test
  void pay_closedAccountWithASuccessor_goesThereAtOnce() {
    counter.fund("fay", 1);
    counter.distributed("t/a", 1000, "cid");
    counter.nameSuccessor("cid", "fay");
    counter.decide(new CloseAccount("cid"));
    counter.pass(HOUR);
    assertThat(counter.balance("fay")).isEqualTo(201);
    assertThat(counter.figures("cid")).isEqualTo(new RoyaltyFigures(0, 200, 0, 0));
  }

  @Test
  void distribute_withoutAWindowToAClosedAccount_waitsUnclaimedUntilItIsOpenAgain()
      throws Exception {
    withWindow(0);
    counter.distributed("t/a", 1000, "cid");
    counter.empty("cid");
    assertThat(counter.decide(new CloseAccount("cid"))).isEqualTo(LedgerStatus.CREATED);
    counter.distributed("t/b", 1000, "cid");
    assertThat(counter.figures("cid")).isEqualTo(new RoyaltyFigures(0, 200, 0, 200));
    assertThat(counter.balance("@unclaimed")).isEqualTo(200);
    counter.decide(new ReopenAccount("cid"));
    assertThat(counter.claim("cid")).isEqualTo(RoyaltyStatus.DONE);
    assertThat(counter.balance("cid")).isEqualTo(200);
    assertThat(counter.balance("@unclaimed")).isZero();
  }

  @Test
  void pay_unclaimedAccountClosed_staysDueAndTheBookGoesOn() {
    counter.distributed("t/a", 1000, "cid");
    counter.decide(new CloseAccount("cid"));
    counter.decide(new CloseAccount("@unclaimed"));
    counter.pass(HOUR);
    assertThat(counter.backlog().dueMicros()).isEqualTo(200);
    counter.decide(new ReopenAccount("@unclaimed"));
    counter.pass(SECOND);
    assertThat(counter.balance("@unclaimed")).isEqualTo(200);
  }

  @Test
  void dueMicros_anyWindow_isTheEndOfABucketAfterIt() {
    assertThat(VestingTime.dueMicros(5, 0)).isZero();
    assertThat(VestingTime.dueMicros(1, HOUR)).isEqualTo(HOUR + 150 * SECOND);
    assertThat(VestingTime.dueMicros(0, HOUR)).isEqualTo(HOUR);
    assertThat(VestingTime.dueMicros(0, 1)).isEqualTo(SECOND);
    assertThat(VestingTime.dueMicros(1, 7 * 24 * HOUR)).isEqualTo((7 * 24 + 1) * HOUR);
    assertThat(VestingTime.dueMicros(1_800_000_000 * SECOND, Long.MAX_VALUE)).isPositive();
  }
}
