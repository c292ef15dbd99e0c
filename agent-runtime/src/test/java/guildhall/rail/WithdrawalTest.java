package guildhall.rail;

import static guildhall.rail.Till.CREDIT;
import static guildhall.rail.Till.FUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.ledger.AccountKind;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation.CloseAccount;
import guildhall.ledger.Operation.Freeze;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.rail.Rail.Outcome;
import guildhall.rail.RailDesk.Answered;
import guildhall.rail.RailDesk.State;
import guildhall.rail.RailFact.WithdrawalAsked;
import guildhall.rail.RailFact.WithdrawalPaid;
import guildhall.rail.RailFact.WithdrawalRefused;
import guildhall.rail.faultrail.FaultRail;
import guildhall.rail.faultrail.FaultRail.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Money goes out: held, asked for, and ended only by what the rail says.
class WithdrawalTest {

  private static final Map<String, Long> UNTOUCHED =
      Map.of("@treasury", -2 * FUND, "ann", FUND, "bob", FUND);

  @TempDir private Path folder;
  private final FaultRail rail = new FaultRail();

  private static Answered pending(LedgerStatus status) {
    return new Answered(status, status, State.PENDING);
  }

  @Test
  void withdraw_paid_leavesTheAccountOnlyThen() throws Exception {
    try (Till till = new Till(folder, rail)) {
      assertThat(till.withdraw("w", "ann", 30 * CREDIT)).isEqualTo(pending(LedgerStatus.CREATED));
      assertThat(till.balances()).isEqualTo(UNTOUCHED);
      assertThat(till.held("ann")).isEqualTo(30 * CREDIT);

      assertThat(till.desk().settle()).isEqualTo(1);
      assertThat(till.balances()).as("it is under way").isEqualTo(UNTOUCHED);
      till.pass(Duration.ofDays(20_000));
      assertThat(till.held("ann")).as("silence gives nothing back").isEqualTo(30 * CREDIT);

      rail.endAll(new Outcome.Paid("bank-7"));
      assertThat(till.desk().settle()).isZero();
      assertThat(till.balances())
          .isEqualTo(
              Map.of(
                  "@rail:fault",
                  30 * CREDIT,
                  "@treasury",
                  -2 * FUND,
                  "ann",
                  FUND - 30 * CREDIT,
                  "bob",
                  FUND));
      assertThat(till.openHolds()).isZero();
      assertThat(till.facts().getLast())
          .isInstanceOfSatisfying(
              WithdrawalPaid.class, paid -> assertThat(paid.railReference()).isEqualTo("bank-7"));
      long end = till.end();
      assertThat(till.desk().settle()).isZero();
      assertThat(till.end()).isEqualTo(end);
      assertThat(rail.asked()).isEqualTo(1);
      assertThat(till.progress().paid()).isEqualTo(1);
    }
  }

  @Test
  void withdraw_refusedLater_returnsAllWithTheReason() throws Exception {
    try (Till till = new Till(folder, rail)) {
      var _ = till.withdraw("w", "ann", 30 * CREDIT);
      var _ = till.desk().settle();
      rail.endAll(new Outcome.Refused("r".repeat(70_000)));
      assertThat(till.desk().settle()).isZero();
      assertThat(till.balances()).isEqualTo(UNTOUCHED);
      assertThat(till.held("ann")).isZero();
      assertThat(till.facts().getLast())
          .isInstanceOfSatisfying(
              WithdrawalRefused.class,
              it -> assertThat(it.reason()).startsWith("rrr").hasSize(200));
      assertThat(till.withdraw("w", "ann", 30 * CREDIT).state()).isEqualTo(State.REFUSED);
    }
  }

  @Test
  void withdraw_refusedAtOnce_returnsAll() throws Exception {
    rail.next(Fault.REFUSED);
    try (Till till = new Till(folder, rail)) {
      var _ = till.withdraw("w", "ann", 30 * CREDIT);
      assertThat(till.desk().settle()).isZero();
      assertThat(till.balances()).isEqualTo(UNTOUCHED);
      assertThat(till.held("ann")).isZero();
      assertThat(rail.payouts()).isZero();
    }
  }

