package guildhall.ledger.naive;

import static guildhall.ledger.LedgerStatus.*;

import guildhall.ledger.*;
import guildhall.ledger.Operation.*;
import guildhall.ledger.naive.NaiveBooks.*;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What may be done: finds everything that is wrong with an operation.
final class NaiveRules {
  private final NaiveBooks books;
  private EnumSet<LedgerStatus> wrong = EnumSet.noneOf(LedgerStatus.class);

  NaiveRules(NaiveBooks books) {
    this.books = books;
  }

  /// What comes first of all that is wrong; if nothing is, it is done.
  LedgerStatus run(Operation operation) {
    wrong = EnumSet.noneOf(LedgerStatus.class);
    Runnable effect = check(operation);
    if (!wrong.isEmpty()) {
      return wrong.iterator().next();
    }
    effect.run();
    return CREATED;
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

  private Runnable open(OpenAccount asked) {
    names(asked.account(), asked.owner(), asked.unit());
    Account there = books.accounts.get(asked.account());
    when(there != null && there.made.equals(asked), EXISTS);
    when(there != null, EXISTS_WITH_DIFFERENT_BODY);
    return () ->
        books.change(
            () -> books.accounts.put(asked.account(), new Account(asked)),
            () -> books.accounts.remove(asked.account()));
  }

  private Runnable close(String name) {
    return onAccount(
        name,
        account -> {
          when(account.closed, EXISTS);
          when(account.balance != 0 || books.held(name) != 0, ACCOUNT_NOT_EMPTY);
          return () -> books.change(() -> account.closed = true, () -> account.closed = false);
        });
  }

  private Runnable reopen(String name) {
    return onAccount(
        name,
        account -> {
          when(!account.closed, EXISTS);
          return () -> books.change(() -> account.closed = false, () -> account.closed = true);
        });
  }

  private Runnable freeze(Freeze asked) {
    return onAccount(
        asked.account(),
        account -> {
          when(account.frozen == asked.frozen(), EXISTS);
          boolean before = account.frozen;
          return () ->
              books.change(() -> account.frozen = asked.frozen(), () -> account.frozen = before);
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
          limits.under().ifPresent(name -> under(account, books.accounts.get(name)));
          account.limits = limits;
          when(books.accounts.values().stream().anyMatch(books::isTooDeep), LIMITS_CYCLE);
          when(limits.creditLineMicros() >= 0 && !books.countable(account, 0), OVERFLOW);
          account.limits = before;
          boolean goesOn =
              !before.equals(Limits.NONE)
                  && before.spendWindowMicros() == limits.spendWindowMicros();
          int counted = account.countedFrom;
          return () ->
              books.change(
                  () -> {
                    account.limits = limits;
                    account.countedFrom = goesOn ? counted : books.spends.size();
                  },
                  () -> {
                    account.limits = before;
                    account.countedFrom = counted;
                  });
        });
  }

  private void under(Account account, @Nullable Account above) {
    when(above == null, ACCOUNT_NOT_FOUND);
    when(above != null && !above.made.unit().equals(account.made.unit()), UNIT_MISMATCH);
  }

  private Runnable onAccount(String name, Function<Account, Runnable> check) {
    names(name);
    Account account = books.accounts.get(name);
    when(account == null, ACCOUNT_NOT_FOUND);
    return account == null ? () -> {} : check.apply(account);
  }

  private Runnable transfer(String from, List<Credit> to, String reason) {
    names(from, reason);
    shape(to);
    Account payer = books.accounts.get(from);
    payees(payer, to, true);
    payer(payer, NaiveBooks.sum(to));
    spends(payer, NaiveBooks.sum(to));
    return () -> {
      books.spend(Objects.requireNonNull(payer), NaiveBooks.sum(to), null);
      books.pay(Objects.requireNonNull(payer), to);
    };
  }

  private Runnable sweep(Sweep asked) {
    names(asked.from(), asked.to(), asked.reason());
    when(asked.atMostMicros() < 0, AMOUNT_NEGATIVE);
    when(asked.atMostMicros() == 0, AMOUNT_ZERO);
    Account payer = books.accounts.get(asked.from());
    long there = payer == null ? Long.MAX_VALUE : payer.balance - books.held(asked.from());
    long amount = Math.min(asked.atMostMicros(), Math.max(there, 0));
    List<Credit> to = List.of(new Credit(asked.to(), amount));
    payees(payer, to, true);
    payer(payer, Math.min(amount, there));
    when(there <= 0, INSUFFICIENT_FUNDS);
    spends(payer, amount);
    return () -> {
      books.spend(Objects.requireNonNull(payer), amount, null);
      books.pay(Objects.requireNonNull(payer), to);
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
    Account account = books.accounts.get(name);
    when(account != null && !account.mayGoBelowZero(), NOT_A_TREASURY);
  }

  private Runnable hold(Hold asked) {
    amounts(asked.feeMicros(), asked.expensesMicros());
    when(asked.expiresMicros() <= books.now, EXPIRY_IN_PAST);
    long amount = NaiveBooks.plus(asked.feeMicros(), asked.expensesMicros());
    if (asked.parent().isPresent()) {
      Held parent = openHold(asked.parent().get());
      if (parent == null) {
        return () -> {};
      }
      when(parent.payer.closed, ACCOUNT_CLOSED);
      when(parent.payer.frozen, ACCOUNT_FROZEN);
      when(asked.expiresMicros() > parent.expires - books.margin, EXPIRY_AFTER_PARENT);
      when(amount > parent.freeExpenses(), EXCEEDS_EXPENSES);
      return () -> books.made(new Held(asked, parent.payer, parent));
    }
    names(asked.payer());
    Account payer = books.accounts.get(asked.payer());
    payer(payer, amount);
    when(payer != null && amount > payer.limits.maxHoldMicros(), EXCEEDS_HOLD_LIMIT);
    spends(payer, amount);
    return () -> {
      Held made = new Held(asked, Objects.requireNonNull(payer), null);
      books.spend(made.payer, amount, made);
      books.made(made);
    };
  }

  private Runnable increase(Increase asked) {
    amounts(asked.feeMicros(), asked.expensesMicros());
    when(asked.feeMicros() == 0 && asked.expensesMicros() == 0, AMOUNT_ZERO);
    Held held = openHold(asked.hold());
    if (held == null) {
      return () -> {};
    }
    long more = NaiveBooks.plus(asked.feeMicros(), asked.expensesMicros());
    if (held.parent == null) {
      long total = NaiveBooks.plus(NaiveBooks.plus(held.fee, held.expenses), more);
      when(total > held.payer.limits.maxHoldMicros(), EXCEEDS_HOLD_LIMIT);
      when(more > Long.MAX_VALUE - held.fee - held.expenses, EXCEEDS_HOLD_LIMIT);
      payer(held.payer, more);
      spends(held.payer, more);
    } else {
      when(held.payer.closed, ACCOUNT_CLOSED);
      when(held.payer.frozen, ACCOUNT_FROZEN);
      when(more > held.parent.freeExpenses(), EXCEEDS_EXPENSES);
    }
    return () -> {
      if (held.parent == null) {
        books.spend(held.payer, more, held);
      }
      books.change(() -> held.fee += asked.feeMicros(), () -> held.fee -= asked.feeMicros());
      books.change(
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
    when(asked.expiresMicros() <= books.now, EXPIRY_IN_PAST);
    when(asked.expiresMicros() < held.expires, EXPIRY_NOT_LATER);
    when(
        held.parent != null && asked.expiresMicros() > held.parent.expires - books.margin,
        EXPIRY_AFTER_PARENT);
    long before = held.expires;
    return () ->
        books.change(() -> held.expires = asked.expiresMicros(), () -> held.expires = before);
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
    long amount = NaiveBooks.sum(asked.to());
    when(amount > held.fee - held.paid, EXCEEDS_HOLD);
    return () -> {
      books.pay(held.payer, asked.to());
      books.change(() -> held.paid += amount, () -> held.paid -= amount);
      if (asked.last()) {
        books.end(held, HOLD_SETTLED);
      }
    };
  }

  private Runnable voidHold(Id id) {
    Known before = books.find(id);
    Held held = before == null ? null : before.held();
    when(held != null && held.end == HOLD_VOIDED, EXISTS);
    Held found = openHold(id);
    return () -> books.end(Objects.requireNonNull(found), HOLD_VOIDED);
  }

  private Runnable refund(Refund asked) {
    names(asked.reason());
    asked.atCostOf().ifPresent(this::names);
    when(asked.amountMicros() < 0, AMOUNT_NEGATIVE);
    when(asked.amountMicros() == 0, AMOUNT_ZERO);
    Known before = books.find(asked.of().id());
    when(before == null, ORIGINAL_NOT_FOUND);
    Movement moved = before == null ? null : before.moved();
    Long position = books.positions.get(asked.of().id());
    boolean there = position != null && position == asked.of().position();
    boolean nothing = moved == null || moved.legs().isEmpty();
    when(before != null && (nothing || !there), NOT_REFUNDABLE);
    String costs = asked.atCostOf().orElse(null);
    Account other = costs == null ? null : books.accounts.get(costs);
    when(costs != null && other == null, DEBIT_NOT_FOUND);
    if (moved == null) {
      return () -> {};
    }
    when(moved.left() == 0, ALREADY_REVERSED);
    when(asked.amountMicros() > moved.left(), REFUND_EXCEEDS_CAPTURED);
    when(moved.payer().closed, ACCOUNT_CLOSED);
    long[] parts = apportion(Math.clamp(asked.amountMicros(), 0, moved.left()), moved.legs());
    Map<Account, Long> costsOf = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i++) {
      Account payee = costs == null ? moved.legs().get(i).payee : other;
      if (payee != null && parts[i] > 0) {
        costsOf.merge(payee, parts[i], Long::sum);
      }
    }
    for (Account payee : costsOf.keySet()) {
      when(payee == moved.payer(), ACCOUNTS_SAME);
      when(!payee.made.unit().equals(moved.payer().made.unit()), UNIT_MISMATCH);
      payer(payee, costsOf.get(payee));
    }
    when(!books.countable(moved.payer().made.unit(), costsOf), INSUFFICIENT_FUNDS);
    return () -> {
      for (int i = 0; i < parts.length; i++) {
        Leg leg = moved.legs().get(i);
        long part = parts[i];
        books.change(() -> leg.back += part, () -> leg.back -= part);
      }
      costsOf.forEach((payee, part) -> books.move(payee, -part));
      books.move(moved.payer(), asked.amountMicros());
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
    Known before = books.find(id);
    boolean nothing = before == null || before.failed() != null;
    when(nothing, HOLD_NOT_FOUND);
    Held held = before == null ? null : before.held();
    when(!nothing && held == null, NOT_A_HOLD);
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
      Account payee = books.accounts.get(each.account());
      when(payee == null, CREDIT_NOT_FOUND);
      if (payee != null && payer != null) {
        when(payee == payer, ACCOUNTS_SAME);
        when(!payee.made.unit().equals(payer.made.unit()), UNIT_MISMATCH);
        Account instead = books.unclaimed(payee);
        when(payee.closed && (bound || instead == null || instead == payer), ACCOUNT_CLOSED);
        sums.merge(payee, Math.max(each.amountMicros(), 0), NaiveBooks::plus);
      }
    }
    if (bound) {
      sums.forEach((payee, sum) ->
          when(
              NaiveBooks.plus(payee.balance, sum) > payee.limits.maxBalanceMicros(),
              EXCEEDS_MAX_BALANCE));
    }
  }

  private void payer(@Nullable Account payer, long amount) {
    when(payer == null, DEBIT_NOT_FOUND);
    if (payer == null) {
      return;
    }
    when(payer.closed, ACCOUNT_CLOSED);
    when(payer.frozen, ACCOUNT_FROZEN);
    if (payer.mayGoBelowZero()) {
      when(!books.countable(payer, amount), INSUFFICIENT_FUNDS);
    } else if (books.available(payer) < amount) {
      when(true, payer.line() > 0 ? EXCEEDS_CREDIT_LINE : INSUFFICIENT_FUNDS);
    }
  }

  private void spends(@Nullable Account payer, long amount) {
    if (payer == null) {
      return;
    }
    for (Account each : books.above(payer)) {
      Limits limits = each.limits;
      if (limits.spendMaxMicros() < Long.MAX_VALUE) {
        long spent = books.spent(each, books.now);
        when(
            NaiveBooks.plus(spent, amount) > limits.spendMaxMicros() && amount > 0,
            each == payer ? VELOCITY_EXCEEDED : BUDGET_EXCEEDED);
      }
    }
  }

  private void when(boolean applies, LedgerStatus status) {
    if (applies) {
      wrong.add(status);
    }
  }
}
