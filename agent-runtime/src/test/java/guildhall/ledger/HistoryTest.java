package guildhall.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.Entry;
import guildhall.ledger.LedgerFact.AccountFrozen;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The past of an account is found with few reads.
class HistoryTest {
  private static final int POSTINGS = 100_000;

  private final Ledger ledger = new Ledger(0);
  private final List<Entry> book = new ArrayList<>();
  private final History history = new History(this::read);
  private int reads;

  private Entry read(long position) {
    reads++;
    return book.get((int) position);
  }

  private void append(LedgerFact fact) {
    Entry entry = new Entry(book.size(), book.size() * 10L, fact);
    ledger.apply(entry);
    book.add(entry);
  }

  private void ask(Operation operation) {
    Decision decision = ledger.decide(operation, book.size() * 10L, book.size());
    assertThat(decision.status()).isEqualTo(LedgerStatus.CREATED);
    decision.facts().forEach(this::append);
  }

  /// Credits of 1 to ada, every third under another reason, with other entries between.
  private AccountView chain(int length) {
    ask(new OpenAccount("bank", "bank", AccountKind.TREASURY));
    ask(new OpenAccount("ada", "ada", AccountKind.PRINCIPAL));
    for (int i = 0; i < length; i++) {
      Id id = Id.at(0, Integer.toString(i));
      ask(new Transfer(id, "bank", List.of(new Credit("ada", 1)), i % 3 == 0 ? "gift" : "wage"));
      if (i % 7 == 0) {
        append(new AccountFrozen("ada", i % 2 == 0));
      }
    }
    return ledger.find("ada").orElseThrow();
  }

  private long naiveBalance(long position) {
    return book.subList(0, (int) position + 1).stream()
        .filter(entry -> entry.fact() instanceof LedgerFact.Moved)
        .count();
  }

  @Test
  void balanceAsOf_everyPosition_isTheBalanceThen() {
    AccountView ada = chain(600);
    long expected = 0;
    for (Entry entry : book) {
      expected += entry.fact() instanceof LedgerFact.Moved ? 1 : 0;
      assertThat(history.balanceAsOf(ada, entry.position())).isEqualTo(expected);
    }
    assertThat(history.balanceAsOf(ada, Long.MAX_VALUE)).isEqualTo(600);
    assertThat(history.balanceAsOf(ada, -1)).isZero();
  }

  @Test
  void balanceAsOf_aLongChain_readsFewEntries() {
    AccountView ada = chain(POSTINGS);
    int most = 0;
    for (long position = 1; position < book.size(); position += 997) {
      reads = 0;
      long balance = history.balanceAsOf(ada, position);
      most = Math.max(most, reads);
      assertThat(balance).isEqualTo(naiveBalance(position));
    }
    assertThat(most).isLessThanOrEqualTo(150);
  }

  private static List<Long> positions(History.Page page) {
    return page.lines().stream().map(History.Line::position).toList();
  }

  private List<Long> moves(String reason) {
    return book.reversed().stream()
        .filter(entry ->
            entry.fact() instanceof LedgerFact.Moved moved
                && (reason.isEmpty() || moved.reason().equals(reason)))
        .map(Entry::position)
        .toList();
  }

  @Test
  void statement_pageByPage_showsEveryMovementOnce() {
    AccountView ada = chain(100);
    List<Long> seen = new ArrayList<>();
    History.Page page = history.statement(ada, History.Query.newest(7, Long.MAX_VALUE));
    seen.addAll(positions(page));
    while (page.next().isPresent()) {
      assertThat(page.lines()).hasSize(7);
      page = history.statement(ada, History.Query.newest(7, page.next().getAsLong()));
      seen.addAll(positions(page));
    }
    assertThat(seen).isEqualTo(moves(""));
  }

  @Test
  void statement_ofAReasonAndATime_showsOnlyThose() {
    AccountView ada = chain(100);
    long from = book.get(30).timeMicros();
    long until = book.get(80).timeMicros();
    History.Page page =
        history.statement(
            ada, new History.Query(1000, Long.MAX_VALUE, Optional.of("gift"), from, until));
    assertThat(positions(page))
        .isEqualTo(moves("gift").stream().filter(at -> at >= 30 && at < 80).toList())
        .isNotEmpty();
    assertThat(page.next()).isEmpty();
  }

  @Test
  void outcome_ofAnId_isWhereItWasSettled() {
    chain(3);
    Outcome outcome = ledger.outcome(Id.at(0, "1")).orElseThrow();
    assertThat(outcome.status()).isEqualTo(LedgerStatus.CREATED);
    assertThat(book.get((int) outcome.position()).fact())
        .isInstanceOf(LedgerFact.Transferred.class);
    assertThat(ledger.outcome(Id.at(0, "never"))).isEmpty();
  }

  @Test
  void statement_ofAChainThatLeadsElsewhere_isRefused() {
    AccountView ada = chain(3);
    book.set(
        (int) ada.lastPosition(), new Entry(ada.lastPosition(), 0, new AccountFrozen("x", true)));
    assertThatThrownBy(() -> history.statement(ada, History.Query.newest(1, Long.MAX_VALUE)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ada");
  }
}
