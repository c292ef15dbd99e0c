package guildhall.settlement.bond;

import static guildhall.settlement.bond.Vault.DAY;
import static guildhall.settlement.bond.Vault.EVIDENCE;
import static guildhall.settlement.bond.Vault.FUND;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.ledger.Id;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation.CloseAccount;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Freeze;
import guildhall.ledger.Operation.Transfer;
import guildhall.settlement.bond.BondDesk.Accusation;
import guildhall.settlement.bond.BondDesk.Post;
import guildhall.settlement.bond.BondDesk.Share;
import guildhall.settlement.bond.BondDesk.Slash;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bonds over a real book in memory: what is bonded stands behind its duty and nothing else.
class BondTest {

  private static final String WINES = "review:wines";

  private final Vault vault = new Vault();

  @AfterEach
  void close() throws Exception {
    assertThat(vault.trialBalance()).isZero();
    vault.close();
  }

  private BondStatus withdraw() {
    return vault.does(vault.desk().withdraw("ann", WINES));
  }

  private BondStatus release() {
    return vault.does(vault.desk().release("ann", WINES));
  }

  private BondStatus slash(String offence, int permille) {
    return vault.slash("ann", WINES, offence, permille, "ben");
  }

  @Test
  void post_bondedMoney_isTheHoldersAndCannotBeSpent() {
    assertThat(vault.post("ann", WINES, 600)).isEqualTo(BondStatus.DONE);
    assertThat(vault.balances()).containsEntry("ann", FUND);
    assertThat(vault.available("ann")).isEqualTo(400);
    assertThat(
            vault.decide(
                new Transfer(vault.newId(), "ann", List.of(new Credit("ben", 401)), "spend")))
        .isEqualTo(LedgerStatus.INSUFFICIENT_FUNDS);
    Bond bond = vault.bond("ann", WINES);
    assertThat(bond.isActive()).isTrue();
    assertThat(bond.leftMicros()).isEqualTo(600);
    assertThat(vault.find("ann", "review:beers")).isEmpty();
    assertThat(vault.find("ben", WINES)).isEmpty();
  }

  @Test
  void post_badInput_isRefusedAndHoldsNothing() {
    assertThat(vault.post("ann", WINES, 0)).isEqualTo(BondStatus.AMOUNT_NOT_POSITIVE);
    assertThat(vault.post("ann", WINES, -1)).isEqualTo(BondStatus.AMOUNT_NOT_POSITIVE);
    assertThat(vault.post("ann", WINES, 99)).isEqualTo(BondStatus.BELOW_MINIMUM);
    assertThat(vault.post("ann", WINES, FUND + 1)).isEqualTo(BondStatus.INSUFFICIENT_FUNDS);
    for (String duty : List.of("dance:wines", "review:", "", "review:" + "x".repeat(200))) {
      assertThat(vault.post("ann", duty, 100)).as(duty).isEqualTo(BondStatus.UNKNOWN_DUTY);
    }
    assertThat(vault.post("nobody", WINES, 100)).isEqualTo(BondStatus.NO_SUCH_ACCOUNT);
    assertThat(vault.post("@treasury", WINES, 100)).isEqualTo(BondStatus.NO_SUCH_ACCOUNT);
    assertThat(vault.post(new Id(1, 1), "ann", WINES, 100)).isEqualTo(BondStatus.LEDGER_REFUSED);
    for (long until : new long[] {vault.now(), -1, Long.MAX_VALUE}) {
      assertThat(vault.does(vault.desk().post(new Post(vault.newId(), "ann", WINES, 100, until))))
          .isEqualTo(BondStatus.BAD_TIME);
    }
    vault.decide(new Freeze("ann", true));
    assertThat(vault.post("ann", WINES, 100)).isEqualTo(BondStatus.ACCOUNT_FROZEN);
    assertThat(vault.openHolds()).isZero();
    assertThat(vault.balances()).containsEntry("ann", FUND);
  }

  @Test
  void post_again_holdsOnceAndAnotherIsRefused() {
    Id id = vault.newId();
    assertThat(vault.post(id, "ann", WINES, 100)).isEqualTo(BondStatus.DONE);
    assertThat(vault.post(id, "ann", WINES, 100)).isEqualTo(BondStatus.EXISTS);
    assertThat(vault.post("ann", WINES, 100)).isEqualTo(BondStatus.ALREADY_BONDED);
    assertThat(vault.post(id, "ben", WINES, 100)).isEqualTo(BondStatus.ID_USED);
    assertThat(vault.post("ann", "review:beers", 100)).isEqualTo(BondStatus.DONE);
    assertThat(vault.available("ann")).isEqualTo(800);
    assertThat(vault.available("ben")).isEqualTo(FUND);
  }

