package guildhall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Entry;
import guildhall.ledger.LedgerFact.AccountOpened;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What was prepared too early, too late or at the wrong moment is decided as if it had not been.
final class PreparedTest {

  private static final long NOW = 1_700_000_000_000_000L;
  private static final String UNIT = Operation.CREDIT;

  private final Ledger ledger = new Ledger(0);
  private long position;

  private void open(String name, AccountKind kind) {
    ledger.apply(new Entry(position++, NOW, new AccountOpened(name, name, kind, UNIT)));
  }

  private static Transfer transfer(String from, String to, int number) {
    return new Transfer(
        Id.at(NOW, from, to, Integer.toString(number)), from, List.of(new Credit(to, 5)), "test");
  }

  private LedgerStatus decide(Prepared prepared) {
    Decision decision = ledger.decide(prepared, NOW, position);
    for (LedgerFact fact : decision.facts()) {
      ledger.apply(new Entry(position++, NOW, fact));
    }
    return decision.status();
  }

  private long balance(String name) {
    return ledger.find(name).orElseThrow().balanceMicros();
  }

  @Test
  void decide_preparedBeforeItsAccountsWereOpened_findsThem() {
    Prepared early = Prepared.of(transfer("@treasury", "ann", 1));
    open("@treasury", AccountKind.TREASURY);
    open("ann", AccountKind.PRINCIPAL);

    assertThat(decide(early)).isEqualTo(LedgerStatus.CREATED);
    assertThat(balance("ann")).isEqualTo(5);
    assertThat(balance("@treasury")).isEqualTo(-5);
  }

  @Test
  void decide_namesOfTheSameBeginning_movesTheRightOne() {
    String one = "a name of more than fifteen bytes, one";
    String other = "a name of more than fifteen bytes, other";
    open("@treasury", AccountKind.TREASURY);
    open(one, AccountKind.PRINCIPAL);
    open(other, AccountKind.PRINCIPAL);
    Prepared prepared = Prepared.of(transfer("@treasury", other, 1));

    assertThat(decide(prepared)).isEqualTo(LedgerStatus.CREATED);
    assertThat(balance(other)).isEqualTo(5);
    assertThat(balance(one)).isZero();
  }

  @Test
  void decide_nameThatIsNoText_isRefused() {
    open("@treasury", AccountKind.TREASURY);

    assertThat(decide(Prepared.of(transfer("@treasury", "\uD800", 1))))
        .isEqualTo(LedgerStatus.BAD_NAME);
    assertThat(ledger.trialBalanceMicros()).isZero();
  }

  /// In UTF-8 it would be the same bytes as that of an account there is.
  @Test
  void find_nameThatIsNoText_isNobodysEvenIfItsBytesAre() {
    AccountTable table = new AccountTable();
    table.add("?", "?", AccountKind.PRINCIPAL, UNIT);
    NameKeys keys = new NameKeys(2);
    keys.set(0, "\uD800");
    keys.set(1, "?");

    assertThat(table.find("\uD800", keys, 0)).isEqualTo(-1);
    assertThat(table.find("?", keys, 1)).isZero();
  }

  /// A group that is tried opens accounts and takes them away again; whoever looks meanwhile has
  /// seen a number that later belongs to somebody else.
  @Test
  void find_numberNowBelongsToSomebodyElse_isNotTaken() {
    AccountTable table = new AccountTable();
    table.beginTrial();
    table.add("ann", "ann", AccountKind.PRINCIPAL, UNIT);
    NameKeys keys = new NameKeys(1, table.names());
    keys.set(0, "ann");
    table.undoTrial();
    assertThat(table.find("ann", keys, 0)).isEqualTo(-1);
    table.add("bob", "bob", AccountKind.PRINCIPAL, UNIT);

    assertThat(keys.guess(0, table.names())).isZero();
    assertThat(table.find("ann", keys, 0)).isEqualTo(-1);
    table.add("ann", "ann", AccountKind.PRINCIPAL, UNIT);
    assertThat(table.find("ann", keys, 0)).isEqualTo(1);
  }

  @Test
  void find_guessedWhileAccountsAreOpened_isRightAllTheSame() throws Exception {
    int accounts = 30_000;
    AccountTable table = new AccountTable();
    CountDownLatch begun = new CountDownLatch(2);
    List<CompletableFuture<NameKeys>> all = new ArrayList<>();
    try (var readers = Executors.newFixedThreadPool(2)) {
      for (int reader = 0; reader < 2; reader++) {
        all.add(
            CompletableFuture.supplyAsync(
                () -> {
                  begun.countDown();
                  NameKeys keys = new NameKeys(accounts, table.names());
                  for (int i = 0; i < accounts; i++) {
                    keys.set(i, "acct" + i);
                  }
                  return keys;
                },
                readers));
      }
      begun.await();
      for (int i = 0; i < accounts; i++) {
        table.add("acct" + i, "acct" + i, AccountKind.PRINCIPAL, UNIT);
      }
      for (CompletableFuture<NameKeys> each : all) {
        NameKeys keys = each.get(30, TimeUnit.SECONDS);
        for (int i = 0; i < accounts; i++) {
          assertThat(table.find("acct" + i, keys, i)).isEqualTo(i);
        }
      }
    }
  }

  @Test
  void touch_whateverIsAskedFor_changesNothing() {
    open("@treasury", AccountKind.TREASURY);
    open("ann", AccountKind.PRINCIPAL);
    Transfer known = transfer("@treasury", "ann", 1);
    Transfer unknown = transfer("nobody", "a name of more than fifteen bytes", 2);
    List<Operation> inside = List.of(known, unknown, new Operation.CloseAccount("ann"));
    String before = ledger.stateHash();

    for (Operation each : inside) {
      ledger.touch(Prepared.of(each));
    }
    ledger.touch(Prepared.of(new Operation.Linked(Id.at(NOW, "group"), inside)));

    assertThat(ledger.stateHash()).isEqualTo(before);
    assertThat(decide(Prepared.of(known))).isEqualTo(LedgerStatus.CREATED);
    assertThat(decide(Prepared.of(unknown))).isEqualTo(LedgerStatus.DEBIT_NOT_FOUND);
  }
}
