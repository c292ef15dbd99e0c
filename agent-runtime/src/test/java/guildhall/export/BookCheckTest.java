package guildhall.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.Entry;
import guildhall.export.BookCheck.BrokenLaw;
import guildhall.ledger.LedgerFact;
import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.LedgerFact.Transferred;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Each law of the ledger, broken on purpose in a book that is whole otherwise.
class BookCheckTest {

  private static final RandomBook BOOK = RandomBook.of(3, 3000);

  private static BookCheck checked(List<Entry> entries) {
    BookCheck check = new BookCheck();
    entries.forEach(check::take);
    check.end();
    return check;
  }

  @Test
  void take_bookOfTheLedger_isWhole() {
    BookCheck check = checked(BOOK.entries());
    assertThat(check.entries()).isEqualTo(BOOK.entries().size());
    assertThat(check.movements()).isPositive().isLessThan(check.entries());
    assertThat(check.ledger().stateHash()).isEqualTo(BOOK.ledger().stateHash());
  }

  private static int transfer(int after) {
    for (int i = after; i < BOOK.entries().size(); i++) {
      if (BOOK.entries().get(i).fact() instanceof Transferred) {
        return i;
      }
    }
    throw new AssertionError("no transfer after " + after);
  }

  private static Transferred moved(int at) {
    return (Transferred) BOOK.entries().get(at).fact();
  }

  private static Transferred with(Transferred moved, UnaryOperator<Posting> debit) {
    List<Posting> postings = new ArrayList<>(moved.postings());
    postings.set(0, debit.apply(postings.getFirst()));
    return new Transferred(moved.id(), moved.reason(), moved.bodyHash(), postings);
  }

  private static void breaks(int at, Entry instead, String sentence) {
    List<Entry> entries = new ArrayList<>(BOOK.entries());
    entries.set(at, instead);
    assertThatThrownBy(() -> checked(entries))
        .isInstanceOfSatisfying(
            BrokenLaw.class,
            broken -> {
              assertThat(broken.sentence()).contains(sentence);
              assertThat(broken.position()).isEqualTo(at);
            });
  }

  private static Entry entry(int at, LedgerFact fact) {
    return new Entry(at, BOOK.entries().get(at).timeMicros(), fact);
  }

  @Test
  void take_onePostingChanged_isFoundWhereItIs() {
    int at = transfer(1000);
    Transferred moved = moved(at);
    breaks(
        at,
        entry(at, with(moved, p -> posting(p, p.amountMicros() - 1, p.balanceMicros()))),
        "not to zero");
    breaks(
        at,
        entry(at, with(moved, p -> posting(p, -p.amountMicros(), p.balanceMicros()))),
        "has to be a debit");
    breaks(
        at,
        entry(at, with(moved, p -> posting(p, p.amountMicros(), p.balanceMicros() + 1))),
        "before make");
    breaks(
        at,
        entry(
            at,
            with(
                moved,
                p ->
                    new Posting(
                        p.account(), p.amountMicros(), p.balanceMicros(), p.previous() - 1, -1))),
        "moved");
    breaks(
        at,
        entry(
            at,
            with(
                moved,
                p ->
                    new Posting(
                        "nobody", p.amountMicros(), p.balanceMicros(), p.previous(), p.skip()))),
        "never opened");
  }

  private static Posting posting(Posting like, long amountMicros, long balanceMicros) {
    return new Posting(like.account(), amountMicros, balanceMicros, like.previous(), like.skip());
  }

  @Test
  void take_positionOrTimeOutOfOrder_isFound() {
    Entry entry = BOOK.entries().get(500);
    breaks(500, new Entry(501, entry.timeMicros(), entry.fact()), "where it should be");
    breaks(500, new Entry(500, 0, entry.fact()), "older");
  }

  @Test
  void take_moreSpentThanThereIs_isFound() {
    BookCheck check = new BookCheck();
    List<Entry> head = BOOK.entries().subList(0, 100);
    head.forEach(check::take);
    String payer =
        check.ledger().accounts().stream()
            .filter(account -> account.kind() == guildhall.ledger.AccountKind.PRINCIPAL)
            .filter(account -> account.unit().equals("credit"))
            .findFirst()
            .orElseThrow()
            .account();
    var from = check.ledger().find(payer).orElseThrow();
    var to = check.ledger().find("@rail-0").orElseThrow();
    long all = from.balanceMicros() + 1;
    Transferred tooMuch =
        new Transferred(
            guildhall.ledger.Id.at(head.getLast().timeMicros(), "x"),
            "x",
            0,
            List.of(
                new Posting(payer, -all, -1, from.lastPosition(), -1),
                new Posting("@rail-0", all, to.balanceMicros() + all, to.lastPosition(), -1)));
    assertThatThrownBy(() -> check.take(new Entry(100, head.getLast().timeMicros(), tooMuch)))
        .isInstanceOf(BrokenLaw.class);
  }

  @Test
  void take_entryMissing_isFoundByWhatFollows() {
    int at = transfer(1500);
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : BOOK.entries()) {
      if (entry.position() != at) {
        entries.add(new Entry(entries.size(), entry.timeMicros(), entry.fact()));
      }
    }
    assertThatThrownBy(() -> checked(entries)).isInstanceOf(BrokenLaw.class);
    assertThatCode(() -> checked(BOOK.entries())).doesNotThrowAnyException();
  }
}