  @Test
  void set_kindOfDuty_countsForBondsToCome() {
    vault.post("ann", WINES, 100);
    assertThat(vault.does(vault.desk().set("review", 500, DAY))).isEqualTo(BondStatus.DONE);
    assertThat(vault.does(vault.desk().set("review", 500, DAY))).isEqualTo(BondStatus.EXISTS);
    assertThat(vault.bond("ann", WINES).minimumMicros()).isEqualTo(100);
    assertThat(vault.post("ben", WINES, 499)).isEqualTo(BondStatus.BELOW_MINIMUM);
    assertThat(vault.does(vault.desk().set("Review", 1, 1))).isEqualTo(BondStatus.UNKNOWN_DUTY);
    assertThat(vault.does(vault.desk().set("serve", -1, 1)))
        .isEqualTo(BondStatus.AMOUNT_NOT_POSITIVE);
    assertThat(vault.does(vault.desk().set("serve", 1, Long.MAX_VALUE)))
        .isEqualTo(BondStatus.BAD_TIME);
  }

  @Test
  void increase_bond_addsOncePerId() {
    vault.post("ann", WINES, 100);
    Id id = vault.newId();
    assertThat(vault.does(vault.desk().increase(id, "ann", WINES, 50))).isEqualTo(BondStatus.DONE);
    assertThat(vault.does(vault.desk().increase(id, "ann", WINES, 50)))
        .isEqualTo(BondStatus.EXISTS);
    assertThat(vault.does(vault.desk().increase(id, "ann", WINES, 51)))
        .isEqualTo(BondStatus.ID_USED);
    assertThat(vault.bond("ann", WINES).leftMicros()).isEqualTo(150);
    assertThat(vault.available("ann")).isEqualTo(850);
    assertThat(vault.does(vault.desk().increase(vault.newId(), "ann", WINES, 0)))
        .isEqualTo(BondStatus.AMOUNT_NOT_POSITIVE);
    assertThat(vault.does(vault.desk().increase(vault.newId(), "ann", WINES, 851)))
        .isEqualTo(BondStatus.INSUFFICIENT_FUNDS);
    assertThat(vault.does(vault.desk().increase(vault.newId(), "ben", WINES, 1)))
        .isEqualTo(BondStatus.NOT_BONDED);
    withdraw();
    assertThat(vault.does(vault.desk().increase(vault.newId(), "ann", WINES, 1)))
        .isEqualTo(BondStatus.DUTY_ENDED);
    assertThat(vault.available("ann")).isEqualTo(850);
  }

  @Test
  void expiry_whileTheDutyLasts_isExtendedHoweverLongNobodyLooks() {
    vault.post("ann", WINES, 100);
    vault.pass(BondDesk.TERM_MICROS - BondDesk.MARGIN_MICROS);
    assertThat(vault.bond("ann", WINES).expiresMicros())
        .isEqualTo(vault.now() + BondDesk.TERM_MICROS);
    vault.pass(1000 * DAY);
    assertThat(vault.bond("ann", WINES).isActive()).isTrue();
    assertThat(vault.available("ann")).isEqualTo(900);
  }

  @Test
  void expiry_afterAWithdrawal_givesTheMoneyBackByItself() {
    vault.post("ann", WINES, 100);
    assertThat(withdraw()).isEqualTo(BondStatus.DONE);
    vault.pass(BondDesk.TERM_MICROS);
    assertThat(vault.find("ann", WINES)).isEmpty();
    assertThat(vault.available("ann")).isEqualTo(FUND);
    assertThat(vault.post("ann", WINES, 100)).isEqualTo(BondStatus.DONE);
  }

