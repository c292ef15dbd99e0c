package guildhall.simulation;

import guildhall.ledger.AccountKind;
import guildhall.ledger.Id;
import guildhall.ledger.Limits;
import guildhall.ledger.Operation;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Original;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Random histories that collide: few accounts, small amounts, ids and names used again, times
/// close to every border. Knows nothing of how the ledger finds things, and little of what it
/// holds.
final class Generator {

  /// What a caller can see of the book while asking.
  interface Sight {
    /// Book time of the last batch.
    long nowMicros();

    /// What an account could pay, roughly.
    long availableMicros(String account);

    /// Whether a hold is open.
    boolean isOpen(Id hold);

    /// Movements that are in the book, in its order.
    List<Original> movements();
  }

  private record Made(Id id, long fee, long expenses, long expires) {}

  private static final String CREDIT = Operation.CREDIT;
  private static final String GOLD = "gold";
  private static final int REMEMBERED = 40;

  /// Names, with the kind and unit they are mostly opened with; the last is never opened.
  static final List<Operation.OpenAccount> ACCOUNTS =
      List.of(
          account("bank", AccountKind.TREASURY, CREDIT),
          account("mint", AccountKind.TREASURY, GOLD),
          account("wire", AccountKind.RAIL, CREDIT),
          account("ada", AccountKind.PRINCIPAL, CREDIT),
          account("bob", AccountKind.PRINCIPAL, CREDIT),
          account("cyd", AccountKind.PRINCIPAL, CREDIT),
          account("dan", AccountKind.PRINCIPAL, CREDIT),
          account("eve", AccountKind.PRINCIPAL, GOLD),
          account("fay", AccountKind.PRINCIPAL, GOLD),
          account("house", AccountKind.PLATFORM, CREDIT),
          account("pool", AccountKind.POOL, CREDIT),
          account("rest", AccountKind.RESIDUAL, CREDIT),
          account("lost", AccountKind.UNCLAIMED, CREDIT),
          account("ghost", AccountKind.PRINCIPAL, CREDIT));

  private final SplittableRandom random;
  private final Sight sight;
  private final long marginMicros;
  private final long windowMicros;
  private final List<Operation> asked = new ArrayList<>();
  private final List<Id> ids = new ArrayList<>();
  private final List<Made> holds = new ArrayList<>();
  private int opening;

  Generator(SplittableRandom random, Sight sight, long marginMicros, long windowMicros) {
    this.random = random;
    this.sight = sight;
    this.marginMicros = marginMicros;
    this.windowMicros = windowMicros;
  }

  private static Operation.OpenAccount account(String name, AccountKind kind, String unit) {
    return new Operation.OpenAccount(name, "owner", kind, unit);
  }

  /// What is asked next.
  Operation next() {
    if (opening < ACCOUNTS.size() - 1) {
      Operation.OpenAccount open = ACCOUNTS.get(opening++);
      return chance(15) ? draw() : open;
    }
    Operation operation =
        !asked.isEmpty() && chance(9) ? again(recent(asked)) : chance(7) ? group() : draw();
    asked.add(operation);
    if (asked.size() > 4 * REMEMBERED) {
      asked.removeFirst();
    }
    return operation;
  }

  /// The same once more, or something else under the same id.
  private Operation again(Operation before) {
    if (!chance(30)) {
      return before;
    }
    return switch (before) {
      case Operation.Transfer it ->
          new Operation.Transfer(it.id(), it.from(), legs(it.from()), it.reason());
      case Operation.Sweep it ->
          new Operation.Transfer(it.id(), it.from(), legs(it.from()), it.reason());
      case Operation.Issue it ->
          new Operation.Issue(it.id(), it.treasury(), it.account(), amount(), it.reason());
      case Operation.Capture it ->
          new Operation.Capture(it.id(), it.hold(), legs(""), it.reason(), !it.last());
      case Operation.Hold it ->
          new Operation.Hold(
              it.id(), it.parent(), name(), it.feeMicros() + random.nextInt(2), 1, expiry());
      case Operation.Increase it -> new Operation.Increase(it.id(), it.hold(), amount(), 1);
      case Operation.Refund it ->
          new Operation.Refund(it.id(), it.of(), it.amountMicros() + 1, it.atCostOf(), it.reason());
      case Operation.OpenAccount it ->
          new Operation.OpenAccount(it.account(), "other", it.kind(), it.unit());
      case Operation.Linked it -> new Operation.Linked(it.id(), List.of(draw()));
      default -> before;
    };
  }

