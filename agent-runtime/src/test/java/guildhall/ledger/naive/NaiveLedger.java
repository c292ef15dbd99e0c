package guildhall.ledger.naive;

import static guildhall.ledger.LedgerStatus.*;
import static java.math.BigInteger.ZERO;

import guildhall.ledger.*;
import guildhall.ledger.Operation.*;
import java.math.BigInteger;
import java.util.*;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Plain lists and unbounded integers. Finds everything that is wrong with an operation and answers
/// with what comes first in [LedgerStatus]: it knows no order of checks but the documented one.
public final class NaiveLedger {
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final Id NONE = new Id(0, 0);
  private static final OpenAccount NOBODY = new OpenAccount("", "", AccountKind.PRINCIPAL);

  private static final class Account {
    OpenAccount made = NOBODY;
    BigInteger balance = ZERO;
    boolean frozen;

    boolean unknown() {
      return made.account().isEmpty();
    }
  }

  /// Open while it has no end.
  private record Held(
      Hold made, Account payer, List<LedgerStatus> end, List<Credit> paid, List<Held> below) {
    BigInteger amount() {
      return big(made.feeMicros()).add(big(made.expensesMicros()));
    }

    BigInteger spent() {
      return below.stream().map(Held::spent).reduce(sum(paid), BigInteger::add);
    }

    void end(LedgerStatus how) {
      below.stream().filter(child -> child.end.isEmpty()).forEach(child -> child.end(how));
      end.add(how);
    }
  }

  private final List<Account> accounts = new ArrayList<>();
  private final List<Held> holds = new ArrayList<>();
  private final List<Transfer> transfers = new ArrayList<>();
  private final List<Capture> captures = new ArrayList<>();
  private final Map<Id, Operation> failed = new HashMap<>();
  private final EnumSet<LedgerStatus> wrong = EnumSet.noneOf(LedgerStatus.class);
  private final BigInteger margin;

  /// A ledger that knows nothing yet.
  public NaiveLedger(long marginMicros) {
    this.margin = big(marginMicros);
  }

  /// Does it, or says why not.
  public LedgerStatus run(Operation operation, long now) {
    wrong.clear();
    Operation before = failed.get(id(operation));
    if (before != null) {
      return before.equals(plain(operation)) ? ID_ALREADY_FAILED : EXISTS_WITH_DIFFERENT_BODY;
    }
    Runnable effect =
        switch (operation) {
          case OpenAccount open -> open(open);
          case Freeze freeze -> freeze(freeze);
          case Transfer transfer -> transfer(transfer);
          case Hold hold -> hold(hold, big(now));
          case Capture capture -> capture(capture);
          case VoidHold(var id) -> voidHold(id);
          default -> throw new IllegalArgumentException("not modelled: " + operation);
        };
    if (wrong.isEmpty()) {
      effect.run();
      return CREATED;
    }
    LedgerStatus first = wrong.iterator().next();
    if (first.isRemembered() && !id(operation).equals(NONE) && held(id(operation)) == null) {
      failed.put(id(operation), plain(operation));
    }
    return first;
  }

  private static Id id(Operation operation) {
    return switch (operation) {
      case Transfer it -> it.id();
      case Hold it -> it.id();
      case Capture it -> it.id();
      default -> NONE;
    };
  }

  /// Without what counts for nothing.
  private static Operation plain(Operation operation) {
    return operation instanceof Hold it && it.parent().isPresent()
        ? new Hold(
            it.id(), it.parent(), "", it.feeMicros(), it.expensesMicros(), it.expiresMicros())
        : operation;
  }

  /// Ends what is due.
  public void expire(long now) {
    holds.stream()
        .filter(held -> held.end.isEmpty() && held.made.expiresMicros() <= now)
        .forEach(held -> held.end(HOLD_EXPIRED));
  }

  /// What an account has.
  public BigInteger balance(String name) {
    return account(name).balance;
  }

  /// What open holds keep of it.
  public BigInteger held(String name) {
    return holds.stream()
        .filter(each -> each.made.parent().isEmpty() && each.end.isEmpty())
        .filter(each -> each.made.payer().equals(name))
        .map(each -> each.amount().subtract(each.spent()))
        .reduce(ZERO, BigInteger::add);
  }

  private Runnable open(OpenAccount asked) {
    Account known = account(asked.account());
    when(known.made.equals(asked), EXISTS);
    when(!known.unknown(), EXISTS_WITH_DIFFERENT_BODY);
    return () -> {
      known.made = asked;
      accounts.add(known);
    };
  }

  private Runnable freeze(Freeze asked) {
    Account account = account(asked.account());
    when(account.unknown(), ACCOUNT_NOT_FOUND);
    when(!account.unknown() && account.frozen == asked.frozen(), EXISTS);
    return () -> account.frozen = asked.frozen();
  }

  private Runnable transfer(Transfer asked) {
    when(transfers.contains(asked), EXISTS);
    when(isTransfer(asked.id()) || held(asked.id()) != null, EXISTS_WITH_DIFFERENT_BODY);
    when(asked.to().isEmpty(), NO_LEGS);
    checkLegs(asked.from(), asked.to());
    Account payer = account(asked.from());
    checkPayer(payer, sum(asked.to()));
    return () -> {
      transfers.add(asked);
      pay(payer, asked.to());
    };
  }

