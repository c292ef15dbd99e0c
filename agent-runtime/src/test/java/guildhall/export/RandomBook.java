package guildhall.export;

import guildhall.book.Entry;
import guildhall.ledger.AccountKind;
import guildhall.ledger.AccountView;
import guildhall.ledger.Decision;
import guildhall.ledger.HoldView;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerFact;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Moved;
import guildhall.ledger.LedgerFact.Transferred;
import guildhall.ledger.Limits;
import guildhall.ledger.Operation;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Original;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A book that the ledger has decided, of operations drawn by a seed: several units, odd names,
/// holds in trees, partial captures, refunds, groups, sweeps, credit lines, accounts that are
/// frozen, closed and opened again.
final class RandomBook {

  private static final long START = 1_780_000_000_000_000L;
  private static final List<String> UNITS = List.of("credit", "eur", "GPU h; \"A100\"");
  private static final List<String> ODD =
      List.of(
          "two  spaces",
          " leading",
          "trailing ",
          "semi;colon",
          "a:b:c",
          "per%cent",
          "żółć",
          "名前",
          "(virtual)",
          "[balanced]",
          "* starred",
          "= equals",
          "\"quoted\"",
          "comma,name",
          "2026-11-20",
          "नमस्ते",
          "no\u00a0break",
          "-1.5 eur");

  private final Random random;
  private final Ledger ledger = new Ledger(10);
  private final List<Entry> entries = new ArrayList<>();
  private final List<Original> originals = new ArrayList<>();
  private final List<Id> holds = new ArrayList<>();
  private final List<List<String>> names = new ArrayList<>();
  private long now = START;

  private RandomBook(long seed) {
    this.random = new Random(seed);
  }

  /// A book of at least so many entries.
  static RandomBook of(long seed, int entries) {
    RandomBook book = new RandomBook(seed);
    book.open();
    while (book.entries.size() < entries) {
      book.now += book.random.nextInt(20_000_000);
      book.expire();
      var _ = book.decide(book.operation());
    }
    return book;
  }

  List<Entry> entries() {
    return entries;
  }

  Ledger ledger() {
    return ledger;
  }

  private void open() {
    for (String unit : UNITS) {
      List<String> own = new ArrayList<>();
      int number = UNITS.indexOf(unit);
      String treasury = "@treasury" + (number == 0 ? "" : "-" + number);
      open(treasury, AccountKind.TREASURY, unit);
      open("@unclaimed-" + number, AccountKind.UNCLAIMED, unit);
      open("@rail-" + number, AccountKind.RAIL, unit);
      for (int i = 0; i < 30; i++) {
        String name = i < ODD.size() && number == 0 ? ODD.get(i) : "user-" + number + "-" + i;
        own.add(name);
        open(name, AccountKind.PRINCIPAL, unit);
        var _ =
            decide(
                new Operation.Issue(
                    newId(), treasury, name, 1 + random.nextLong(1L << 40), "fund"));
      }
      names.add(own);
    }
  }

  private void open(String name, AccountKind kind, String unit) {
    var _ = decide(new Operation.OpenAccount(name, "owner of " + name, kind, unit));
  }

  private void expire() {
    List<LedgerFact> due = ledger.nextExpired(now);
    while (!due.isEmpty()) {
      due.forEach(this::append);
      due = ledger.nextExpired(now);
    }
  }

  private Decision decide(Operation operation) {
    Decision decision = ledger.decide(operation, now, entries.size());
    decision.facts().forEach(this::append);
    return decision;
  }

  private void append(LedgerFact fact) {
    Entry entry = new Entry(entries.size(), now, fact);
    entries.add(entry);
    ledger.apply(entry);
    if (fact instanceof Moved moved && !moved.postings().isEmpty()) {
      if (fact instanceof Transferred it) {
        originals.add(Original.of(moved, it.id(), entry.position()));
      } else if (fact instanceof Captured it) {
        originals.add(Original.of(moved, it.id(), entry.position()));
      }
    }
    if (fact instanceof LedgerFact.Held held) {
      holds.add(held.id());
    }
  }

