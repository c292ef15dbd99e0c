package guildhall.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.Entry;
import guildhall.export.BookCheck.BrokenLaw;
import guildhall.ledger.AccountKind;
import guildhall.ledger.AccountView;
import guildhall.ledger.HoldView;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerFact;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Held;
import guildhall.ledger.LedgerFact.Increased;
import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.LedgerFact.Refused;
import guildhall.ledger.LedgerFact.Transferred;
import guildhall.ledger.LedgerStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
            .filter(account -> account.kind() == AccountKind.PRINCIPAL)
            .filter(account -> account.unit().equals("credit"))
            .findFirst()
            .orElseThrow()
            .account();
    var from = check.ledger().find(payer).orElseThrow();
    var to = check.ledger().find("@rail-0").orElseThrow();
    long all = from.balanceMicros() + 1;
    Transferred tooMuch =
        new Transferred(
            Id.at(head.getLast().timeMicros(), "x"),
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

  private static final int HEAD = 2000;
  private static final long TIME = BOOK.entries().get(HEAD - 1).timeMicros();
  private static final Ledger BEFORE = head().ledger();

  private static BookCheck head() {
    BookCheck check = new BookCheck();
    BOOK.entries().subList(0, HEAD).forEach(check::take);
    return check;
  }

  private static void follows(LedgerFact fact) {
    BookCheck check = head();
    check.take(new Entry(HEAD, TIME, fact));
    check.end();
  }

  private static void breaksNext(LedgerFact fact, String sentence) {
    BookCheck check = head();
    assertThatThrownBy(() -> check.take(new Entry(HEAD, TIME, fact)))
        .isInstanceOfSatisfying(
            BrokenLaw.class,
            broken -> {
              assertThat(broken.sentence()).contains(sentence);
              assertThat(broken.position()).isEqualTo(HEAD);
            });
  }

  private static Id newId(String what) {
    return Id.at(TIME, what);
  }

  private static HoldView hold(Predicate<HoldView> which) {
    List<HoldView> holds = new ArrayList<>();
    BEFORE.forEachOpenHold(holds::add);
    return holds.stream().filter(which).min(Comparator.comparing(HoldView::id)).orElseThrow();
  }

  private static AccountView account(String name) {
    return BEFORE.find(name).orElseThrow();
  }

  /// Somebody else who counts in the same unit.
  private static AccountView other(String name) {
    return BEFORE.accounts().stream()
        .filter(each -> each.kind() == AccountKind.PRINCIPAL && !each.account().equals(name))
        .filter(each -> each.unit().equals(account(name).unit()))
        .filter(each -> each.availableMicros() > 1_000_000)
        .findFirst()
        .orElseThrow();
  }

  private static Posting next(AccountView account, long amountMicros) {
    return new Posting(
        account.account(),
        amountMicros,
        account.balanceMicros() + amountMicros,
        account.lastPosition(),
        -1);
  }

  private static Captured captured(Id hold, AccountView payer, long moved, long captured, Id id) {
    return new Captured(
        hold,
        "fee",
        captured,
        List.of(next(payer, -moved), next(rail(payer.unit()), moved)),
        id,
        id.equals(hold),
        0);
  }

  private static AccountView rail(String unit) {
    return BEFORE.accounts().stream()
        .filter(each -> each.kind() == AccountKind.RAIL && each.unit().equals(unit))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void take_captureThatIsNotWhatItsHoldAllows_isFound() {
    HoldView hold =
        hold(each -> each.parent().isEmpty() && each.feeMicros() - each.capturedMicros() > 10);
    long left = hold.feeMicros() - hold.capturedMicros();
    AccountView payer = account(hold.payer());
    Id id = newId("capture");
    follows(captured(hold.id(), payer, left, left, id));
    breaksNext(captured(hold.id(), payer, left + 1, left + 1, id), "is left of its fee");
    breaksNext(captured(hold.id(), payer, 5, 4, id), "says that it captures");
    breaksNext(captured(hold.id(), payer, 5, -5, id), "says that it captures");
    breaksNext(captured(hold.id(), other(hold.payer()), 5, 5, id), "is to be paid by");
    breaksNext(captured(newId("no hold"), payer, 5, 5, id), "is not open");
    breaksNext(new Captured(hold.id(), "fee", 5, List.of(), id, false, 0), "says that it captures");
    follows(new Captured(hold.id(), "fee", 0, List.of(), id, false, 0));
  }

  /// There the id of a capture was that of its hold, and ended it.
  @Test
  void take_captureOfVersion1_follows() {
    HoldView hold =
        hold(each ->
            each.parent().isEmpty()
                && each.openBelowMicros() == 0
                && each.feeMicros() - each.capturedMicros() > 10);
    AccountView payer = account(hold.payer());
    follows(captured(hold.id(), payer, 5, 5, hold.id()));
  }

  private static Held held(Optional<Id> parent, String payer, long fee, long expenses) {
    return new Held(newId("held"), parent, payer, fee, expenses, TIME + 1_000_000);
  }

  @Test
  void take_moreHeldThanThereIs_isFound() {
    AccountView rich = other("@treasury");
    long all = rich.availableMicros() + rich.limits().creditLineMicros();
    Optional<Id> none = Optional.empty();
    follows(held(none, rich.account(), all - 1, 1));
    follows(held(none, "@treasury", 1L << 50, 0));
    breaksNext(held(none, rich.account(), all, 1), "reserves more");
    breaksNext(held(none, rich.account(), Long.MAX_VALUE, 0), "reserves more");
    breaksNext(held(none, rich.account(), Long.MAX_VALUE, Long.MAX_VALUE), "not amounts");
    breaksNext(held(none, rich.account(), -1, 2), "not amounts");
    breaksNext(held(none, rich.account(), 2, -1), "not amounts");
  }

  @Test
  void take_moreHeldBelowThanIsFree_isFound() {
    HoldView parent = hold(each -> each.freeMicros() > 10);
    Optional<Id> above = Optional.of(parent.id());
    String payer = parent.payer();
    follows(held(above, payer, parent.freeMicros(), 0));
    breaksNext(held(above, payer, parent.freeMicros(), 1), "reserves more");
    breaksNext(held(above, other(payer).account(), 1, 1), "is to be paid by");
    breaksNext(held(Optional.of(newId("no hold")), payer, 1, 1), "is not open");
  }

  private static Increased increased(HoldView hold, long fee, long expenses) {
    return new Increased(newId("increased"), hold.id(), fee, expenses);
  }

  @Test
  void take_increaseByMoreThanThereIs_isFound() {
    HoldView root =
        hold(
            each -> each.parent().isEmpty() && account(each.payer()).availableMicros() > 1_000_000);
    AccountView payer = account(root.payer());
    long all = payer.availableMicros() + payer.limits().creditLineMicros();
    follows(increased(root, all - 1, 1));
    breaksNext(increased(root, all, 1), "reserves more");
    breaksNext(increased(root, -1, 2), "not amounts");
    HoldView child = hold(each -> each.parent().isPresent());
    long free = BEFORE.openHold(child.parent().orElseThrow()).orElseThrow().freeMicros();
    follows(increased(child, free, 0));
    breaksNext(increased(child, free, 1), "reserves more");
    breaksNext(new Increased(newId("increased"), newId("no hold"), 1, 1), "is not open");
  }

  @Test
  void take_oneAccountTwiceInAMovement_isFound() {
    AccountView payer = other("@treasury");
    AccountView payee = other(payer.account());
    Posting first = next(payee, 4);
    Posting again = new Posting(payee.account(), 6, first.balanceMicros() + 6, HEAD, -1);
    breaksNext(
        new Transferred(newId("twice"), "x", 0, List.of(next(payer, -10), first, again)), "twice");
  }

  /// What they were used for is not asked on a replay, and 30 days of them would fill the heap.
  @Test
  void take_manyIds_areNotKept() {
    BookCheck check = new BookCheck();
    Id first = Id.at(TIME, "0");
    for (int i = 0; i <= 1 << 16; i++) {
      Refused refused =
          new Refused(Id.at(TIME, Integer.toString(i)), 0, LedgerStatus.INSUFFICIENT_FUNDS);
      check.take(new Entry(i, TIME, refused));
    }
    check.end();
    assertThatThrownBy(() -> check.ledger().outcome(first))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
