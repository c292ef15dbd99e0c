package guildhall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Entry;
import guildhall.ledger.LedgerFact.Moved;
import guildhall.ledger.LedgerFact.Refused;
import guildhall.ledger.LedgerFact.Released;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.naive.NaiveLedger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
/// capture h2 bob:10 [reason] [as c1]     -> created      (part: not the last)
/// sweep s1 ada bob 10 | issue i1 bank ada 10 | burn b1 ada bank 10
/// close ada | reopen ada | increase i1 h1 5+5 | extend h1 @600
/// limit ada line=5 max=9 hold=9 spend=9 window=100 under=org
/// refund r1 of c1 5 [by eve]             -> created
/// group g1 transfer t1 ada bob:1; void h1 -> created
/// again transfer t1 ada bob:5            -> id_already_failed   under the id that is used up
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
  private static final Set<String> OF_A_HOLD = Set.of("capture", "part");

  private static final LedgerFact.Posting NO_POSTING = new LedgerFact.Posting("", 0, 0, -1, -1);

  final Ledger ledger = new Ledger(MARGIN);
  final List<Entry> book = new ArrayList<>();
  final Set<LedgerStatus> seen = EnumSet.noneOf(LedgerStatus.class);
  private List<String> released = List.of();
  private final Map<String, Integer> used = new HashMap<>();
  private final Map<String, Id> ids = new HashMap<>();
  private int captures;
  private Optional<LedgerStatus> atLeast = Optional.empty();
  private Optional<NaiveLedger> naive = Optional.empty();
  private long now;

  static LedgerScript of(String table) {
    LedgerScript script = new LedgerScript();
    script.run(table);
    return script;
  }

  /// Runs a table and checks that the naive ledger says the same.
  static LedgerScript agreed(String table) {
    LedgerScript script = new LedgerScript();
    script.naive = Optional.of(new NaiveLedger(MARGIN, Ledger.ID_WINDOW_MICROS));
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
    String before = ledger.stateHash();
    boolean again = words.getFirst().equals("again");
    Decision decision = decide(again ? words.subList(1, words.size()) : words, again);
    assertThat(decision.status()).as(row).isEqualTo(expected);
    checkFacts(row, decision);
    assertThat(ledger.stateHash()).as("deciding changes nothing: " + row).isEqualTo(before);
    atLeast.ifPresent(
        least -> assertThat(expected).as("order of " + row).isGreaterThanOrEqualTo(least));
    if (atLeast.isPresent()) {
      atLeast = Optional.of(expected);
    }
    seen.add(expected);
    released = List.of();
    append(decision.facts());
    if (decision.facts().stream().anyMatch(fact -> fact instanceof Refused)
        && !OF_A_HOLD.contains(words.getFirst())) {
      used.merge(words.get(1), 1, Integer::sum); // the name stands for a new id from now on
    }
  }

  private Decision decide(List<String> words, boolean again) {
    if (again) {
      used.merge(words.get(1), -1, Integer::sum);
    }
    Operation operation = operation(words);
    Decision decision = ledger.decide(operation, now, book.size());
    naive.ifPresent(other ->
        assertThat(other.run(operation, now, Set.of()).status())
            .as("what the naive ledger says of " + words)
            .isEqualTo(decision.status()));
    if (again) {
      used.merge(words.get(1), 1, Integer::sum);
    }
    return decision;
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
    naive.ifPresent(other -> other.expire(now));
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
      if (fact instanceof Moved moved) {
        naive.ifPresent(other -> other.settled(idOf(moved), entry.position()));
      }
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

  private Operation operation(List<String> words) {
    return switch (words.getFirst()) {
      case "open" ->
          new Operation.OpenAccount(
              words.get(1),
              words.size() > 3 ? words.get(3) : words.get(1),
              AccountKind.valueOf(words.get(2)),
              words.size() > 4 ? words.get(4) : Operation.CREDIT);
      case "close" -> new Operation.CloseAccount(words.get(1));
      case "reopen" -> new Operation.ReopenAccount(words.get(1));
      case "freeze" -> new Operation.Freeze(words.get(1), true);
      case "thaw" -> new Operation.Freeze(words.get(1), false);
      case "limit" -> new Operation.SetLimits(words.get(1), limits(words.subList(2, words.size())));
      case "extend" -> new Operation.Extend(id(words.get(1)), number(words.get(2).substring(1)));
      case "void" -> new Operation.VoidHold(id(words.get(1)));
      case "group" -> group(words);
      default -> movement(words);
    };
  }

  private Operation movement(List<String> words) {
    Id id = id(words.get(1));
    return switch (words.getFirst()) {
      case "transfer" ->
          new Operation.Transfer(id, words.get(2), legs(words.get(3)), reason(words, 4));
      case "sweep" ->
          new Operation.Sweep(
              id, words.get(2), words.get(3), number(words.get(4)), reason(words, 5));
      case "issue" ->
          new Operation.Issue(
              id, words.get(2), words.get(3), number(words.get(4)), reason(words, 5));
      case "burn" ->
          new Operation.Burn(
              id, words.get(2), words.get(3), number(words.get(4)), reason(words, 5));
      case "hold" -> hold(words.get(1), Optional.empty(), words.get(2), words.get(3), words.get(4));
      case "child" ->
          hold(words.get(1), Optional.of(id(words.get(3))), "-", words.get(4), words.get(5));
      case "increase" -> {
        String[] parts = words.get(3).split("\\+", -1);
        yield new Operation.Increase(id, id(words.get(2)), number(parts[0]), number(parts[1]));
      }
      case "capture", "part" -> capture(words);
      case "refund" ->
          new Operation.Refund(
              id,
              original(id(words.get(3))),
              number(words.get(4)),
              words.size() > 6 ? Optional.of(words.get(6)) : Optional.empty(),
              "refund");
      default -> throw new IllegalArgumentException("no such operation: " + words);
    };
  }

  /// `capture h1 bob:10 fee as c1`: without a name every row captures under an id of its own.
  private Operation capture(List<String> words) {
    captures++;
    int as = words.indexOf("as");
    Id id = id(as < 0 ? "capture " + captures : words.get(as + 1));
    String reason = words.size() > 3 && as != 3 ? words.get(3) : "fee";
    boolean last = words.getFirst().equals("capture");
    return new Operation.Capture(id, id(words.get(1)), legs(words.get(2)), reason, last);
  }

  private Operation group(List<String> words) {
    List<Operation> inside = new ArrayList<>();
    for (String row : String.join(" ", words.subList(2, words.size())).split(";", -1)) {
      if (!row.isBlank()) {
        inside.add(operation(List.of(row.strip().split(" +", -1))));
      }
    }
    return new Operation.Linked(id(words.get(1)), inside);
  }

  /// As a caller reads it from the book; a position of nothing if it is not there.
  private Original original(Id id) {
    for (Entry entry : book) {
      if (entry.fact() instanceof Moved moved && idOf(moved).equals(id)) {
        return Original.of(moved, id, entry.position());
      }
    }
    return new Original(id, 0, List.of());
  }

  private static Id idOf(Moved moved) {
    return new History.Line(0, 0, moved, NO_POSTING).id();
  }

  private static Limits limits(List<String> words) {
    long line = 0;
    long max = Long.MAX_VALUE;
    long hold = Long.MAX_VALUE;
    long spend = Long.MAX_VALUE;
    long window = 0;
    Optional<String> under = Optional.empty();
    for (String word : words) {
      String[] pair = word.split("=", -1);
      switch (pair[0]) {
        case "line" -> line = number(pair[1]);
        case "max" -> max = number(pair[1]);
        case "hold" -> hold = number(pair[1]);
        case "spend" -> spend = number(pair[1]);
        case "window" -> window = number(pair[1]);
        default -> under = Optional.of(pair[1]);
      }
    }
    return new Limits(line, max, hold, spend, window, under);
  }

  private Operation hold(
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

  /// What a name stands for: an id of the time it is used first; after a failure that used up the
  /// id, another one.
  Id id(String name) {
    return switch (name) {
      case "zeros" -> new Id(0, 0);
      case "ones" -> new Id(-1, -1);
      case "plain" -> Id.hash("plain");
      case "old" -> Id.at(0, "old");
      case "ahead" -> Id.at(now + 3_601_000_000L, "ahead");
      default ->
          ids.computeIfAbsent(name + "#" + used.getOrDefault(name, 0), key -> Id.at(now, key));
    };
  }

  private static long number(String text) {
    return switch (text) {
      case "max" -> Long.MAX_VALUE;
      case "-max" -> -Long.MAX_VALUE;
      default -> Long.parseLong(text);
    };
  }
}