  private Operation operation() {
    int dice = random.nextInt(100);
    if (dice < 4) {
      List<Operation> linked = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(4); i++) {
        linked.add(simple(random.nextInt(80)));
      }
      return new Operation.Linked(newId(), linked);
    }
    return simple(dice);
  }

  private Operation simple(int dice) {
    int unit = random.nextInt(UNITS.size());
    if (dice < 30) {
      return new Operation.Transfer(newId(), name(unit), legs(unit), reason());
    }
    if (dice < 55) {
      return hold(unit);
    }
    if (dice < 75) {
      Id hold = openHold();
      long fee = ledger.openHold(hold).map(HoldView::feeMicros).orElse(1L);
      int of = unitOf(hold, unit);
      return new Operation.Capture(
          newId(),
          hold,
          List.of(new Credit(name(of), Math.max(1, fee / (1 + random.nextInt(3))))),
          reason(),
          random.nextBoolean());
    }
    if (dice < 80) {
      return new Operation.VoidHold(openHold());
    }
    if (dice < 89 && !originals.isEmpty()) {
      Original of =
          originals.get(originals.size() - 1 - random.nextInt(Math.min(200, originals.size())));
      long whole = -of.postings().getFirst().amountMicros();
      return new Operation.Refund(
          newId(),
          of,
          random.nextBoolean() ? whole : 1 + random.nextLong(whole),
          Optional.empty(),
          "refund");
    }
    return rare(dice, unit);
  }

  private Operation rare(int dice, int unit) {
    String name = name(unit);
    return switch (dice) {
      case 89, 90 ->
          new Operation.Sweep(newId(), name, name(unit), random.nextLong(1L << 36), "sweep");
      case 91 -> new Operation.Freeze(name, random.nextInt(3) == 0);
      case 92 -> new Operation.CloseAccount(name);
      case 93, 94 -> new Operation.ReopenAccount(name);
      case 95 ->
          new Operation.SetLimits(
              name,
              new Limits(
                  random.nextLong(1L << 38),
                  Long.MAX_VALUE,
                  Long.MAX_VALUE,
                  Long.MAX_VALUE,
                  0,
                  Optional.empty()));
      case 96 ->
          new Operation.Burn(newId(), name, "@rail-" + unit, 1 + random.nextLong(1L << 30), "out");
      default ->
          new Operation.Issue(newId(), "@rail-" + unit, name, 1 + random.nextLong(1L << 36), "in");
    };
  }

  private Operation hold(int unit) {
    Id above = openHold();
    Optional<HoldView> parent = random.nextInt(3) == 0 ? ledger.openHold(above) : Optional.empty();
    long expires =
        parent
            .map(hold -> hold.expiresMicros() - 10)
            .orElse(now + 1 + random.nextLong(3_000_000_000L));
    long room = parent.map(HoldView::freeMicros).orElse(1L << 30) + 1;
    return new Operation.Hold(
        newId(),
        parent.map(HoldView::id),
        name(unit),
        random.nextLong(Math.max(1, room / 2)),
        random.nextLong(Math.max(1, room / 2)),
        expires);
  }

  private int unitOf(Id hold, int otherwise) {
    return ledger
        .openHold(hold)
        .flatMap(open -> ledger.find(open.payer()))
        .map(AccountView::unit)
        .map(UNITS::indexOf)
        .orElse(otherwise);
  }

  private Id openHold() {
    return holds.isEmpty()
        ? newId()
        : holds.get(holds.size() - 1 - random.nextInt(Math.min(40, holds.size())));
  }

  private List<Credit> legs(int unit) {
    List<Credit> legs = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      legs.add(new Credit(name(unit), 1 + random.nextLong(1L << (1 + random.nextInt(36)))));
    }
    return legs;
  }

  private String name(int unit) {
    List<String> own = names.get(unit);
    return own.get(random.nextInt(own.size()));
  }

  private String reason() {
    return List.of("fee", "text.write", "two  words; and more", "(odd)", "użycie")
        .get(random.nextInt(5));
  }

  private Id newId() {
    return Id.at(now, "random", Long.toString(random.nextLong()));
  }
}
