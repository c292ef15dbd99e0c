package guildhall.ledger.naive;

import static guildhall.ledger.LedgerStatus.*;

import guildhall.ledger.*;
import guildhall.ledger.Operation.*;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Plain maps and sums. Finds everything that is wrong with an operation and answers with what
/// comes first in [LedgerStatus]: it knows no order of checks but the documented one.
///
/// Told by [#settled] where movements lie in the book, since only the book knows.
public final class NaiveLedger {

  /// How an operation ended.
  public record Answer(LedgerStatus status, LedgerStatus reason, int index) {}

  private static final long HOUR_MICROS = 3_600_000_000L;

  private static final class Account {
    final OpenAccount made;
    long balance;
    boolean frozen;
    boolean closed;
    Limits limits = Limits.NONE;

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
  private static final class Held {
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
  private static final class Spend {
    final List<Account> counted;
    final long time;
    long amount;

    Spend(List<Account> counted, long time, long amount) {
      this.counted = counted;
      this.time = time;
      this.amount = amount;
    }
  }

  private static final class Leg {
    final Account payee;
    final long amount;
    long back;

    Leg(Account payee, long amount) {
      this.payee = payee;
      this.amount = amount;
    }
  }

  private record Movement(Account payer, List<Leg> legs) {
    long left() {
      return legs.stream().mapToLong(leg -> leg.amount - leg.back).sum();
    }
  }

  /// What an id was used for, and what came of it: why it failed, or a hold, or a movement.
  private record Known(
      Operation asked, @Nullable LedgerStatus failed, @Nullable Held held, @Nullable Movement moved) {}

  private final long margin;
  private final long window;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<Id, Known> known = new HashMap<>();
  private final Map<Id, Held> open = new LinkedHashMap<>();
  private final List<Spend> spends = new ArrayList<>();
  private final Map<Id, Long> positions = new HashMap<>();
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private final Set<Id> old = new HashSet<>();
  private Set<Id> forgotten = Set.of();
  private EnumSet<LedgerStatus> wrong = EnumSet.noneOf(LedgerStatus.class);
  private long now;
  private @Nullable Held madeHold;
  private @Nullable Movement madeMovement;

  /// A ledger that knows nothing yet.
  public NaiveLedger(long marginMicros, long windowMicros) {
    this.margin = marginMicros;
    this.window = windowMicros;
  }

  /// Does it, or says why not.
  ///
  /// @param gone ids that the ledger is free to have forgotten and that are taken as unknown
  public Answer run(Operation operation, long nowMicros, Set<Id> gone) {
    undo.clear();
    old.clear();
    now = nowMicros;
    forgotten = gone;
    return decide(operation);
  }

  /// Takes back what [#run] did last.
  public void takeBack() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }

  /// Ids the last operation met that are older than the window: they need not be remembered.
  public Set<Id> old() {
    return Set.copyOf(old);
  }

  /// Says where in the book the entry of a movement lies.
  public void settled(Id id, long position) {
    positions.put(id, position);
  }

  /// Ends what is due.
  public void expire(long nowMicros) {
    now = nowMicros;
    for (Held held : List.copyOf(open.values())) {
      if (held.end == null && held.expires <= nowMicros) {
        end(held, HOLD_EXPIRED);
      }
    }
    undo.clear();
  }

  /// What an account has; 0 if there is none.
  public long balance(String name) {
    Account account = accounts.get(name);
    return account == null ? 0 : account.balance;
  }

  /// What open holds keep of it.
  public long held(String name) {
    long held = 0;
    for (Held each : open.values()) {
      held += each.parent == null && each.payer.made.account().equals(name) ? each.left() : 0;
    }
    return held;
  }

  /// Names of all accounts.
  public Set<String> names() {
    return accounts.keySet();
  }

  /// How many holds are open.
  public int openHolds() {
    return open.size();
  }

