package guildhall.rail;

import static guildhall.rail.Till.CREDIT;
import static guildhall.rail.Till.FUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.ledger.AccountKind;
import guildhall.ledger.Limits;
import guildhall.ledger.Operation.CloseAccount;
import guildhall.ledger.Operation.Freeze;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.SetLimits;
import guildhall.rail.RailFact.DepositDeclined;
import guildhall.rail.RailFact.Deposited;
import guildhall.rail.faultrail.FaultRail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Money comes in: each deposit once, to whom it is for, else to nobody's account.
class DepositTest {

  @TempDir private Path folder;
  private final FaultRail rail = new FaultRail();

  @Test
  void collect_twice_creditsOnce() throws Exception {
    rail.receive(10, "a", "ann", 5 * CREDIT);
    rail.receive(20, "b", "ann", 7 * CREDIT);
    Map<String, Long> credited =
        Map.of(
            "@rail:fault",
            -12 * CREDIT,
            "@treasury",
            -2 * FUND,
            "ann",
            FUND + 12 * CREDIT,
            "bob",
            FUND);
    try (Till till = new Till(folder, rail)) {
      assertThat(till.desk().collect()).isEqualTo(2);
      assertThat(till.balances()).isEqualTo(credited);
      assertThat(till.desk().collect()).isZero();
      assertThat(till.balances()).isEqualTo(credited);
      assertThat(till.progress().cursor()).isEqualTo(20);
    }
    try (Till till = new Till(folder, rail)) {
      assertThat(till.desk().collect()).as("after a restart").isZero();
      assertThat(till.balances()).isEqualTo(credited);
      rail.receive(30, "c", "bob", CREDIT);
      assertThat(till.desk().collect()).isEqualTo(1);
      assertThat(till.balances())
          .containsEntry("@rail:fault", -13 * CREDIT)
          .containsEntry("bob", FUND + CREDIT)
          .containsEntry("ann", FUND + 12 * CREDIT);
    }
  }

  @Test
  void collect_railThatRepeatsItself_creditsOnce() throws Exception {
    rail.receive(10, "a", "ann", 5 * CREDIT);
    rail.receive(20, "b", "nobody", 7 * CREDIT);
    rail.repeat();
    try (Till till = new Till(folder, rail)) {
      assertThat(till.desk().collect()).isEqualTo(2);
      rail.receive(30, "c", "bob", CREDIT);
      till.pass(Duration.ofDays(1));
      assertThat(till.desk().collect()).isEqualTo(1);
      assertThat(till.balances())
          .isEqualTo(
              Map.of(
                  "@rail:fault", -13 * CREDIT,
                  "@treasury", -2 * FUND,
                  "@unclaimed", 7 * CREDIT,
                  "ann", FUND + 5 * CREDIT,
                  "bob", FUND + CREDIT));
    }
  }

  @Test
  void collect_manyPages_takesAll() throws Exception {
    for (int i = 1; i <= 600; i++) {
      rail.receive(i, "r" + i, "ann", 1);
    }
    try (Till till = new Till(folder, rail)) {
      assertThat(till.desk().collect()).isEqualTo(600);
      assertThat(till.balances()).containsEntry("ann", FUND + 600);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, credit_not_found",
    "closed, account_closed",
    "euros, unit_mismatch",
    "full, exceeds_max_balance",
    "@royalties, credit_not_found",
    "@treasury, credit_not_found",
    "@rail:fault, credit_not_found",
  })
  void collect_forWhomItCannotBe_goesToUnclaimedAndSaysWhy(String account, String why)
      throws Exception {
    rail.receive(10, "a", account, 5 * CREDIT);
    rail.receive(20, "b", "ann", CREDIT);
    try (Till till = new Till(folder, rail)) {
      till.decide(new OpenAccount("closed", "ann", AccountKind.PRINCIPAL));
      till.decide(new CloseAccount("closed"));
      till.decide(new OpenAccount("euros", "ann", AccountKind.PRINCIPAL, "euro"));
      till.decide(new OpenAccount("full", "ann", AccountKind.PRINCIPAL));
      till.decide(
          new SetLimits(
              "full", new Limits(0, 1, Long.MAX_VALUE, Long.MAX_VALUE, 0, Optional.empty())));

      assertThat(till.desk().collect()).isEqualTo(2);

      assertThat(till.balances())
          .isEqualTo(
              Map.of(
                  "@rail:fault", -6 * CREDIT,
                  "@treasury", -2 * FUND,
                  "@unclaimed", 5 * CREDIT,
                  "ann", FUND + CREDIT,
                  "bob", FUND));
      assertThat(till.facts().getFirst())
          .isInstanceOfSatisfying(
              Deposited.class,
              it -> {
                assertThat(it.account()).isEqualTo(account);
                assertThat(it.creditedTo()).isEqualTo("@unclaimed");
                assertThat(it.why()).isEqualTo(why);
              });
      assertThat(till.progress().unclaimed()).isEqualTo(1);
      assertThat(till.desk().reconcile().isClean()).isTrue();
    }
  }

