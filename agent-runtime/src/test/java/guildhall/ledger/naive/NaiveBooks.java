package guildhall.ledger.naive;

import static guildhall.ledger.LedgerStatus.*;

import guildhall.ledger.*;
import guildhall.ledger.Operation.*;
import java.math.BigInteger;
import java.util.*;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What is there: accounts, holds, movements, what was spent, and how to take back what was done.
final class NaiveBooks {
  static final class Account {
    final OpenAccount made;
    long balance;
    boolean frozen;
    boolean closed;
    Limits limits = Limits.NONE;
    int countedFrom;

    Account(OpenAccount made) {
      this.made = made;
    }

    boolean mayGoBelowZero() {
      return made.kind() == AccountKind.TREASURY || made.kind() == AccountKind.RAIL;
    }

    long line() {
      return made.kind() == AccountKind.PRINCIPAL ? limits.creditLineMicros() : 0;
    }
  }

  /// Open while it has no end.
  static final class Held {
    final Id id;
    final Account payer;
    final @Nullable Held parent;
    final List<Held> below = new ArrayList<>();
    final List<Spend> spends = new ArrayList<>();
    long fee;
    long expenses;
    long expires;
    long paid;
    long sunk;
    @Nullable LedgerStatus end;

    Held(Hold asked, Account payer, @Nullable Held parent) {
      this.id = asked.id();
      this.payer = payer;
      this.parent = parent;
      this.fee = asked.feeMicros();
      this.expenses = asked.expensesMicros();
      this.expires = asked.expiresMicros();
    }

    long spent() {
      return paid + sunk + below.stream().mapToLong(Held::spent).sum();
    }

    long left() {
      return fee + expenses - spent();
    }

    long freeExpenses() {
      return expenses - sunk - below.stream().mapToLong(each -> each.fee + each.expenses).sum();
    }
  }

  /// What counts against the spend limits of some accounts.
  static final class Spend {
    final List<Account> counted;
    final long time;
    final long asked;
    long amount;

    Spend(List<Account> counted, long time, long amount) {
      this.counted = counted;
      this.time = time;
      this.asked = amount;
      this.amount = amount;
    }
  }

  static final class Leg {
    final Account payee;
    final long amount;
    long back;

    Leg(Account payee, long amount) {
      this.payee = payee;
      this.amount = amount;
    }
  }

  record Movement(Account payer, List<Leg> legs) {
    long left() {
      return legs.stream().mapToLong(leg -> leg.amount - leg.back).sum();
    }
  }

  /// What an id was used for, and what came of it: why it failed, or a hold, or a movement.
  record Known(
      Operation asked,
      @Nullable LedgerStatus failed,
      @Nullable Held held,
      @Nullable Movement moved) {}

  final long margin;
  final long window;
  final Map<String, Account> accounts = new LinkedHashMap<>();
  final Map<Id, Known> known = new HashMap<>();
  final Map<Id, Held> open = new LinkedHashMap<>();
  final List<Spend> spends = new ArrayList<>();
  final Map<Id, Long> positions = new HashMap<>();
  final Deque<Runnable> undo = new ArrayDeque<>();
  final Set<Id> old = new HashSet<>();
  Set<Id> forgotten = Set.of();
  long now;
  @Nullable Held madeHold;
  @Nullable Movement madeMovement;

  NaiveBooks(long margin, long window) {
    this.margin = margin;
    this.window = window;
  }

  /// Whether the whole millisecond of an id lies before the window.
  boolean isOld(Id id) {
    return id.timeMillis() < Math.floorDiv(now - window, 1000);
  }

  @Nullable Known find(Id id) {
    Known before = known.get(id);
    if (before != null && isOld(id) && !open.containsKey(id)) {
      old.add(id);
      return forgotten.contains(id) ? null : before;
    }
    return before;
  }

  void remember(Id id, Known what) {
    @Nullable Known before = known.get(id);
    change(
        () -> known.put(id, what),
        () -> {
          if (before == null) {
            known.remove(id);
          } else {
            known.put(id, before);
          }
        });
  }

  /// An account and those whose budgets it is under, at most eight.
  List<Account> above(Account account) {
    List<Account> found = new ArrayList<>();
    for (Account each = account; each != null && found.size() <= 8; ) {
      found.add(each);
      each = each.limits.under().map(accounts::get).orElse(null);
    }
    return found;
  }

  /// Whether there are more than eight above it, as in a circle there always are.
  boolean isTooDeep(Account account) {
    List<Account> most = above(account);
    return most.size() > 8 && most.getLast().limits.under().isPresent();
  }

  void made(Held made) {
    madeHold = made;
    List<Held> among = made.parent == null ? new ArrayList<>() : made.parent.below;
    change(() -> open.put(made.id, made), () -> open.remove(made.id));
    change(() -> among.add(made), () -> among.remove(made));
  }