  @Test
  void release_onlyAfterTheWithdrawalAndItsCooldown_returnsWhatIsLeft() {
    vault.post("ann", WINES, 400);
    assertThat(release()).isEqualTo(BondStatus.NOT_WITHDRAWN);
    assertThat(withdraw()).isEqualTo(BondStatus.DONE);
    assertThat(withdraw()).isEqualTo(BondStatus.EXISTS);
    assertThat(vault.bond("ann", WINES).isActive()).isFalse();
    vault.pass(8 * DAY - 1);
    assertThat(release()).as("a week was promised, then a day").isEqualTo(BondStatus.COOLING_DOWN);
    assertThat(slash("o1", 250)).isEqualTo(BondStatus.DONE);
    vault.pass(1);
    assertThat(release()).isEqualTo(BondStatus.DONE);
    assertThat(release()).isEqualTo(BondStatus.NOT_BONDED);
    assertThat(vault.available("ann")).isEqualTo(FUND - 100);
    assertThat(vault.available("ben")).isEqualTo(FUND + 100);
    assertThat(vault.openHolds()).isZero();
  }

  @Test
  void release_whileAccused_waitsForTheDecisionOrItsEnd() {
    vault.post("ann", WINES, 100);
    withdraw();
    assertThat(vault.accuse("ann", WINES, "o1", 40 * DAY)).isEqualTo(BondStatus.DONE);
    assertThat(vault.accuse("ann", WINES, "o1", 40 * DAY)).isEqualTo(BondStatus.EXISTS);
    vault.pass(39 * DAY);
    assertThat(release()).isEqualTo(BondStatus.SLASH_PENDING);
    assertThat(vault.does(vault.desk().dismiss("ann", WINES, "o2")))
        .isEqualTo(BondStatus.NOT_PENDING);
    assertThat(vault.does(vault.desk().dismiss("ann", WINES, "o1"))).isEqualTo(BondStatus.DONE);
    assertThat(release()).isEqualTo(BondStatus.DONE);
    vault.post("ann", WINES, 100);
    withdraw();
    vault.accuse("ann", WINES, "o3", 9 * DAY);
    vault.pass(9 * DAY);
    assertThat(release()).as("nobody decided").isEqualTo(BondStatus.DONE);
    assertThat(vault.available("ann")).isEqualTo(FUND);
  }

  @Test
  void accuse_badInput_isRefused() {
    assertThat(vault.accuse("ann", WINES, "o1", DAY)).isEqualTo(BondStatus.NOT_BONDED);
    vault.post("ann", WINES, 100);
    assertThat(vault.accuse("ann", WINES, "", DAY)).isEqualTo(BondStatus.BAD_OFFENCE);
    assertThat(vault.accuse("ann", WINES, "o1", 0)).isEqualTo(BondStatus.BAD_TIME);
    assertThat(
            vault.does(
                vault
                    .desk()
                    .accuse(
                        new Accusation("ann", WINES, "o1", "Bad rule", EVIDENCE, Long.MAX_VALUE))))
        .isEqualTo(BondStatus.BAD_RULE);
    for (int i = 0; i < 16; i++) {
      assertThat(vault.accuse("ann", WINES, "o" + i, DAY)).isEqualTo(BondStatus.DONE);
    }
    assertThat(vault.accuse("ann", WINES, "o16", DAY)).isEqualTo(BondStatus.TOO_MANY_PENDING);
    vault.pass(DAY);
    assertThat(vault.accuse("ann", WINES, "o16", DAY)).isEqualTo(BondStatus.DONE);
    assertThat(vault.bond("ann", WINES).pending()).hasSize(1);
  }

  @Test
  void slash_part_goesToThePayeesOncePerOffenceAndNothingElseMoves() {
    vault.post("ann", WINES, 501);
    vault.post("ann", "review:beers", 100);
    vault.accuse("ann", WINES, "o1", DAY);
    Map<String, Long> before = vault.balances();
    assertThat(vault.slash("ann", WINES, "o1", 200, "ben", "@platform")).isEqualTo(BondStatus.DONE);
    assertThat(vault.slash("ann", WINES, "o1", 200, "ben")).isEqualTo(BondStatus.ALREADY_SLASHED);
    assertThat(vault.accuse("ann", WINES, "o1", DAY)).isEqualTo(BondStatus.ALREADY_SLASHED);
    before.merge("ann", -100L, Long::sum);
    before.merge("ben", 70L, Long::sum);
    before.merge("@platform", 30L, Long::sum);
    assertThat(vault.balances()).isEqualTo(before);
    Bond bond = vault.bond("ann", WINES);
    assertThat(bond.leftMicros()).isEqualTo(401);
    assertThat(bond.isActive()).isTrue();
    assertThat(bond.pending()).isEmpty();
    assertThat(vault.bond("ann", "review:beers").leftMicros()).isEqualTo(100);
    assertThat(vault.available("ann")).isEqualTo(FUND - 501 - 100);
    assertThat(
            vault.entries().stream()
                .filter(entry -> entry.fact() instanceof BondFact.Slashed)
                .map(entry -> (BondFact.Slashed) entry.fact()))
        .singleElement()
        .satisfies(fact -> {
          assertThat(fact.rule()).isEqualTo("late-review");
          assertThat(fact.evidence()).isEqualTo(EVIDENCE);
          assertThat(fact.amountMicros()).isEqualTo(100);
        });
  }