  @Test
  void withdraw_refusalOfWhatWasTaken_isNotBelieved() throws Exception {
    rail.next(Fault.ANSWER_LOST);
    rail.next(Fault.REFUSED_THOUGH_TAKEN);
    try (Till till = new Till(folder, rail)) {
      var _ = till.withdraw("w", "ann", 30 * CREDIT);
      assertThatThrownBy(() -> till.desk().settle()).isInstanceOf(IOException.class);
      assertThat(till.desk().settle()).isEqualTo(1);
      assertThat(till.held("ann")).as("it may be paid").isEqualTo(30 * CREDIT);
    }
    rail.next(Fault.REFUSED_THOUGH_TAKEN);
    FaultRail other = new FaultRail();
    other.next(Fault.REFUSED_THOUGH_TAKEN);
    try (Till till = new Till(folder.resolve("other"), other)) {
      var _ = till.withdraw("w", "ann", 30 * CREDIT);
      assertThat(till.desk().settle()).isEqualTo(1);
      assertThat(till.held("ann")).isEqualTo(30 * CREDIT);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"QUESTION_LOST", "ANSWER_LOST"})
  void withdraw_unknownThenRestart_isPaidOnce(Fault fault) throws Exception {
    rail.next(fault);
    try (Till till = new Till(folder, rail)) {
      var _ = till.withdraw("w", "ann", 30 * CREDIT);
      assertThatThrownBy(() -> till.desk().settle()).isInstanceOf(IOException.class);
      assertThat(till.held("ann")).isEqualTo(30 * CREDIT);
      rail.silent(1);
      assertThatThrownBy(() -> till.desk().settle()).isInstanceOf(IOException.class);
    }
    try (Till till = new Till(folder, rail)) {
      assertThat(till.held("ann")).isEqualTo(30 * CREDIT);
      assertThat(till.withdraw("w", "ann", 30 * CREDIT)).isEqualTo(pending(LedgerStatus.EXISTS));
      assertThat(till.desk().settle()).isEqualTo(1);
      rail.endAll(new Outcome.Paid("bank-7"));
      assertThat(till.desk().settle()).isZero();
      assertThat(till.balances())
          .containsEntry("ann", FUND - 30 * CREDIT)
          .containsEntry("@rail:fault", 30 * CREDIT)
          .containsEntry("bob", FUND);
      assertThat(rail.payouts()).isEqualTo(1);
      assertThat(till.desk().reconcile().isClean()).isTrue();
    }
  }

  @Test
  void withdraw_byTheThread_isAskedAgainAndTakenUpAfterARestart() throws Exception {
    rail.next(Fault.QUESTION_LOST);
    rail.next(Fault.ANSWER_LOST);
    try (Till till = new Till(folder, rail)) {
      till.desk().start();
      var _ = till.withdraw("w", "ann", 30 * CREDIT);
      until(() -> rail.asked() == 2);
    }
    int before = rail.asked();
    rail.endAll(new Outcome.Paid("bank-7"));
    rail.silent(3);
    try (Till till = new Till(folder, rail)) {
      assertThat(till.held("ann")).as("nobody asks before the start").isEqualTo(30 * CREDIT);
      till.desk().start();
      until(() -> till.openHolds() == 0);
      assertThat(till.balances()).containsEntry("ann", FUND - 30 * CREDIT);
      till.desk().close();
      rail.receive(5, "late", "ann", CREDIT);
      assertThat(till.desk().collect()).as("a closed desk asks nothing more").isZero();
    }
    assertThat(rail.asked()).isEqualTo(before);
  }