  @Test
  void collect_frozenAccount_receives() throws Exception {
    rail.receive(10, "a", "ann", CREDIT);
    try (Till till = new Till(folder, rail)) {
      till.decide(new Freeze("ann", true));
      assertThat(till.desk().collect()).isEqualTo(1);
      assertThat(till.balances()).containsEntry("ann", FUND + CREDIT);
    }
  }

  @Test
  void collect_moreThanCanBeCounted_isDeclinedAndStopsNobody() throws Exception {
    rail.receive(10, "a", "ann", Long.MAX_VALUE);
    rail.receive(20, "b", "bob", CREDIT);
    try (Till till = new Till(folder, rail)) {
      assertThat(till.desk().collect()).isEqualTo(2);
      assertThat(till.balances())
          .isEqualTo(
              Map.of(
                  "@rail:fault",
                  -CREDIT,
                  "@treasury",
                  -2 * FUND,
                  "ann",
                  FUND,
                  "bob",
                  FUND + CREDIT));
      assertThat(till.facts().getFirst())
          .isInstanceOfSatisfying(
              DepositDeclined.class, it -> assertThat(it.why()).isEqualTo("insufficient_funds"));
      Reconciliation found = till.desk().reconcile();
      assertThat(found.depositsOnlyAtRail()).hasSize(1);
      assertThat(found.differenceMicros()).isEqualTo(Long.MAX_VALUE - CREDIT);
    }
  }

  @Test
  void collect_railFrozen_waitsAndIsCreditedLater() throws Exception {
    rail.receive(10, "a", "ann", CREDIT);
    try (Till till = new Till(folder, rail)) {
      till.decide(new Freeze("@rail:fault", true));
      long end = till.end();
      assertThatThrownBy(() -> till.desk().collect()).isInstanceOf(IllegalStateException.class);
      assertThat(till.end()).isEqualTo(end);
      till.decide(new Freeze("@rail:fault", false));
      assertThat(till.desk().collect()).isEqualTo(1);
      assertThat(till.balances()).containsEntry("ann", FUND + CREDIT);
    }
  }

  @Test
  void collect_railAndUnclaimedClosed_areOpenedAgain() throws Exception {
    try (Till till = new Till(folder, rail)) {
      till.decide(new CloseAccount("@rail:fault"));
      till.decide(new CloseAccount("@unclaimed"));
      rail.receive(10, "a", "nobody", CREDIT);
      assertThat(till.desk().collect()).isEqualTo(1);
      assertThat(till.balances()).containsEntry("@unclaimed", CREDIT);
    }
  }

  @Test
  void collect_inAnotherUnit_keepsToIt() throws Exception {
    FaultRail euros = new FaultRail("euro");
    euros.receive(10, "a", "ann", CREDIT);
    try (Till till = new Till(folder, euros)) {
      till.decide(new OpenAccount("ann-euro", "ann", AccountKind.PRINCIPAL, "euro"));
      euros.receive(20, "b", "ann-euro", CREDIT);
      assertThat(till.desk().collect()).isEqualTo(2);
      assertThat(till.balances())
          .isEqualTo(
              Map.of(
                  "@rail:fault", -2 * CREDIT,
                  "@treasury", -2 * FUND,
                  "@unclaimed:euro", CREDIT,
                  "ann", FUND,
                  "ann-euro", CREDIT,
                  "bob", FUND));
    }
    assertThatThrownBy(() -> new Till(folder, rail)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void collect_byTheThread_findsWhatComesLater() throws Exception {
    try (Till till = new Till(folder, rail)) {
      till.desk().start();
      rail.receive(10, "a", "ann", CREDIT);
      long deadline = System.nanoTime() + 20_000_000_000L;
      while (!till.balances().containsKey("@rail:fault")) {
        assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      }
      assertThat(till.balances()).containsEntry("ann", FUND + CREDIT);
    }
  }
}