  private Answer decide(Operation operation) {
    EnumSet<LedgerStatus> outer = wrong;
    wrong = EnumSet.noneOf(LedgerStatus.class);
    try {
      Id id = idOf(operation);
      Answer byId = id == null ? null : byId(operation, id);
      return byId != null ? byId : run(operation, id);
    } finally {
      wrong = outer;
    }
  }

  private Answer run(Operation operation, @Nullable Id id) {
    madeHold = null;
    madeMovement = null;
    if (operation instanceof Linked linked) {
      return linked(linked);
    }
    Runnable effect = check(operation);
    LedgerStatus status = wrong.isEmpty() ? CREATED : wrong.iterator().next();
    if (status == CREATED) {
      effect.run();
    }
    if (id != null && (status == CREATED || isRemembered(status))) {
      LedgerStatus failed = status == CREATED ? null : status;
      remember(id, new Known(operation, failed, madeHold, madeMovement));
    }
    return new Answer(status, status, -1);
  }

  private Answer linked(Linked linked) {
    when(linked.operations().isEmpty(), NO_LEGS);
    when(linked.operations().size() > 64, TOO_MANY_LEGS);
    if (!wrong.isEmpty()) {
      return new Answer(wrong.iterator().next(), wrong.iterator().next(), -1);
    }
    int before = undo.size();
    remember(linked.id(), new Known(linked, null, null, null));
    for (int i = 0; i < linked.operations().size(); i++) {
      LedgerStatus reason = decide(linked.operations().get(i)).status();
      if (!reason.ok()) {
        while (undo.size() > before) {
          undo.pop().run();
        }
        if (isRemembered(reason)) {
          remember(linked.id(), new Known(linked, LINKED_FAILED, null, null));
        }
        return new Answer(LINKED_FAILED, reason, i);
      }
    }
    return new Answer(CREATED, CREATED, -1);
  }

  private Runnable check(Operation operation) {
    return switch (operation) {
      case OpenAccount asked -> open(asked);
      case CloseAccount(var name) -> close(name);
      case ReopenAccount(var name) -> reopen(name);
      case Freeze asked -> freeze(asked);
      case SetLimits asked -> setLimits(asked);
      case Transfer asked -> transfer(asked.from(), asked.to(), asked.reason());
      case Sweep asked -> sweep(asked);
      case Issue asked -> issue(asked);
      case Burn asked -> burn(asked);
      case Hold asked -> hold(asked);
      case Increase asked -> increase(asked);
      case Extend asked -> extend(asked);
      case Capture asked -> capture(asked);
      case VoidHold(var id) -> voidHold(id);
      case Refund asked -> refund(asked);
      case Linked _ -> throw new IllegalArgumentException("a group in a group");
    };
  }

  private @Nullable Answer byId(Operation operation, Id id) {
    Known before = find(id);
    LedgerStatus status = null;
    LedgerStatus reason = null;
    if (id.high() == id.low() && (id.low() == 0 || id.low() == -1)) {
      status = ID_RESERVED;
    } else if (before != null) {
      Held held = before.held;
      boolean again = operation instanceof Hold && held != null && held.end != null;
      reason = before.failed;
      status =
          again
              ? Objects.requireNonNull(held).end
              : !body(operation).equals(body(before.asked))
                  ? EXISTS_WITH_DIFFERENT_BODY
                  : reason != null ? ID_ALREADY_FAILED : EXISTS;
    } else if (!id.isTimeOrdered()) {
      status = ID_NOT_TIME_ORDERED;
    } else if (id.timeMillis() * 1000 < now - window) {
      status = ID_TOO_OLD;
    } else if (id.timeMillis() * 1000 > now + HOUR_MICROS) {
      status = ID_AHEAD;
    }
    if (status == null) {
      return null;
    }
    return new Answer(status, status == ID_ALREADY_FAILED && reason != null ? reason : status, -1);
  }

  private @Nullable Known find(Id id) {
    Known before = known.get(id);
    if (before != null && id.timeMillis() * 1000 < now - window && !open.containsKey(id)) {
      old.add(id);
      return forgotten.contains(id) ? null : before;
    }
    return before;
  }

