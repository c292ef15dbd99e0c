package guildhall.samples.run;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.ledger.AccountKind;
import guildhall.ledger.AccountView;
import guildhall.ledger.Limits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BooksTest {

  private static AccountView account(String name, long balance, long held) {
    return new AccountView(
        name,
        "local",
        AccountKind.PRINCIPAL,
        "credit",
        balance,
        held,
        false,
        false,
        Limits.NONE,
        1);
  }

  @Test
  void trialBalance_nothingHeld_hasNoSuchColumn() {
    assertThat(Books.trialBalance(List.of(account("a", -1, 0), account("b", 1, 0))))
        .isEqualTo(
            """
            Trial balance
              a                                     -0.000001
              b                                      0.000001
              sum                                    0.000000
            """);
  }

  @Test
  void trialBalance_somethingHeld_showsIt() {
    assertThat(Books.trialBalance(List.of(account("a", -9, 0), account("b", 9, 5))))
        .isEqualTo(
            """
            Trial balance                             balance      of which held
              a                                     -0.000009
              b                                      0.000009           0.000005
              sum                                    0.000000           0.000005
            """);
  }

  @Test
  void vesting_contributors_areListedWithWhatWaitsForThem() {
    Map<String, Long> none = Map.of("cid", 0L);
    assertThat(Books.vesting(none)).isEmpty();
    assertThat(Books.vesting(Map.of("cid", 0L, "dot", 1_500_000L)))
        .contains("challenge window", "dot")
        .containsPattern("dot +1\\.500000")
        .doesNotContain("cid");
  }
}