  private Runnable hold(Hold asked, BigInteger now) {
    Held known = held(asked.id());
    Held parent = asked.parent().map(this::held).orElse(null);
    Account payer = parent == null ? account(asked.payer()) : parent.payer;
    Held made = new Held(asked, payer, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    if (known != null && !known.end.isEmpty()) {
      wrong.add(known.end.getFirst());
      return () -> {};
    }
    when(known != null && isSame(known, asked), EXISTS);
    when(known != null || isTransfer(asked.id()), EXISTS_WITH_DIFFERENT_BODY);
    when(asked.feeMicros() < 0 || asked.expensesMicros() < 0, AMOUNT_NEGATIVE);
    when(made.amount().compareTo(MAX) > 0, OVERFLOW);
    when(big(asked.expiresMicros()).compareTo(now) <= 0, EXPIRY_IN_PAST);
    if (parent != null) {
      wrong.addAll(parent.end);
      when(payer.frozen, ACCOUNT_FROZEN);
      BigInteger left = big(parent.made.expensesMicros());
      BigInteger last = big(parent.made.expiresMicros()).subtract(margin);
      when(big(asked.expiresMicros()).compareTo(last) > 0, EXPIRY_AFTER_PARENT);
      for (Held each : parent.below) {
        left = left.subtract(each.end.isEmpty() ? each.amount() : each.spent());
      }
      when(made.amount().compareTo(left) > 0, EXCEEDS_EXPENSES);
      return () -> List.of(holds, parent.below).forEach(list -> list.add(made));
    }
    asked.parent().ifPresent(id -> wrong.add(isTransfer(id) ? NOT_A_HOLD : HOLD_NOT_FOUND));
    checkPayer(payer, made.amount());
    return () -> holds.add(made);
  }

  private Runnable capture(Capture asked) {
    Held held = held(asked.hold());
    when(captures.contains(asked), EXISTS);
    checkLegs(held == null ? "" : held.payer.made.account(), asked.to());
    when(held == null, isTransfer(asked.hold()) ? NOT_A_HOLD : HOLD_NOT_FOUND);
    if (held == null) {
      return () -> {};
    }
    wrong.addAll(held.end);
    when(held.below.stream().anyMatch(child -> child.end.isEmpty()), CHILDREN_OPEN);
    when(sum(asked.to()).compareTo(big(held.made.feeMicros())) > 0, EXCEEDS_HOLD);
    return () -> {
      captures.add(asked);
      pay(held.payer, asked.to());
      held.paid.addAll(asked.to());
      held.end(HOLD_SETTLED);
    };
  }

  private Runnable voidHold(Id id) {
    Held held = held(id);
    when(held == null, isTransfer(id) ? NOT_A_HOLD : HOLD_NOT_FOUND);
    if (held == null) {
      return () -> {};
    }
    held.end.forEach(end -> wrong.add(end == HOLD_VOIDED ? EXISTS : end));
    return () -> held.end(HOLD_VOIDED);
  }

  private void checkLegs(String payer, List<Credit> to) {
    when(to.stream().anyMatch(each -> each.amountMicros() < 0), AMOUNT_NEGATIVE);
    when(to.stream().anyMatch(each -> each.amountMicros() == 0), AMOUNT_ZERO);
    when(sum(to).compareTo(MAX) > 0, OVERFLOW);
    when(to.stream().anyMatch(each -> account(each.account()).unknown()), CREDIT_NOT_FOUND);
    when(to.stream().anyMatch(each -> each.account().equals(payer)), ACCOUNTS_SAME);
  }

  private void checkPayer(Account payer, BigInteger amount) {
    when(payer.unknown(), DEBIT_NOT_FOUND);
    when(payer.frozen, ACCOUNT_FROZEN);
    BigInteger missing = ZERO;
    for (Account each : accounts) {
      BigInteger left = each.balance.subtract(held(each.made.account()));
      left = left.subtract(each == payer ? amount : ZERO);
      missing = isTreasury(each) ? missing.subtract(left.min(ZERO)) : missing;
      when(each == payer && !isTreasury(each) && left.signum() < 0, INSUFFICIENT_FUNDS);
    }
    when(isTreasury(payer) && missing.compareTo(MAX) > 0, INSUFFICIENT_FUNDS);
  }

  private static boolean isTreasury(Account account) {
    return account.made.kind() == AccountKind.TREASURY;
  }

  private void pay(Account payer, List<Credit> to) {
    payer.balance = payer.balance.subtract(sum(to));
    for (Credit credit : to) {
      Account payee = account(credit.account());
      payee.balance = payee.balance.add(big(credit.amountMicros()));
    }
  }

  private static BigInteger sum(List<Credit> to) {
    return to.stream().map(each -> big(each.amountMicros())).reduce(ZERO, BigInteger::add);
  }

  /// Under a parent the payer that was named counts for nothing.
  private static boolean isSame(Held known, Hold asked) {
    String payer = asked.parent().isPresent() ? known.made.payer() : asked.payer();
    var parent = asked.parent();
    return known.made.equals(
        new Hold(
            asked.id(),
            parent,
            payer,
            asked.feeMicros(),
            asked.expensesMicros(),
            asked.expiresMicros()));
  }

  private boolean isTransfer(Id id) {
    return transfers.stream().anyMatch(each -> each.id().equals(id));
  }

  private void when(boolean applies, LedgerStatus status) {
    var _ = applies && wrong.add(status);
  }

  private Account account(String name) {
    Stream<Account> found = accounts.stream().filter(each -> each.made.account().equals(name));
    return found.findFirst().orElseGet(Account::new);
  }

  private @Nullable Held held(Id id) {
    return holds.stream().filter(each -> each.made.id().equals(id)).findFirst().orElse(null);
  }

  private static BigInteger big(long micros) {
    return BigInteger.valueOf(micros);
  }
}