  @Test
  void slash_belowTheMinimum_endsTheDutyAndTheRestCoolsDown() {
    vault.post("ann", WINES, 120);
    assertThat(slash("o1", 200)).isEqualTo(BondStatus.DONE);
    Bond bond = vault.bond("ann", WINES);
    assertThat(bond.isActive()).isFalse();
    assertThat(bond.leftMicros()).isEqualTo(96);
    assertThat(bond.releasableMicros()).isEqualTo(vault.now() + DAY);
    assertThat(release()).isEqualTo(BondStatus.COOLING_DOWN);
    vault.pass(DAY);
    assertThat(release()).isEqualTo(BondStatus.DONE);
    assertThat(vault.available("ann")).isEqualTo(FUND - 24);
  }

  @Test
  void slash_whole_leavesNoBondAndMoreThanIsLeftIsRefused() {
    vault.post("ann", WINES, 400);
    assertThat(slash("o1", 600)).isEqualTo(BondStatus.DONE);
    assertThat(slash("o2", 403)).isEqualTo(BondStatus.EXCEEDS_BOND);
    assertThat(vault.available("ben")).isEqualTo(FUND + 240);
    assertThat(slash("o3", 400)).isEqualTo(BondStatus.DONE);
    assertThat(vault.find("ann", WINES)).isEmpty();
    assertThat(slash("o4", 1)).isEqualTo(BondStatus.NOT_BONDED);
    assertThat(vault.openHolds()).isZero();
    assertThat(vault.available("ann")).isEqualTo(FUND - 400);
    assertThat(vault.available("ben")).isEqualTo(FUND + 400);
  }

  @Test
  void slash_badInput_isRefusedAndTakesNothing() {
    vault.post("ann", WINES, 400);
    assertThat(slash("o1", 0)).isEqualTo(BondStatus.BAD_PERMILLE);
    assertThat(slash("o1", 1001)).isEqualTo(BondStatus.BAD_PERMILLE);
    assertThat(slash("", 10)).isEqualTo(BondStatus.BAD_OFFENCE);
    List<List<Share>> bad =
        List.of(
            List.of(),
            List.of(new Share("ann", 1000)),
            List.of(new Share("nobody", 1000)),
            List.of(new Share("ben", 999)),
            List.of(new Share("ben", 500), new Share("ben", 500)),
            List.of(new Share("ben", 1001), new Share("cid", -1)));
    for (List<Share> to : bad) {
      assertThat(vault.slash("ann", WINES, "o1", 10, to))
          .as("%s", to)
          .isEqualTo(BondStatus.BAD_PAYEE);
    }
    List<Share> good = List.of(new Share("ben", 1000));
    assertThat(
            vault.does(vault.desk().slash(new Slash("ann", WINES, "o1", "", 10, EVIDENCE, good))))
        .isEqualTo(BondStatus.BAD_RULE);
    assertThat(vault.slash("ben", WINES, "o1", 10, "ann")).isEqualTo(BondStatus.NOT_BONDED);
    assertThat(vault.bond("ann", WINES).leftMicros()).isEqualTo(400);
    assertThat(vault.balances()).containsEntry("ann", FUND).containsEntry("ben", FUND);
  }

  @Test
  void slash_frozenHolderOrClosedPayee_isTakenAllTheSame() {
    vault.post("ann", WINES, 400);
    vault.decide(new Freeze("ann", true));
    vault.decide(new Transfer(vault.newId(), "cid", List.of(new Credit("ben", FUND)), "leaves"));
    assertThat(vault.decide(new CloseAccount("cid"))).isEqualTo(LedgerStatus.CREATED);
    assertThat(vault.slash("ann", WINES, "o1", 100, "cid")).isEqualTo(BondStatus.DONE);
    assertThat(vault.balances()).containsEntry("ann", FUND - 40).containsEntry("@unclaimed", 40L);
  }
}
