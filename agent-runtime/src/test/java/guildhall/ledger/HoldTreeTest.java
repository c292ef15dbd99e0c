package guildhall.ledger;

import org.junit.jupiter.api.Test;

/// Holds under holds: the payer at the root pays everyone, and nobody below can spend more than is
/// left above.
class HoldTreeTest {
  private static final String WORLD =
      """
      open bank TREASURY     -> created
      open ada PRINCIPAL     -> created
      open bob PRINCIPAL     -> created
      open eve PRINCIPAL     -> created
      transfer fund bank ada:1000 -> created
      """;

  private static void run(String rows) {
    LedgerScript.of(WORLD + rows);
  }

  @Test
  void hold_underAParent_drawsOnItsExpensesNotOnTheFee() {
    run(
        """
        hold task ada 50+100 @1000 -> created
        child a of task 20+40 @900 -> created
        child b of a 40+0 @800     -> created
        child c of a 0+1 @800      -> exceeds_expenses
        child c of task 41+0 @900  -> exceeds_expenses
        child c of task 40+0 @900  -> created
        below task open 100 spent 0 free 0
        below a open 40 spent 0 free 0
        account ada 1000 held 150
        account bob 0 held 0
        """);
  }

  @Test
  void capture_ofAChild_paysFromTheRootAndReturnsTheLeftoverToTheParent() {
    run(
        """
        hold task ada 0+100 @1000 -> created
        child a of task 20+40 @900 -> created
        child b of a 30+5 @800    -> created
        capture b bob:12          -> created
        account ada 988 held 88
        below a open 0 spent 12 free 28
        below task open 60 spent 0 free 40
        child d of a 29+0 @800    -> exceeds_expenses
        child d of a 28+0 @800    -> created
        void d                    -> created
        capture a eve:20          -> created
        account ada 968 held 68
        below task open 0 spent 32 free 68
        child e of task 69+0 @900 -> exceeds_expenses
        capture task -            -> created
        account ada 968 held 0
        account bob 12 held 0
        account eve 20 held 0
        """);
  }

  @Test
  void capture_lessThanTheFee_returnsTheRest() {
    run(
        """
        hold task ada 100+0 @1000 -> created
        capture task bob:1        -> created
        account ada 999 held 0
        account bob 1 held 0
        """);
  }

  @Test
  void void_afterAChildWasPaid_keepsTheSunkCost() {
    run(
        """
        hold task ada 0+100 @1000 -> created
        child a of task 20+40 @900 -> created
        child b of a 30+0 @800    -> created
        capture b bob:30          -> created
        void a                    -> created
        released a
        below task open 0 spent 30 free 70
        account ada 970 held 70
        account bob 30 held 0
        child again of task 70+0 @900 -> created
        void task                 -> created
        released again task
        account ada 970 held 0
        account bob 30 held 0
        """);
  }

  @Test
  void capture_withAnOpenChild_isRefusedUntilItEnds() {
    run(
        """
        hold task ada 10+100 @1000 -> created
        child a of task 20+0 @900 -> created
        capture task bob:10       -> children_open
        void a                    -> created
        capture task bob:10       -> created
        account ada 990 held 0
        """);
  }

  @Test
  void void_ofATree_releasesLeafFirstInTheOrderTheyWereMade() {
    run(
        """
        hold task ada 0+100 @1000 -> created
        child a of task 0+40 @900 -> created
        child b of task 0+40 @900 -> created
        child b1 of b 0+10 @800   -> created
        child a1 of a 0+10 @800   -> created
        child a2 of a 10+0 @800   -> created
        child a11 of a1 5+0 @700  -> created
        void task                 -> created
        released a11 a1 a2 a b1 b task
        account ada 1000 held 0
        capture a2 bob:10         -> hold_voided
        void a11                  -> exists
        account bob 0 held 0
        """);
  }

  @Test
  void void_ofABranch_leavesTheRestOpen() {
    run(
        """
        hold task ada 0+100 @1000 -> created
        child a of task 0+40 @900 -> created
        child b of task 10+0 @900 -> created
        child a1 of a 10+0 @800   -> created
        void a                    -> created
        released a1 a
        below task open 10 spent 0 free 90
        capture b bob:10          -> created
        account ada 990 held 90
        """);
  }

  @Test
  void nextExpired_atTheMicrosecondOfExpiry_releases() {
    run(
        """
        hold task ada 10+0 @1000  -> created
        time 999
        released
        account ada 1000 held 10
        time 1000
        released task
        ended task hold_expired
        account ada 1000 held 0
        capture task bob:10       -> hold_expired
        """);
  }

  @Test
  void nextExpired_severalDue_releasesByExpiry() {
    run(
        """
        hold late ada 1+0 @30     -> created
        hold early ada 1+0 @10    -> created
        hold middle ada 1+0 @20   -> created
        time 30
        released early middle late
        """);
  }

  @Test
  void nextExpired_parentAndChildDueTogether_releasesTheChildFirst() {
    run(
        """
        hold task ada 0+100 @1000 -> created
        child a of task 20+40 @990 -> created
        child b of a 5+0 @980     -> created
        child c of task 5+0 @500  -> created
        time 2000
        released c b a task
        account ada 1000 held 0
        """);
  }

  @Test
  void nextExpired_ofAChild_returnsItsAmountToTheParent() {
    run(
        """
        hold task ada 0+100 @1000 -> created
        child a of task 20+40 @500 -> created
        child b of a 10+0 @490    -> created
        capture b bob:10          -> created
        time 500
        released a
        below task open 0 spent 10 free 90
        account ada 990 held 90
        """);
  }

  @Test
  void hold_expiringWithinTheMarginOfItsParent_isRefused() {
    run(
        """
        hold task ada 0+100 @1000 -> created
        child a of task 1+0 @991  -> expiry_after_parent
        child a of task 1+0 @max  -> expiry_after_parent
        child a of task 1+0 @990  -> created
        child b of a 0+0 @981     -> expiry_after_parent
        child b of a 0+0 @980     -> created
        """);
  }
}
