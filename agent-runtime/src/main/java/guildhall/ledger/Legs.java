package guildhall.ledger;

import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.Operation.Credit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The payees of one movement as account numbers, each account once. One instance is used again and
/// again by the writer, so that a movement costs no more memory than its fact.
final class Legs {
  private final LedgerState state;
  private final AccountTable accounts;
  private int[] account = new int[8];
  private long[] amount = new long[8];
  private String[] name = new String[8];
  private int count;

  Legs(LedgerState state) {
    this.state = state;
    this.accounts = state.accounts;
  }

  int account(int leg) {
    return account[leg];
  }

  /// Resolves one payee.
  void set(String payee, long micros) {
    count = 0;
    add(accounts.find(payee), payee, micros);
  }

  /// Resolves the payees, those named twice as one.
  ///
  /// @param keys of the payer, then of these
  void set(List<Credit> to, NameKeys keys) {
    count = 0;
    for (int i = 0; i < to.size(); i++) {
      Credit credit = to.get(i);
      add(accounts.find(credit.account(), keys, 1 + i), credit.account(), credit.amountMicros());
    }
  }

  /// The same payee twice is one leg; unknown ones stay apart, they end the matter anyway.
  private void add(int number, String payee, long micros) {
    for (int i = 0; i < count && number >= 0; i++) {
      if (account[i] == number) {
        amount[i] += micros;
        return;
      }
    }
    if (count == account.length) {
      account = Arrays.copyOf(account, 2 * count);
      amount = Arrays.copyOf(amount, 2 * count);
      name = Arrays.copyOf(name, 2 * count);
    }
    account[count] = number;
    amount[count] = micros;
    name[count] = payee;
    count++;
  }

  /// Whether all payees exist, differ from the payer and have its unit.
  LedgerStatus check(int payer) {
    LedgerStatus worst = LedgerStatus.CREATED;
    int unit = accounts.unitNumber(payer);
    for (int i = 0; i < count; i++) {
      if (account[i] < 0) {
        return LedgerStatus.CREDIT_NOT_FOUND;
      }
      if (account[i] == payer) {
        worst = LedgerStatus.ACCOUNTS_SAME;
      } else if (worst == LedgerStatus.CREATED && accounts.unitNumber(account[i]) != unit) {
        worst = LedgerStatus.UNIT_MISMATCH;
      }
    }
    return worst;
  }

  boolean anyClosed() {
    for (int i = 0; i < count; i++) {
      if (accounts.closed(account[i])) {
        return true;
      }
    }
    return false;
  }

  /// Gives what is due to closed accounts to the unclaimed one of their unit; false if that cannot
  /// have it.
  boolean replaceClosed(int payer) {
    if (!anyClosed()) {
      return true;
    }
    Integer instead = state.unclaimed.get(accounts.unit(payer));
    if (instead == null || accounts.closed(instead) || instead == payer) {
      return false;
    }
    int all = count;
    int[] numbers = account.clone();
    long[] amounts = amount.clone();
    String[] names = name.clone();
    count = 0;
    for (int i = 0; i < all; i++) {
      boolean closed = accounts.closed(numbers[i]);
      add(closed ? instead : numbers[i], closed ? accounts.name(instead) : names[i], amounts[i]);
    }
    return true;
  }

  boolean exceedsMaxBalance() {
    for (int i = 0; i < count; i++) {
      LimitState limits = accounts.limits(account[i]);
      if (limits != null && isAbove(accounts.balance(account[i]), amount[i], limits)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAbove(long balance, long amount, LimitState limits) {
    long max = limits.maxBalance;
    return max != Long.MAX_VALUE && (balance > 0 ? amount > max - balance : balance + amount > max);
  }

  /// The debit, then a credit per payee; they sum to zero.
  List<Posting> postings(int payer, String payerName, long total) {
    if (count == 1) {
      return List.of(posting(payer, payerName, -total), posting(account[0], name[0], amount[0]));
    }
    List<Posting> postings = new ArrayList<>(count + 1);
    postings.add(posting(payer, payerName, -total));
    for (int i = 0; i < count; i++) {
      postings.add(posting(account[i], name[i], amount[i]));
    }
    return postings;
  }

  Posting posting(int number, String accountName, long micros) {
    return new Posting(
        accountName,
        micros,
        Math.addExact(accounts.balance(number), micros),
        accounts.lastPosition(number),
        accounts.skipFor(number));
  }
}