  private static @Nullable Id idOf(Operation operation) {
    return switch (operation) {
      case Transfer asked -> asked.id();
      case Sweep asked -> asked.id();
      case Issue asked -> asked.id();
      case Burn asked -> asked.id();
      case Hold asked -> asked.id();
      case Increase asked -> asked.id();
      case Capture asked -> asked.id();
      case Refund asked -> asked.id();
      case Linked asked -> asked.id();
      default -> null;
    };
  }

  /// What must be the same for an id to be asked for again: under a parent the payer that was named
  /// counts for nothing.
  private static Object body(Operation operation) {
    return operation instanceof Hold hold && hold.parent().isPresent()
        ? new Hold(
            hold.id(),
            hold.parent(),
            "",
            hold.feeMicros(),
            hold.expensesMicros(),
            hold.expiresMicros())
        : operation;
  }

  private static boolean isRemembered(LedgerStatus status) {
    return status.compareTo(HOLD_NOT_FOUND) >= 0;
  }

  private void remember(Id id, Known what) {
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

  private Runnable open(OpenAccount asked) {
    names(asked.account(), asked.owner(), asked.unit());
    Account there = accounts.get(asked.account());
    when(there != null && there.made.equals(asked), EXISTS);
    when(there != null, EXISTS_WITH_DIFFERENT_BODY);
    return () ->
        change(
            () -> accounts.put(asked.account(), new Account(asked)),
            () -> accounts.remove(asked.account()));
  }

  private Runnable close(String name) {
    return onAccount(
        name,
        account -> {
          when(account.closed, EXISTS);
          when(account.balance != 0 || held(name) != 0, ACCOUNT_NOT_EMPTY);
          return () -> change(() -> account.closed = true, () -> account.closed = false);
        });
  }

  private Runnable reopen(String name) {
    return onAccount(
        name,
        account -> {
          when(!account.closed, EXISTS);
          return () -> change(() -> account.closed = false, () -> account.closed = true);
        });
  }

  private Runnable freeze(Freeze asked) {
    return onAccount(
        asked.account(),
        account -> {
          when(account.frozen == asked.frozen(), EXISTS);
          boolean before = account.frozen;
          return () ->
              change(() -> account.frozen = asked.frozen(), () -> account.frozen = before);
        });
  }

  private Runnable setLimits(SetLimits asked) {
    Limits limits = asked.limits();
    limits.under().ifPresent(this::names);
    when(
        limits.creditLineMicros() < 0
            || limits.maxBalanceMicros() < 0
            || limits.maxHoldMicros() < 0
            || limits.spendMaxMicros() < 0
            || limits.spendWindowMicros() < 0,
        BAD_LIMITS);
    return onAccount(
        asked.account(),
        account -> {
          Limits before = account.limits;
          when(before.equals(limits), EXISTS);
          limits.under().ifPresent(name -> when(!accounts.containsKey(name), ACCOUNT_NOT_FOUND));
          account.limits = limits;
          when(isCycle(account), LIMITS_CYCLE);
          when(limits.creditLineMicros() >= 0 && !countable(account, 0), OVERFLOW);
          account.limits = before;
          return () -> change(() -> account.limits = limits, () -> account.limits = before);
        });
  }

  private Runnable onAccount(String name, Function<Account, Runnable> check) {
    names(name);
    Account account = accounts.get(name);
    when(account == null, ACCOUNT_NOT_FOUND);
    return account == null ? () -> {} : check.apply(account);
  }

  private boolean isCycle(Account account) {
    List<Account> above = above(account);
    return above.indexOf(account) != above.lastIndexOf(account);
  }

  /// An account and those whose budgets it is under, at most eight.
  private List<Account> above(Account account) {
    List<Account> found = new ArrayList<>();
    for (Account each = account; each != null && found.size() <= 8; ) {
      found.add(each);
      each = each.limits.under().map(accounts::get).orElse(null);
    }
    return found;
  }

  private Runnable transfer(String from, List<Credit> to, String reason) {
    names(from, reason);
    shape(to);
    Account payer = accounts.get(from);
    payees(payer, to, true);
    payer(payer, sum(to));
    spends(payer, sum(to));
    return () -> {
      spend(Objects.requireNonNull(payer), sum(to), null);
      pay(Objects.requireNonNull(payer), to);
    };
  }

  private Runnable sweep(Sweep asked) {
    names(asked.from(), asked.to(), asked.reason());
    when(asked.atMostMicros() < 0, AMOUNT_NEGATIVE);
    when(asked.atMostMicros() == 0, AMOUNT_ZERO);
    Account payer = accounts.get(asked.from());
    long there = payer == null || payer.mayGoBelowZero() ? Long.MAX_VALUE : available(payer);
    long amount = Math.min(asked.atMostMicros(), Math.max(there, 0));
    List<Credit> to = List.of(new Credit(asked.to(), amount));
    payees(payer, to, true);
    payer(payer, Math.max(amount, 1));
    spends(payer, amount);
    return () -> {
      spend(Objects.requireNonNull(payer), amount, null);
      pay(Objects.requireNonNull(payer), to);
    };
  }

  private Runnable issue(Issue asked) {
    treasury(asked.treasury());
    return transfer(
        asked.treasury(),
        List.of(new Credit(asked.account(), asked.amountMicros())),
        asked.reason());
  }

  private Runnable burn(Burn asked) {
    treasury(asked.treasury());
    return transfer(
        asked.account(),
        List.of(new Credit(asked.treasury(), asked.amountMicros())),
        asked.reason());
  }

  private void treasury(String name) {
    Account account = accounts.get(name);
    when(account != null && account.made.kind() != AccountKind.TREASURY, NOT_A_TREASURY);
  }

  private Runnable hold(Hold asked) {
    amounts(asked.feeMicros(), asked.expensesMicros());
    when(asked.expiresMicros() <= now, EXPIRY_IN_PAST);
    long amount = plus(asked.feeMicros(), asked.expensesMicros());
    if (asked.parent().isPresent()) {
      Held parent = openHold(asked.parent().get());
      if (parent == null) {
        return () -> {};
      }
      when(parent.payer.frozen, ACCOUNT_FROZEN);
      when(asked.expiresMicros() > parent.expires - margin, EXPIRY_AFTER_PARENT);
      when(amount > parent.freeExpenses(), EXCEEDS_EXPENSES);
      when(amount > parent.payer.limits.maxHoldMicros(), EXCEEDS_HOLD_LIMIT);
      return () -> made(new Held(asked, parent.payer, parent));
    }
    names(asked.payer());
    Account payer = accounts.get(asked.payer());
    payer(payer, amount);
    when(payer != null && amount > payer.limits.maxHoldMicros(), EXCEEDS_HOLD_LIMIT);
    spends(payer, amount);
    return () -> {
      Held made = new Held(asked, Objects.requireNonNull(payer), null);
      spend(made.payer, amount, made);
      made(made);
    };
  }

  private void made(Held made) {
    madeHold = made;
    List<Held> among = made.parent == null ? new ArrayList<>() : made.parent.below;
    change(() -> open.put(made.id, made), () -> open.remove(made.id));
    change(() -> among.add(made), () -> among.remove(made));
  }

  private Runnable increase(Increase asked) {
    amounts(asked.feeMicros(), asked.expensesMicros());
    when(asked.feeMicros() == 0 && asked.expensesMicros() == 0, AMOUNT_ZERO);
    Held held = openHold(asked.hold());
    if (held == null) {
      return () -> {};
    }
    long more = plus(asked.feeMicros(), asked.expensesMicros());
    long total = plus(plus(held.fee, held.expenses), more);
    when(total > held.payer.limits.maxHoldMicros(), EXCEEDS_HOLD_LIMIT);
    if (held.parent == null) {
      payer(held.payer, more);
      spends(held.payer, more);
    } else {
      when(held.payer.frozen, ACCOUNT_FROZEN);
      when(more > held.parent.freeExpenses(), EXCEEDS_EXPENSES);
    }
    return () -> {
      if (held.parent == null) {
        spend(held.payer, more, held);
      }
      change(() -> held.fee += asked.feeMicros(), () -> held.fee -= asked.feeMicros());
      change(
          () -> held.expenses += asked.expensesMicros(),
          () -> held.expenses -= asked.expensesMicros());
    };
  }

  private Runnable extend(Extend asked) {
    Held held = openHold(asked.hold());
    if (held == null) {
      return () -> {};
    }
    when(asked.expiresMicros() == held.expires, EXISTS);
    when(asked.expiresMicros() <= now, EXPIRY_IN_PAST);
    when(asked.expiresMicros() < held.expires, EXPIRY_NOT_LATER);
    when(
        held.parent != null && asked.expiresMicros() > held.parent.expires - margin,
        EXPIRY_AFTER_PARENT);
    long before = held.expires;
    return () ->
        change(() -> held.expires = asked.expiresMicros(), () -> held.expires = before);
  }

  private Runnable capture(Capture asked) {
    names(asked.reason());
    when(asked.to().isEmpty() && !asked.last(), NO_LEGS);
    if (!asked.to().isEmpty()) {
      shape(asked.to());
    }
    Held held = openHold(asked.hold());
    payees(held == null ? null : held.payer, asked.to(), false);
    if (held == null) {
      return () -> {};
    }
    when(asked.last() && !held.below.isEmpty(), CHILDREN_OPEN);
    long amount = sum(asked.to());
    when(amount > held.fee - held.paid, EXCEEDS_HOLD);
    return () -> {
      pay(held.payer, asked.to());
      change(() -> held.paid += amount, () -> held.paid -= amount);
      if (asked.last()) {
        end(held, HOLD_SETTLED);
      }
    };
  }

  private Runnable voidHold(Id id) {
    Known before = find(id);
    Held held = before == null ? null : before.held;
    when(held != null && held.end == HOLD_VOIDED, EXISTS);
    Held found = openHold(id);
    return () -> end(Objects.requireNonNull(found), HOLD_VOIDED);
  }

  private void end(Held held, LedgerStatus how) {
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
  private void giveBack(Held held, long left) {
    for (Spend spend : held.spends.reversed()) {
      long part = Math.min(left, spend.amount);
      left -= part;
      change(() -> spend.amount -= part, () -> spend.amount += part);
    }
  }

  private Runnable refund(Refund asked) {
    names(asked.reason());
    asked.atCostOf().ifPresent(this::names);
    when(asked.amountMicros() < 0, AMOUNT_NEGATIVE);
    when(asked.amountMicros() == 0, AMOUNT_ZERO);
    Known before = find(asked.of().id());
    when(before == null, ORIGINAL_NOT_FOUND);
    Movement moved = before == null ? null : before.moved;
    Long position = positions.get(asked.of().id());
    boolean there = position != null && position == asked.of().position();
    when(before != null && (moved == null || !there), NOT_REFUNDABLE);
    String costs = asked.atCostOf().orElse(null);
    Account other = costs == null ? null : accounts.get(costs);
    when(costs != null && other == null, DEBIT_NOT_FOUND);
    if (moved == null) {
      return () -> {};
    }
    when(moved.left() == 0, ALREADY_REVERSED);
    when(asked.amountMicros() > moved.left(), REFUND_EXCEEDS_CAPTURED);
    when(moved.payer.closed, ACCOUNT_CLOSED);
    long[] parts = apportion(Math.clamp(asked.amountMicros(), 0, moved.left()), moved.legs);
    Map<Account, Long> costsOf = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i++) {
      Account payee = costs == null ? moved.legs.get(i).payee : other;
      if (payee != null && parts[i] > 0) {
        costsOf.merge(payee, parts[i], Long::sum);
      }
    }
    for (Account payee : costsOf.keySet()) {
      when(payee == moved.payer, ACCOUNTS_SAME);
      when(!payee.made.unit().equals(moved.payer.made.unit()), UNIT_MISMATCH);
      payer(payee, costsOf.get(payee));
    }
    return () -> {
      for (int i = 0; i < parts.length; i++) {
        Leg leg = moved.legs.get(i);
        long part = parts[i];
        change(() -> leg.back += part, () -> leg.back -= part);
      }
      costsOf.forEach((payee, part) -> move(payee, -part));
      move(moved.payer, asked.amountMicros());
    };
  }

  /// Floors first, then one each to the largest remainders, the first of equals.
  private static long[] apportion(long amount, List<Leg> legs) {
    BigInteger whole = BigInteger.ZERO;
    for (Leg leg : legs) {
      whole = whole.add(BigInteger.valueOf(leg.amount - leg.back));
    }
    long[] parts = new long[legs.size()];
    BigInteger[] remainders = new BigInteger[legs.size()];
    long missing = amount;
    for (int i = 0; i < parts.length && whole.signum() > 0; i++) {
      BigInteger left = BigInteger.valueOf(legs.get(i).amount - legs.get(i).back);
      BigInteger[] share = BigInteger.valueOf(amount).multiply(left).divideAndRemainder(whole);
      parts[i] = share[0].longValueExact();
      remainders[i] = share[1];
      missing -= parts[i];
    }
    for (; missing > 0; missing--) {
      int most = 0;
      for (int i = 1; i < parts.length; i++) {
        most = remainders[i].compareTo(remainders[most]) > 0 ? i : most;
      }
      parts[most]++;
      remainders[most] = BigInteger.valueOf(-1);
    }
    return parts;
  }

  /// The hold of an id if it is open; else notes why it is none.
  private @Nullable Held openHold(Id id) {
    Known before = find(id);
    when(before == null, HOLD_NOT_FOUND);
    Held held = before == null ? null : before.held;
    when(before != null && held == null, NOT_A_HOLD);
    if (held != null && held.end != null) {
      wrong.add(held.end);
    }
    return held == null || held.end != null ? null : held;
  }

  private void shape(List<Credit> to) {
    when(to.isEmpty(), NO_LEGS);
    when(to.size() > 256, TOO_MANY_LEGS);
    BigInteger sum = BigInteger.ZERO;
    for (Credit each : to) {
      names(each.account());
      when(each.amountMicros() < 0, AMOUNT_NEGATIVE);
      when(each.amountMicros() == 0, AMOUNT_ZERO);
      sum = sum.add(BigInteger.valueOf(each.amountMicros()));
    }
    when(sum.bitLength() > 63, OVERFLOW);
  }

  private void amounts(long fee, long expenses) {
    when(fee < 0 || expenses < 0, AMOUNT_NEGATIVE);
    when(fee > 0 && expenses > Long.MAX_VALUE - fee, OVERFLOW);
  }

  private void names(String... names) {
    for (String name : names) {
      when(
          name.isEmpty()
              || name.getBytes(StandardCharsets.UTF_8).length > 200
              || name.chars().anyMatch(Character::isISOControl),
          BAD_NAME);
    }
  }

  private void payees(@Nullable Account payer, List<Credit> to, boolean bound) {
    Map<Account, Long> sums = new LinkedHashMap<>();
    for (Credit each : to) {
      Account payee = accounts.get(each.account());
      when(payee == null, CREDIT_NOT_FOUND);
      if (payee != null && payer != null) {
        when(payee == payer, ACCOUNTS_SAME);
        when(!payee.made.unit().equals(payer.made.unit()), UNIT_MISMATCH);
        when(payee.closed && (bound || unclaimed(payee) == null), ACCOUNT_CLOSED);
        sums.merge(payee, Math.max(each.amountMicros(), 0), NaiveLedger::plus);
      }
    }
    if (bound) {
      sums.forEach(
          (payee, sum) ->
              when(plus(payee.balance, sum) > payee.limits.maxBalanceMicros(), EXCEEDS_MAX_BALANCE));
    }
  }

  /// Who gets what a closed account would have got.
  private @Nullable Account unclaimed(Account closed) {
    return accounts.values().stream()
        .filter(each -> each.made.kind() == AccountKind.UNCLAIMED && !each.closed)
        .filter(each -> each.made.unit().equals(closed.made.unit()))
        .findFirst()
        .orElse(null);
  }

  private void payer(@Nullable Account payer, long amount) {
    when(payer == null, DEBIT_NOT_FOUND);
    if (payer == null) {
      return;
    }
    when(payer.closed, ACCOUNT_CLOSED);
    when(payer.frozen, ACCOUNT_FROZEN);
    if (payer.mayGoBelowZero()) {
      when(!countable(payer, amount), INSUFFICIENT_FUNDS);
    } else if (available(payer) < amount) {
      when(true, payer.line() > 0 ? EXCEEDS_CREDIT_LINE : INSUFFICIENT_FUNDS);
    }
  }

  private long available(Account account) {
    return plus(account.balance - held(account.made.account()), account.line());
  }

  /// Whether all that could be in circulation can be counted when `payer` has paid so much more.
  private boolean countable(Account payer, long amount) {
    BigInteger sum = BigInteger.ZERO;
    for (Account each : accounts.values()) {
      BigInteger left = BigInteger.valueOf(each.balance - held(each.made.account()));
      left = left.subtract(BigInteger.valueOf(each == payer ? amount : 0));
      sum = sum.add(BigInteger.valueOf(each.line()));
      sum = each.mayGoBelowZero() ? sum.add(left.negate().max(BigInteger.ZERO)) : sum;
    }
    return sum.bitLength() <= 63;
  }

  private void spends(@Nullable Account payer, long amount) {
    if (payer == null) {
      return;
    }
    for (Account each : above(payer)) {
      Limits limits = each.limits;
      if (limits.spendMaxMicros() < Long.MAX_VALUE) {
        long span = limits.spendWindowMicros();
        long spent = 0;
        for (Spend spend : spends) {
          boolean counts = span == 0 || spend.time / span == now / span;
          spent = counts && spend.counted.contains(each) ? plus(spent, spend.amount) : spent;
        }
        when(
            plus(spent, amount) > limits.spendMaxMicros(),
            each == payer ? VELOCITY_EXCEEDED : BUDGET_EXCEEDED);
      }
    }
  }

  private void spend(Account payer, long amount, @Nullable Held held) {
    Spend spend = new Spend(above(payer), now, amount);
    change(() -> spends.add(spend), () -> spends.remove(spend));
    if (held != null) {
      change(() -> held.spends.add(spend), () -> held.spends.remove(spend));
    }
  }

  private void pay(Account payer, List<Credit> to) {
    List<Leg> legs = new ArrayList<>();
    for (Credit credit : to) {
      Account asked = Objects.requireNonNull(accounts.get(credit.account()));
      Account payee = asked.closed ? Objects.requireNonNull(unclaimed(asked)) : asked;
      legs.add(new Leg(payee, credit.amountMicros()));
      move(payee, credit.amountMicros());
      move(payer, -credit.amountMicros());
    }
    madeMovement = new Movement(payer, legs);
  }

  private void move(Account account, long amount) {
    change(() -> account.balance += amount, () -> account.balance -= amount);
  }

  private void change(Runnable does, Runnable back) {
    does.run();
    undo.push(back);
  }

  private static long sum(List<Credit> to) {
    return to.stream().mapToLong(Credit::amountMicros).reduce(0, NaiveLedger::plus);
  }

  /// The sum, or the largest number if it is larger.
  private static long plus(long a, long b) {
    long sum = a + b;
    return a > 0 && b > 0 && sum < 0 ? Long.MAX_VALUE : sum;
  }

  private void when(boolean applies, LedgerStatus status) {
    if (applies) {
      wrong.add(status);
    }
  }
}