  private Operation group() {
    int size = chance(2) ? 65 : chance(3) ? 0 : 1 + random.nextInt(5);
    Id id = newId();
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      operations.add(
          size == 65 || chance(40) ? harmless() : chance(8) ? recent(operations, draw()) : draw());
    }
    return new Operation.Linked(id, operations);
  }

  /// Mostly goes well, so that groups fail late.
  private Operation harmless() {
    String from = chance(50) ? "bank" : payer();
    return new Operation.Transfer(newId(), from, List.of(new Credit(name(3, 7), 1)), "tip");
  }

  private Operation draw() {
    int dice = random.nextInt(100);
    if (dice < 15) {
      return accounts(dice);
    }
    if (dice < 43) {
      return movement(dice);
    }
    if (dice < 63) {
      return hold();
    }
    if (dice < 67) {
      Made of = hold(holds);
      return new Operation.Increase(newId(), of.id(), small(), small());
    }
    if (dice < 71) {
      return extend();
    }
    if (dice < 87) {
      return capture();
    }
    return dice < 91 ? new Operation.VoidHold(hold(holds).id()) : refund();
  }

  private Operation accounts(int dice) {
    if (dice < 3) {
      Operation.OpenAccount open = ACCOUNTS.get(random.nextInt(ACCOUNTS.size() - 1));
      return chance(85) ? open : new Operation.OpenAccount(odd(), "owner", open.kind(), odd());
    }
    if (dice < 5) {
      return new Operation.CloseAccount(name());
    }
    if (dice < 7) {
      return new Operation.ReopenAccount(name());
    }
    return dice < 10 ? new Operation.Freeze(name(), chance(30)) : limits();
  }

  private Operation limits() {
    Optional<String> under = chance(40) ? Optional.of(name()) : Optional.empty();
    if (chance(25)) {
      return new Operation.SetLimits(name(), Limits.NONE);
    }
    long window = chance(20) ? 0 : chance(95) ? 60_000_000L : -1;
    return new Operation.SetLimits(
        name(),
        new Limits(
            chance(70) ? 0 : chance(5) ? Long.MAX_VALUE : random.nextInt(50) - 1,
            chance(70) ? Long.MAX_VALUE : random.nextInt(200),
            chance(70) ? Long.MAX_VALUE : random.nextInt(60),
            chance(50) ? Long.MAX_VALUE : random.nextInt(150),
            window,
            under));
  }

  private Operation movement(int dice) {
    String from = payer();
    if (dice < 29) {
      return new Operation.Transfer(newId(), from, legs(from), reason());
    }
    if (dice < 33) {
      return new Operation.Sweep(newId(), from, name(), amount(), reason());
    }
    String source = chance(85) ? source() : name();
    return dice < 39
        ? new Operation.Issue(newId(), source, name(), chance(3) ? edge() : 50, reason())
        : new Operation.Burn(newId(), from, source, amount(), reason());
  }

  private Operation hold() {
    Made above = hold(holds);
    boolean child = chance(45);
    long expires =
        child && chance(80) ? above.expires() - marginMicros - random.nextInt(5) + 1 : expiry();
    long fee = child ? random.nextInt(6) : small();
    long expenses = chance(60) ? amount() : child ? random.nextInt(12) : small();
    Made made = new Made(newId(), fee, expenses, expires);
    remember(made);
    return new Operation.Hold(
        made.id(),
        child ? Optional.of(above.id()) : Optional.empty(),
        payer(),
        fee,
        expenses,
        expires);
  }

  private void remember(Made made) {
    holds.add(made);
    if (holds.size() > REMEMBERED) {
      holds.removeFirst();
    }
  }

  private Operation extend() {
    Made of = hold(holds);
    long by = chance(15) ? 0 : random.nextInt(60_000_000) - 15_000_000;
    remember(new Made(of.id(), of.fee(), of.expenses(), of.expires() + by));
    return new Operation.Extend(of.id(), of.expires() + by);
  }

  private Operation capture() {
    Made of = hold(holds);
    List<Credit> to = new ArrayList<>();
    long left = of.fee() + random.nextInt(2);
    for (int i = random.nextInt(4); i > 0 && left > 0; i--) {
      long part = chance(3) ? amount() : 1 + random.nextLong(Math.min(left, 1000));
      to.add(new Credit(name(), part));
      left -= part;
    }
    return new Operation.Capture(newId(), of.id(), to, reason(), chance(60));
  }

  private Operation refund() {
    List<Original> movements = sight.movements();
    Id id = newId();
    if (movements.isEmpty() || chance(6)) {
      Original nothing = new Original(recent(ids, id), -1, List.of());
      return new Operation.Refund(id, nothing, small(), Optional.empty(), reason());
    }
    Original of = recent(movements);
    if (chance(5)) {
      of = new Original(of.id(), of.position() + 1, of.postings());
    }
    long paid = of.postings().isEmpty() ? 1 : -of.postings().getFirst().amountMicros();
    long amount =
        chance(40) ? paid : paid <= 0 ? small() : 1 + random.nextLong(Math.min(paid, 1 << 20) + 1);
    Optional<String> atCostOf = chance(25) ? Optional.of(name()) : Optional.empty();
    return new Operation.Refund(id, of, amount, atCostOf, reason());
  }

  private List<Credit> legs(String from) {
    int count = chance(1) ? 257 : chance(2) ? 0 : 1 + random.nextInt(chance(70) ? 1 : 4);
    List<Credit> legs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long part = count == 1 && chance(15) ? border(from) : amount();
      legs.add(new Credit(name(), part));
    }
    return legs;
  }

  /// What is there, or one more or less.
  private long border(String account) {
    return sight.availableMicros(account) + random.nextInt(3) - 1;
  }

  private long amount() {
    return chance(2) ? edge() : chance(2) ? 0 : small();
  }

  private long small() {
    return chance(2) ? -1 : 1 + random.nextInt(chance(80) ? 12 : 80);
  }

  private long edge() {
    long[] edges = {Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE / 2 + 1, Long.MIN_VALUE, -1};
    return edges[random.nextInt(edges.length)];
  }

  private long expiry() {
    long by = chance(5) ? -random.nextInt(3) : random.nextLong(chance(80) ? 40 : 600) * 500_000;
    return sight.nowMicros() + by;
  }

  private String reason() {
    return chance(1) ? odd() : "r" + random.nextInt(2);
  }

  private String odd() {
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> "é".repeat(101);
      case 2 -> "tab\tbed";
      default -> "x".repeat(200);
    };
  }

  private String source() {
    return chance(60) ? "bank" : name(0, 3);
  }

  private String payer() {
    return chance(20) ? source() : name();
  }

  private String name() {
    return chance(60) ? name(3, 7) : name(0, ACCOUNTS.size());
  }

  private String name(int from, int to) {
    return ACCOUNTS.get(random.nextInt(from, to)).account();
  }

  /// Mostly one that is open.
  private Made hold(List<Made> from) {
    Made drawn = recent(from, new Made(newId(), 1, 1, expiry()));
    for (int i = 0; i < 6 && chance(85) && !sight.isOpen(drawn.id()); i++) {
      drawn = recent(from, drawn);
    }
    return drawn;
  }

  /// Mostly new and of now, sometimes used before, or of a time or a form that is refused.
  private Id newId() {
    int dice = random.nextInt(1000);
    long now = sight.nowMicros() / 1000;
    long window = windowMicros / 1000;
    if (dice < 4) {
      return dice < 2 ? new Id(0, 0) : new Id(-1, -1);
    }
    if (dice < 8) {
      return new Id(random.nextLong(), random.nextLong());
    }
    if (dice < 40) {
      return recent(ids, id(now));
    }
    if (dice < 50) {
      return id(now - window - 10_000 + random.nextInt(20_000));
    }
    if (dice < 60) {
      return id(now + 3_600_000 - 10_000 + random.nextInt(20_000));
    }
    Id id = id(dice < 120 ? now - random.nextLong(window) : now - random.nextInt(3));
    ids.add(id);
    return id;
  }

  private Id id(long millis) {
    return new Id(
        Math.max(0, millis) << 16 | 0x7000 | random.nextInt(0x1000),
        random.nextLong() >>> 2 | 1L << 63);
  }

  private <T> T recent(List<T> from, T otherwise) {
    return from.isEmpty() ? otherwise : recent(from);
  }

  /// Mostly one of the last.
  private <T> T recent(List<T> from) {
    int size = chance(80) ? Math.min(from.size(), 12) : from.size();
    return from.get(from.size() - 1 - random.nextInt(size));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