  private static void until(BooleanSupplier done) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    CountDownLatch never = new CountDownLatch(1);
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      var _ = never.await(2, TimeUnit.MILLISECONDS);
    }
  }

  @Test
  void standing_silentRail_saysWhatIsInTheWayUntilItIsNot() throws Exception {
    try (Till till = new Till(folder, rail)) {
      rail.silent(Integer.MAX_VALUE);
      till.desk().start();
      var _ = till.withdraw("w", "ann", CREDIT);
      until(() -> till.desk().standing().trouble().contains(Till.reference("w")));
      assertThat(till.desk().standing().pending())
          .extracting(Withdrawal::reference)
          .containsExactly(Till.reference("w"));
      rail.silent(0);
      until(() -> rail.payouts() == 1 && till.desk().standing().trouble().isEmpty());
    }
  }

  @Test
  void withdraw_again_isTheSameForTheSameAndRefusedForAnother() throws Exception {
    try (Till till = new Till(folder, rail)) {
      var _ = till.withdraw("w", "ann", 30 * CREDIT);
      long end = till.end();
      for (int life = 0; life < 3; life++) {
        State state = life < 2 ? State.PENDING : State.PAID;
        assertThat(till.withdraw("w", "ann", 30 * CREDIT))
            .isEqualTo(new Answered(LedgerStatus.EXISTS, LedgerStatus.EXISTS, state));
        assertThat(till.withdraw("w", "bob", 30 * CREDIT).status())
            .isEqualTo(LedgerStatus.EXISTS_WITH_DIFFERENT_BODY);
        assertThat(till.withdraw("w", "ann", 31 * CREDIT).status())
            .isEqualTo(LedgerStatus.EXISTS_WITH_DIFFERENT_BODY);
        assertThat(till.withdraw("w", "ann", 30 * CREDIT, "IBAN-2").status())
            .isEqualTo(LedgerStatus.EXISTS_WITH_DIFFERENT_BODY);
        assertThat(till.end()).isEqualTo(end);
        if (life == 0) {
          var _ = till.desk().settle();
        } else if (life == 1) {
          rail.endAll(new Outcome.Paid("bank-7"));
          var _ = till.desk().settle();
          end = till.end();
        }
      }
      assertThat(till.balances())
          .containsEntry("ann", FUND - 30 * CREDIT)
          .containsEntry("bob", FUND);
      assertThat(rail.asked()).isEqualTo(1);
      assertThat(till.facts()).hasOnlyElementsOfTypes(WithdrawalAsked.class, WithdrawalPaid.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "frozen, 1000000, account_frozen, true",
    "closed, 1000000, account_closed, true",
    "ann, 1000000001, insufficient_funds, true",
    "ann, 9223372036854775807, insufficient_funds, true",
    "nobody, 1000000, debit_not_found, true",
    "ann, 0, amount_zero, false",
    "frozen, 0, amount_zero, false",
    "nobody, -1, amount_negative, false",
    "ann, -1, amount_negative, false",
    "ann, -9223372036854775808, amount_negative, false",
    "euros, 1, unit_mismatch, false",
    "@treasury, 1, debit_not_found, false",
    "@royalties, 1, debit_not_found, false",
    "@rail:fault, 1, debit_not_found, false",
  })
  void withdraw_ofWhatCannotBe_isTheLedgersStatusAndMovesNothing(
      String account, long amount, String status, boolean remembered) throws Exception {
    try (Till till = new Till(folder, rail)) {
      till.decide(new OpenAccount("frozen", "ann", AccountKind.PRINCIPAL));
      till.decide(new Freeze("frozen", true));
      till.decide(new OpenAccount("closed", "ann", AccountKind.PRINCIPAL));
      till.decide(new CloseAccount("closed"));
      till.decide(new OpenAccount("euros", "ann", AccountKind.PRINCIPAL, "euro"));

      Answered answered = till.withdraw("w", account, amount);

      assertThat(answered.status().code()).isEqualTo(status);
      assertThat(answered.state()).isEqualTo(State.NONE);
      Answered again = till.withdraw("w", account, amount);
      assertThat(again.status())
          .isEqualTo(remembered ? LedgerStatus.ID_ALREADY_FAILED : answered.status());
      assertThat(again.reason()).isEqualTo(answered.status());
      if (remembered) {
        assertThat(till.withdraw("w", "bob", 1).status())
            .isEqualTo(LedgerStatus.EXISTS_WITH_DIFFERENT_BODY);
      }
      assertThat(till.desk().settle()).isZero();
      assertThat(till.balances()).isEqualTo(UNTOUCHED);
      assertThat(till.openHolds()).isZero();
      assertThat(rail.asked()).isZero();
      assertThat(till.facts()).isEmpty();
    }
  }

  @Test
  void withdraw_badIdOrDestination_isRefusedAndNotRemembered() throws Exception {
    try (Till till = new Till(folder, rail)) {
      long end = till.end();
      RailDesk desk = till.desk();
      assertThat(desk.withdraw(Id.hash("w"), "ann", 1, "x").status())
          .isEqualTo(LedgerStatus.ID_NOT_TIME_ORDERED);
      assertThat(desk.withdraw(new Id(0, 0), "ann", 1, "x").status())
          .isEqualTo(LedgerStatus.ID_RESERVED);
      assertThat(desk.withdraw(Id.at(0, "w"), "ann", 0, "x").status())
          .isEqualTo(LedgerStatus.ID_TOO_OLD);
      for (String bad : new String[] {"", "two\nlines", "x".repeat(201), "\uD800"}) {
        assertThat(till.withdraw("w", "ann", 1, bad).status()).isEqualTo(LedgerStatus.BAD_NAME);
      }
      assertThat(till.end()).isEqualTo(end);
      assertThat(till.withdraw("w", "ann", 1, "x").status()).isEqualTo(LedgerStatus.CREATED);
    }
  }

  @Test
  void withdraw_everythingThenFrozen_isStillPaid() throws Exception {
    try (Till till = new Till(folder, rail)) {
      var _ = till.withdraw("w", "ann", FUND);
      till.decide(new Freeze("ann", true));
      var _ = till.desk().settle();
      rail.endAll(new Outcome.Paid("bank-7"));
      assertThat(till.desk().settle()).isZero();
      assertThat(till.balances())
          .isEqualTo(Map.of("@rail:fault", FUND, "@treasury", -2 * FUND, "bob", FUND));
    }
  }
}