  void end(Held held, LedgerStatus how) {
    List.copyOf(held.below).forEach(child -> end(child, how));
    long spent = held.spent();
    long left = held.left();
    change(() -> held.end = how, () -> held.end = null);
    change(() -> open.remove(held.id), () -> open.put(held.id, held));
    Held parent = held.parent;
    if (parent != null) {
      change(() -> parent.below.remove(held), () -> parent.below.add(held));
      change(() -> parent.sunk += spent, () -> parent.sunk -= spent);
    } else {
      giveBack(held, left);
    }
  }

  /// What a hold did not use counts no more as spent; the latest is given back first.
  void giveBack(Held held, long left) {
    for (Spend spend : held.spends.reversed()) {
      long part = Math.min(left, spend.amount);
      left -= part;
      change(() -> spend.amount -= part, () -> spend.amount += part);
    }
  }

  /// Who gets what a closed account would have got.
  @Nullable Account unclaimed(Account closed) {
    return accounts.values().stream()
        .filter(each -> each.made.kind() == AccountKind.UNCLAIMED && !each.closed)
        .filter(each -> each.made.unit().equals(closed.made.unit()))
        .findFirst()
        .orElse(null);
  }

  long available(Account account) {
    return plus(account.balance - held(account.made.account()), account.line());
  }

  /// Whether all that could be in circulation can be counted when `payer` has paid so much more.
  boolean countable(Account payer, long amount) {
    return countable(payer.made.unit(), Map.of(payer, amount));
  }

  /// The same when each of some accounts has paid so much more.
  boolean countable(String unit, Map<Account, Long> paid) {
    BigInteger sum = BigInteger.ZERO;
    for (Account each : accounts.values()) {
      if (!each.made.unit().equals(unit)) {
        continue;
      }
      BigInteger left = BigInteger.valueOf(each.balance - held(each.made.account()));
      left = left.subtract(BigInteger.valueOf(paid.getOrDefault(each, 0L)));
      sum = sum.add(left.negate().max(BigInteger.valueOf(each.line())));
    }
    return sum.bitLength() <= 63;
  }

  void spend(Account payer, long amount, @Nullable Held held) {
    Spend spend = new Spend(above(payer), now, amount);
    change(() -> spends.add(spend), () -> spends.remove(spend));
    if (held != null && !payer.limits.equals(Limits.NONE)) {
      change(() -> held.spends.add(spend), () -> held.spends.remove(spend));
    }
  }

  /// What was spent in the window of the limits of an account that a time falls into.
  long spent(Account account, long time) {
    return sum(account, time, spend -> spend.amount);
  }

  /// Whether that was once more than can be counted, before any of it was given back.
  boolean wasUncountable(Account account, long time) {
    return sum(account, time, spend -> spend.asked) == Long.MAX_VALUE;
  }

  private long sum(Account account, long time, ToLongFunction<Spend> part) {
    long span = account.limits.spendWindowMicros();
    long sum = 0;
    for (Spend spend : spends.subList(account.countedFrom, spends.size())) {
      boolean counts = span == 0 || spend.time / span == time / span;
      sum = counts && spend.counted.contains(account) ? plus(sum, part.applyAsLong(spend)) : sum;
    }
    return sum;
  }

  void pay(Account payer, List<Credit> to) {
    Map<Account, Long> parts = new LinkedHashMap<>();
    for (Credit credit : to) {
      Account asked = Objects.requireNonNull(accounts.get(credit.account()));
      Account payee = asked.closed ? Objects.requireNonNull(unclaimed(asked)) : asked;
      parts.merge(payee, credit.amountMicros(), Long::sum);
      move(payee, credit.amountMicros());
      move(payer, -credit.amountMicros());
    }
    List<Leg> legs = new ArrayList<>();
    parts.forEach((payee, part) -> legs.add(new Leg(payee, part)));
    madeMovement = new Movement(payer, legs);
  }

  void move(Account account, long amount) {
    change(() -> account.balance += amount, () -> account.balance -= amount);
  }

  /// Takes back the latest changes until only so many are left.
  void takeBackTo(int changes) {
    while (undo.size() > changes) {
      undo.pop().run();
    }
  }

  /// What open holds keep of an account.
  long held(String name) {
    long held = 0;
    for (Held each : open.values()) {
      held += each.parent == null && each.payer.made.account().equals(name) ? each.left() : 0;
    }
    return held;
  }

  void change(Runnable does, Runnable back) {
    does.run();
    undo.push(back);
  }

  static long sum(List<Credit> to) {
    return to.stream().mapToLong(Credit::amountMicros).reduce(0, NaiveBooks::plus);
  }

  /// The sum, or the largest number if it is larger.
  static long plus(long a, long b) {
    long sum = a + b;
    return a > 0 && b > 0 && sum < 0 ? Long.MAX_VALUE : sum;
  }
}
