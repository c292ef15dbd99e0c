package guildhall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Entry;
import guildhall.ledger.LedgerFact.Refused;
import guildhall.ledger.LedgerFact.Released;
import guildhall.ledger.Operation.Credit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Runs a table of operations, one row each, and checks the status and what has moved. What is
/// refused must leave every account and hold as it was.
///
/// ```
/// open ada PRINCIPAL                     -> created
/// freeze ada | thaw ada                  -> created
/// transfer t1 bank ada:100,bob:5 gift    -> created      (no payee: -, the reason is optional)
/// hold h1 ada 10+90 @500                 -> created      (fee+expenses, expiry)
/// child h2 of h1 10+0 @400               -> created
/// capture h2 bob:10                      -> created
/// void h1                                -> created
/// time 500                               sets the time and releases what is due
/// released h2 h1                         what the row before released, in this order
/// account ada 100 held 10                balance and held
/// below h1 open 10 spent 0 free 80       of an open hold
/// ended h1 hold_expired                  how it ended
/// in order ... end                       the statuses between keep the order of LedgerStatus
/// ```
final class LedgerScript {
  static final long MARGIN = 10;

  final Ledger ledger = new Ledger(MARGIN);
  final List<Entry> book = new ArrayList<>();
  final Set<LedgerStatus> seen = EnumSet.noneOf(LedgerStatus.class);
  private List<String> released = List.of();
  private Optional<LedgerStatus> atLeast = Optional.empty();
  private long now;

  static LedgerScript of(String table) {
    LedgerScript script = new LedgerScript();
    script.run(table);
    return script;
  }

  void run(String table) {
    table.lines().map(String::strip).filter(row -> !row.isEmpty()).forEach(this::row);
  }

  private void row(String row) {
    String[] sides = row.split(" -> ", -1);
    List<String> words = List.of(sides[0].strip().split(" +", -1));
    if (sides.length == 2) {
      operate(row, words, LedgerStatus.valueOf(sides[1].strip().toUpperCase(Locale.ROOT)));
    } else {
      observe(row, words);
    }
  }

  private void operate(String row, List<String> words, LedgerStatus expected) {
    String before = views();
    Decision decision = ledger.decide(operation(words), now, book.size());
    assertThat(decision.status()).as(row).isEqualTo(expected);
    checkFacts(row, decision);
    assertThat(views()).as("deciding changes nothing: " + row).isEqualTo(before);
    atLeast.ifPresent(
        least -> assertThat(expected).as("order of " + row).isGreaterThanOrEqualTo(least));
    if (atLeast.isPresent()) {
      atLeast = Optional.of(expected);
    }
    seen.add(expected);
    released = List.of();
    append(decision.facts());
  }

  /// Only what takes effect moves something; a failure that is remembered is one fact.
  private static void checkFacts(String row, Decision decision) {
    if (decision.status() == LedgerStatus.CREATED) {
      assertThat(decision.facts()).as(row).isNotEmpty().noneMatch(fact -> fact instanceof Refused);
    } else {
      assertThat(decision.facts()).as(row).allMatch(fact -> fact instanceof Refused);
    }
  }

  private void observe(String row, List<String> words) {
    switch (words.getFirst()) {
      case "time" -> time(number(words.get(1)));
      case "released" ->
          assertThat(released)
              .as(row)
              .isEqualTo(words.stream().skip(1).map(name -> id(name).toString()).toList());
      case "account" -> {
        AccountView view = ledger.find(words.get(1)).orElseThrow();
        assertThat(List.of(view.balanceMicros(), view.heldMicros()))
            .as(row)
            .containsExactly(number(words.get(2)), number(words.get(4)));
      }
      case "below" -> {
        HoldView view = ledger.openHold(id(words.get(1))).orElseThrow();
        assertThat(List.of(view.openBelowMicros(), view.spentBelowMicros(), view.freeMicros()))
            .as(row)
            .containsExactly(number(words.get(3)), number(words.get(5)), number(words.get(7)));
      }
      case "ended" ->
          assertThat(ledger.endOf(id(words.get(1))).map(LedgerStatus::code))
              .as(row)
              .contains(words.get(2));
      case "in" -> atLeast = Optional.of(LedgerStatus.EXISTS);
      case "end" -> atLeast = Optional.empty();
      default -> throw new IllegalArgumentException("no such row: " + row);
    }
  }

  private void time(long micros) {
    now = micros;
    released = List.of();
    List<LedgerFact> due = ledger.nextExpired(now);
    while (!due.isEmpty()) {
      append(due);
      due = ledger.nextExpired(now);
    }
  }

  private void append(List<LedgerFact> facts) {
    List<String> names = new ArrayList<>(released);
    for (LedgerFact fact : facts) {
      Entry entry = new Entry(book.size(), now, fact);
      ledger.apply(entry);
      book.add(entry);
      if (fact instanceof Released(var hold, var _)) {
        names.add(hold.toString());
      }
    }
    released = names;
    assertThat(ledger.trialBalanceMicros()).isZero();
  }

  /// All that can be seen of the ledger, as text.
  String views() {
    List<String> holds =
        ledger.accounts().stream()
            .flatMap(account -> ledger.openHolds(account.account()).stream())
            .map(HoldView::toString)
            .sorted()
            .toList();
    return ledger.accounts() + "\n" + holds;
  }

  static Operation operation(List<String> words) {
    return switch (words.getFirst()) {
      case "open" ->
          new Operation.OpenAccount(
              words.get(1),
              words.size() > 3 ? words.get(3) : words.get(1),
              AccountKind.valueOf(words.get(2)));
      case "freeze" -> new Operation.Freeze(words.get(1), true);
      case "thaw" -> new Operation.Freeze(words.get(1), false);
      case "transfer" ->
          new Operation.Transfer(
              id(words.get(1)), words.get(2), legs(words.get(3)), reason(words, 4));
      case "hold" -> hold(words.get(1), Optional.empty(), words.get(2), words.get(3), words.get(4));
      case "child" ->
          hold(words.get(1), Optional.of(id(words.get(3))), "-", words.get(4), words.get(5));
      case "capture" ->
          new Operation.Capture(
              id("capture " + words), id(words.get(1)), legs(words.get(2)), reason(words, 3), true);
      case "void" -> new Operation.VoidHold(id(words.get(1)));
      default -> throw new IllegalArgumentException("no such operation: " + words);
    };
  }

  private static Operation hold(
      String name, Optional<Id> parent, String payer, String amounts, String expiry) {
    String[] parts = amounts.split("\\+", -1);
    return new Operation.Hold(
        id(name), parent, payer, number(parts[0]), number(parts[1]), number(expiry.substring(1)));
  }

  private static List<Credit> legs(String legs) {
    return legs.equals("-")
        ? List.of()
        : Arrays.stream(legs.split(",", -1))
            .map(leg -> leg.split(":", -1))
            .map(leg -> new Credit(leg[0], number(leg[1])))
            .toList();
  }

  private static String reason(List<String> words, int at) {
    return words.size() > at ? words.get(at) : "fee";
  }

  static Id id(String name) {
    return Id.at(0, name);
  }

  private static long number(String text) {
    return switch (text) {
      case "max" -> Long.MAX_VALUE;
      case "-max" -> -Long.MAX_VALUE;
      default -> Long.parseLong(text);
    };
  }
}
