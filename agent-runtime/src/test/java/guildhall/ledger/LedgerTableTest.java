package guildhall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One table per operation. Between `in order` and `end` each row suffers from what its status says
/// and, where it can, from everything that comes later: so the order of the rows is the order of
/// precedence.
class LedgerTableTest {

  enum Table {
    OPEN_ACCOUNT(
        """
        open ada PRINCIPAL          -> created
        in order
        open ada PRINCIPAL          -> exists
        open ada PRINCIPAL eve      -> exists_with_different_body
        open ada PLATFORM           -> exists_with_different_body
        end
        account ada 0 held 0
        """),
    FREEZE(
        """
        open ada PRINCIPAL          -> created
        freeze ada                  -> created
        in order
        freeze ada                  -> exists
        freeze ghost                -> account_not_found
        thaw ghost                  -> account_not_found
        end
        open ada PRINCIPAL          -> exists
        thaw ada                    -> created
        thaw ada                    -> exists
        """),
    TRANSFER(
        """
        open bank TREASURY          -> created
        open ada PRINCIPAL          -> created
        open bob PRINCIPAL          -> created
        open poor PRINCIPAL         -> created
        open ice PRINCIPAL          -> created
        transfer t1 bank ada:100    -> created
        transfer t2 ada bob:70,poor:10,bob:20 gift -> created
        hold h1 bank 0+0 @9         -> created
        void h1                     -> created
        freeze ice                  -> created
        freeze ada                  -> created
        in order
        transfer t2 ada bob:70,poor:10,bob:20 gift -> exists
        transfer t2 ada bob:70,poor:10,bob:20 loan -> exists_with_different_body
        transfer t2 ada bob:90,poor:10 gift -> exists_with_different_body
        transfer t2 bob bob:70,poor:10,bob:20 gift -> exists_with_different_body
        transfer t2 ghost phantom:-1,ghost:0 -> exists_with_different_body
        transfer h1 ghost phantom:-1,ghost:0 -> exists_with_different_body
        transfer t3 ghost phantom:0,phantom:-1,ghost:max,ghost:max -> amount_negative
        transfer t3 ghost phantom:0,ghost:max,ghost:max -> amount_zero
        transfer t3 ghost -         -> no_legs
        transfer t3 ghost phantom:max,ghost:1 -> overflow
        transfer t3 ghost phantom:1,ghost:max -> overflow
        transfer t3 ghost phantom:max -> debit_not_found
        transfer t3 ice phantom:1,ice:1 -> credit_not_found
        transfer t3 ice bob:1,ice:1 -> accounts_same
        transfer t3 ice bob:1       -> account_frozen
        transfer t3 poor bob:11     -> insufficient_funds
        transfer t3 poor bob:10,ada:1 -> insufficient_funds
        transfer t3 poor bob:max    -> insufficient_funds
        end
        account bank -100 held 0
        account ada 0 held 0
        account bob 90 held 0
        account poor 10 held 0
        account ice 0 held 0
        transfer t3 poor ice:4,ada:6 -> created
        account poor 0 held 0
        account ice 4 held 0
        account ada 6 held 0
        """),
    TRANSFER_OF_WHAT_IS_HELD(
        """
        open bank TREASURY          -> created
        open ada PRINCIPAL          -> created
        open bob PRINCIPAL          -> created
        transfer t1 bank ada:100    -> created
        hold h1 ada 30+30 @100      -> created
        transfer t2 ada bob:41      -> insufficient_funds
        transfer t2 ada bob:40      -> created
        account ada 60 held 60
        transfer t3 ada bob:1       -> insufficient_funds
        void h1                     -> created
        transfer t3 ada bob:60      -> created
        account ada 0 held 0
        """),
    TREASURY(
        """
        open bank TREASURY          -> created
        open mint TREASURY          -> created
        open ada PRINCIPAL          -> created
        open bob PRINCIPAL          -> created
        transfer t1 bank ada:max    -> created
        account bank -max held 0
        transfer t2 bank bob:1      -> insufficient_funds
        transfer t2 mint ada:1      -> insufficient_funds
        hold h1 mint 1+0 @100       -> insufficient_funds
        hold h1 mint 0+0 @100       -> created
        transfer t2 ada bank:5      -> created
        hold h2 mint 2+1 @100       -> created
        transfer t3 bank bob:3      -> insufficient_funds
        transfer t3 bank bob:2      -> created
        hold h3 bank 1+0 @100       -> insufficient_funds
        capture h2 ada:2            -> created
        account mint -2 held 0
        hold h3 bank 1+0 @100       -> created
        hold h4 bank max+0 @100     -> insufficient_funds
        void h3                     -> created
        transfer t4 ada mint:10     -> created
        hold h5 mint 9+0 @100       -> created
        account mint 8 held 9
        account bank -9223372036854775804 held 0
        """),
    HOLD(
        """
        open bank TREASURY          -> created
        open ada PRINCIPAL          -> created
        open ice PRINCIPAL          -> created
        transfer t1 bank ada:100    -> created
        freeze ice                  -> created
        time 1000
        hold h1 ada 10+80 @2000     -> created
        hold gone ada 1+0 @2000     -> created
        void gone                   -> created
        hold paid ada 1+0 @2000     -> created
        capture paid -              -> created
        hold late ada 1+0 @1500     -> created
        time 1500
        in order
        hold h1 ada 10+80 @2000     -> exists
        hold h1 ice 10+80 @2000     -> exists_with_different_body
        hold h1 ada 11+80 @2000     -> exists_with_different_body
        hold h1 ada 10+81 @2000     -> exists_with_different_body
        hold h1 ada 10+80 @2001     -> exists_with_different_body
        child h1 of paid 10+80 @2000 -> exists_with_different_body
        hold t1 ghost -1+0 @0       -> exists_with_different_body
        hold h2 ghost -1+max @0     -> amount_negative
        hold h2 ghost max+-1 @0     -> amount_negative
        hold h2 ghost max+1 @0      -> overflow
        hold h2 ghost 1+max @0      -> overflow
        hold h2 ghost max+0 @0      -> debit_not_found
        hold h2 ice max+0 @0        -> account_frozen
        hold h2 ada max+0 @1500     -> expiry_in_past
        hold h2 ada 11+0 @1501      -> insufficient_funds
        hold h2 ada 0+max @1501     -> insufficient_funds
        end
        in order
        hold paid ghost -1+0 @0     -> hold_settled
        hold gone ghost -1+0 @0     -> hold_voided
        hold late ghost -1+0 @0     -> hold_expired
        end
        account ada 100 held 90
        hold h2 ada 10+0 @1501      -> created
        account ada 100 held 100
        hold h3 ada 0+0 @1501       -> created
        account ada 100 held 100
        hold h4 ada 0+1 @1501       -> insufficient_funds
        """),
    CHILD_HOLD(
        """
        open bank TREASURY          -> created
        open ada PRINCIPAL          -> created
        open ice PRINCIPAL          -> created
        transfer t1 bank ada:100,ice:100 -> created
        hold root ada 10+80 @2000   -> created
        hold cold ice 10+80 @2000   -> created
        freeze ice                  -> created
        hold gone ada 1+0 @2000     -> created
        void gone                   -> created
        hold paid ada 1+0 @2000     -> created
        capture paid -              -> created
        hold late ada 1+0 @900      -> created
        time 1000
        child c1 of root 5+25 @1990 -> created
        in order
        child c1 of root 5+25 @1990 -> exists
        child c1 of cold 5+25 @1990 -> exists_with_different_body
        child c1 of root 5+26 @1990 -> exists_with_different_body
        hold c1 ada 5+25 @1990      -> exists_with_different_body
        child c2 of nil -1+0 @0     -> amount_negative
        child c2 of nil max+max @0  -> overflow
        child c2 of nil max+0 @0    -> hold_not_found
        child c2 of paid max+0 @0   -> hold_settled
        child c2 of gone max+0 @0   -> hold_voided
        child c2 of late max+0 @0   -> hold_expired
        child c2 of cold max+0 @0   -> account_frozen
        child c2 of root max+0 @1000 -> expiry_in_past
        child c2 of root max+0 @1991 -> expiry_after_parent
        child c2 of root max+0 @1990 -> exceeds_expenses
        child c2 of root 51+0 @1990 -> exceeds_expenses
        child c2 of root 1+50 @1990 -> exceeds_expenses
        end
        account ada 100 held 90
        below root open 30 spent 0 free 50
        child c2 of root 20+30 @1001 -> created
        below root open 80 spent 0 free 0
        account ada 100 held 90
        """),
    CAPTURE(
        """
        open bank TREASURY          -> created
        open ada PRINCIPAL          -> created
        open bob PRINCIPAL          -> created
        open eve PRINCIPAL          -> created
        transfer t1 bank ada:100    -> created
        hold root ada 10+50 @2000   -> created
        child c1 of root 5+0 @1000  -> created
        hold h1 ada 10+0 @2000      -> created
        hold gone ada 1+0 @2000     -> created
        void gone                   -> created
        hold paid ada 1+0 @2000     -> created
        capture paid bob:1          -> created
        hold late ada 1+0 @900      -> created
        time 900
        in order
        capture nil ghost:-1,ghost:0,ghost:max,ghost:max -> amount_negative
        capture nil ghost:0,ghost:max,ghost:max -> amount_zero
        capture nil ghost:max,ghost:1 -> overflow
        capture nil ghost:max       -> hold_not_found
        capture paid ghost:max      -> hold_settled
        capture paid bob:1          -> hold_settled
        capture gone ghost:max      -> hold_voided
        capture late ghost:max      -> hold_expired
        capture root ghost:1,ada:11 -> credit_not_found
        capture root bob:1,ada:11   -> accounts_same
        capture root bob:11         -> children_open
        capture root -              -> children_open
        capture h1 bob:11           -> exceeds_hold
        capture h1 bob:10,eve:1     -> exceeds_hold
        capture h1 bob:max          -> exceeds_hold
        end
        account ada 99 held 70
        account bob 1 held 0
        capture h1 bob:3,eve:1,bob:4 -> created
        account ada 91 held 60
        account bob 8 held 0
        account eve 1 held 0
        ended h1 hold_settled
        """),
    CAPTURE_FROM_A_FROZEN_PAYER(
        """
        open bank TREASURY          -> created
        open ada PRINCIPAL          -> created
        open bob PRINCIPAL          -> created
        transfer t1 bank ada:100    -> created
        hold h1 ada 10+0 @2000      -> created
        freeze ada                  -> created
        freeze bob                  -> created
        capture h1 bob:10           -> created
        account ada 90 held 0
        account bob 10 held 0
        """),
    VOID(
        """
        open bank TREASURY          -> created
        open ada PRINCIPAL          -> created
        transfer t1 bank ada:100    -> created
        hold h1 ada 10+50 @2000     -> created
        hold paid ada 1+0 @2000     -> created
        capture paid -              -> created
        hold late ada 1+0 @900      -> created
        time 900
        account ada 100 held 60
        void h1                     -> created
        released h1
        in order
        void h1                     -> exists
        void nil                    -> hold_not_found
        void t1                     -> not_a_hold
        void paid                   -> hold_settled
        void late                   -> hold_expired
        end
        account ada 100 held 0
        """);

    final String rows;

    Table(String rows) {
      this.rows = rows;
    }
  }

  @ParameterizedTest
  @EnumSource
  void decide_rowsOfTheTable_giveTheirStatus(Table table) {
    assertThat(LedgerScript.of(table.rows).seen).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void decide_rowsOfAnotherTable_giveTheirStatus(LedgerMoreTables table) {
    assertThat(LedgerScript.of(table.rows).seen).isNotEmpty();
  }

  @Test
  void decide_allTables_produceEveryStatus() {
    Set<LedgerStatus> seen = EnumSet.noneOf(LedgerStatus.class);
    Arrays.stream(Table.values()).forEach(table -> seen.addAll(LedgerScript.of(table.rows).seen));
    Arrays.stream(LedgerMoreTables.values())
        .forEach(table -> seen.addAll(LedgerScript.of(table.rows).seen));
    assertThat(seen).containsExactlyInAnyOrder(LedgerStatus.values());
  }

  @Test
  void code_everyStatus_isItsNameInLowerCase() {
    assertThat(LedgerStatus.values())
        .allSatisfy(status -> assertThat(status.code()).isEqualToIgnoringCase(status.name()));
  }
}
