package guildhall.ledger;

import static guildhall.ledger.LedgerStatus.ACCOUNT_NOT_EMPTY;
import static guildhall.ledger.LedgerStatus.ACCOUNT_NOT_FOUND;
import static guildhall.ledger.LedgerStatus.CREATED;
import static guildhall.ledger.LedgerStatus.EXISTS;
import static guildhall.ledger.LedgerStatus.EXISTS_WITH_DIFFERENT_BODY;
import static guildhall.ledger.LedgerStatus.LIMITS_CYCLE;
import static guildhall.ledger.LedgerStatus.OVERFLOW;
import static guildhall.ledger.LedgerStatus.UNIT_MISMATCH;

import guildhall.ledger.LedgerFact.AccountClosed;
import guildhall.ledger.LedgerFact.AccountFrozen;
import guildhall.ledger.LedgerFact.AccountOpened;
import guildhall.ledger.LedgerFact.LimitsSet;
import guildhall.ledger.Operation.Freeze;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.SetLimits;
import java.util.List;
import java.util.Optional;

/// Accounts open, close, freeze and get their limits. None of it has an id: asking for the state
/// that is, is [LedgerStatus#EXISTS].
final class AccountRules {
  private static final int DEEPEST = 8;

  private final LedgerState state;
  private final AccountTable accounts;

  AccountRules(LedgerState state) {
    this.state = state;
    this.accounts = state.accounts;
  }

  Decision open(OpenAccount operation) {
    int account = accounts.find(operation.account());
    if (account >= 0) {
      boolean same =
          accounts.owner(account).equals(operation.owner())
              && accounts.kind(account) == operation.kind()
              && accounts.unit(account).equals(operation.unit());
      return Decision.no(same ? EXISTS : EXISTS_WITH_DIFFERENT_BODY);
    }
    LedgerStatus shape = Shape.check(operation);
    return shape == CREATED
        ? Decision.yes(
            new AccountOpened(
                operation.account(), operation.owner(), operation.kind(), operation.unit()))
        : Decision.no(shape);
  }

  Decision freeze(Freeze operation) {
    int account = accounts.find(operation.account());
    if (account < 0) {
      return unknown(operation);
    }
    return accounts.frozen(account) == operation.frozen()
        ? Decision.no(EXISTS)
        : Decision.yes(new AccountFrozen(operation.account(), operation.frozen()));
  }

  /// Closes or opens again.
  Decision close(Operation operation, String name, boolean closed) {
    int account = accounts.find(name);
    if (account < 0) {
      return unknown(operation);
    }
    if (accounts.closed(account) == closed) {
      return Decision.no(EXISTS);
    }
    boolean empty = accounts.balance(account) == 0 && accounts.held(account) == 0;
    return closed && !empty
        ? Decision.no(ACCOUNT_NOT_EMPTY)
        : Decision.yes(new AccountClosed(name, closed));
  }

  private static Decision unknown(Operation operation) {
    LedgerStatus shape = Shape.check(operation);
    return Decision.no(shape == CREATED ? ACCOUNT_NOT_FOUND : shape);
  }

  Decision limit(SetLimits operation) {
    int account = accounts.find(operation.account());
    Limits limits = operation.limits();
    if (account >= 0 && limits.equals(limits(account))) {
      return Decision.no(EXISTS);
    }
    LedgerStatus shape = Shape.check(operation);
    if (shape != CREATED) {
      return Decision.no(shape);
    }
    if (account >= 0 && isLineTooLong(account, limits.creditLineMicros())) {
      return Decision.no(OVERFLOW);
    }
    int under = limits.under().isPresent() ? accounts.find(limits.under().get()) : account;
    if (account < 0 || under < 0) {
      return Decision.no(ACCOUNT_NOT_FOUND);
    }
    if (!accounts.unit(under).equals(accounts.unit(account))) {
      return Decision.no(UNIT_MISMATCH);
    }
    return limits.under().isPresent() && isCycle(account, under)
        ? Decision.no(LIMITS_CYCLE)
        : Decision.yes(new LimitsSet(operation.account(), limits));
  }

  Limits limits(int account) {
    LimitState limits = accounts.limits(account);
    return limits == null
        ? Limits.NONE
        : new Limits(
            limits.creditLine,
            limits.maxBalance,
            limits.maxHold,
            limits.spendMax,
            limits.spendWindow,
            limits.under < 0 ? Optional.empty() : Optional.of(accounts.name(limits.under)));
  }

  private boolean isLineTooLong(int account, long line) {
    if (accounts.kind(account) != AccountKind.PRINCIPAL) {
      return false;
    }
    long before = state.promisedBy(account);
    return line > before && line - before > state.room(account);
  }

  /// Whether it would be under itself, or somebody under more than eight others.
  private boolean isCycle(int account, int under) {
    int above = 0;
    for (int at = under; at >= 0; at = accounts.above(at)) {
      above++;
      if (at == account || above > DEEPEST) {
        return true;
      }
    }
    return isDeeperThan(DEEPEST - above, account);
  }

  /// Whether a chain of more than so many accounts is under this one.
  private boolean isDeeperThan(int most, int account) {
    List<Integer> level = List.of(account);
    for (int depth = 0; depth <= most && !level.isEmpty(); depth++) {
      level = level.stream().flatMap(each -> accounts.below(each).stream()).toList();
    }
    return !level.isEmpty();
  }
}
