package guildhall.ledger;

import static guildhall.ledger.LedgerStatus.ACCOUNTS_SAME;
import static guildhall.ledger.LedgerStatus.ACCOUNT_CLOSED;
import static guildhall.ledger.LedgerStatus.ACCOUNT_FROZEN;
import static guildhall.ledger.LedgerStatus.ALREADY_REVERSED;
import static guildhall.ledger.LedgerStatus.CREATED;
import static guildhall.ledger.LedgerStatus.CREDIT_NOT_FOUND;
import static guildhall.ledger.LedgerStatus.DEBIT_NOT_FOUND;
import static guildhall.ledger.LedgerStatus.INSUFFICIENT_FUNDS;
import static guildhall.ledger.LedgerStatus.NOT_REFUNDABLE;
import static guildhall.ledger.LedgerStatus.ORIGINAL_NOT_FOUND;
import static guildhall.ledger.LedgerStatus.REFUND_EXCEEDS_CAPTURED;
import static guildhall.ledger.LedgerStatus.UNIT_MISMATCH;

import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.LedgerFact.Refunded;
import guildhall.ledger.Operation.Refund;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// What was paid is given back, never more than was paid, and never twice.
final class RefundRules {
  private final LedgerState state;
  private final AccountTable accounts;
  private final Funds funds;
  private final Legs legs;

  RefundRules(LedgerState state, Funds funds, Legs legs) {
    this.state = state;
    this.accounts = state.accounts;
    this.funds = funds;
    this.legs = legs;
  }

  /// Who pays how much, and what each payee of the original has then given back in all.
  @SuppressWarnings("ArrayRecordComponent") // made and used within one decision
  private record Plan(List<String> payers, long[] parts, List<Long> back) {}

  Decision refund(Refund it, long bodyHash, long nowMicros) {
    LedgerStatus original = check(it.of(), nowMicros);
    if (original != CREATED) {
      return Decision.no(original);
    }
    long[] left = left(it.of());
    long sum = sum(left);
    if (sum == 0) {
      return Decision.no(ALREADY_REVERSED);
    }
    Plan plan = plan(it, left, Math.min(sum, it.amountMicros()));
    LedgerStatus named = checkNames(it, plan);
    if (named != CREATED) {
      return Decision.no(named);
    }
    if (it.amountMicros() > sum) {
      return Decision.no(REFUND_EXCEEDS_CAPTURED);
    }
    LedgerStatus paid = checkFunds(it, plan);
    return paid == CREATED ? Decision.yes(refunded(it, plan, bodyHash)) : Decision.no(paid);
  }

  private LedgerStatus check(Original of, long nowMicros) {
    IdRecord known = state.known(of.id());
    if (known == null || Ids.isTooOld(of.id(), nowMicros, state.idWindowMicros)) {
      return ORIGINAL_NOT_FOUND;
    }
    boolean moved = known.kind() == IdKind.TRANSFER || known.kind() == IdKind.CAPTURE;
    return moved && known.position() == of.position() && isMovement(of.postings())
        ? CREATED
        : NOT_REFUNDABLE;
  }

  private static boolean isMovement(List<Posting> postings) {
    long sum = 0;
    for (int i = 0; i < postings.size(); i++) {
      long amount = postings.get(i).amountMicros();
      if (i == 0 ? amount >= 0 : amount <= 0) {
        return false;
      }
      sum += amount;
    }
    return postings.size() > 1 && sum == 0;
  }

  /// What each payee has not given back yet.
  private long[] left(Original of) {
    List<Long> back = state.backs.get(of.id());
    long[] left = new long[of.postings().size() - 1];
    for (int i = 0; i < left.length; i++) {
      left[i] = of.postings().get(i + 1).amountMicros() - (back == null ? 0 : back.get(i));
    }
    return left;
  }

  private static long sum(long[] amounts) {
    long sum = 0;
    for (long amount : amounts) {
      sum += amount;
    }
    return sum;
  }

  private static Plan plan(Refund it, long[] left, long amount) {
    long[] parts = apportion(amount, left);
    List<Posting> payees = it.of().postings().subList(1, it.of().postings().size());
    List<Long> back = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      back.add(payees.get(i).amountMicros() - left[i] + parts[i]);
    }
    return it.atCostOf().isPresent()
        ? new Plan(List.of(it.atCostOf().get()), new long[] {amount}, back)
        : new Plan(payees.stream().map(Posting::account).toList(), parts, back);
  }

  /// Each part is its share rounded down; what is missing goes one by one to the largest
  /// remainders, among equals to the first.
  static long[] apportion(long amount, long[] weights) {
    BigInteger whole = BigInteger.valueOf(sum(weights));
    long[] parts = new long[weights.length];
    BigInteger[] remainders = new BigInteger[weights.length];
    long missing = amount;
    for (int i = 0; i < weights.length; i++) {
      BigInteger[] share =
          BigInteger.valueOf(amount)
              .multiply(BigInteger.valueOf(weights[i]))
              .divideAndRemainder(whole);
      parts[i] = share[0].longValueExact();
      remainders[i] = share[1];
      missing -= parts[i];
    }
    IntStream.range(0, weights.length)
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
        .limit(missing)
        .forEach(i -> parts[i]++);
    return parts;
  }

  private LedgerStatus checkNames(Refund it, Plan plan) {
    int payee = accounts.find(it.of().postings().getFirst().account());
    boolean closed = payee >= 0 && accounts.closed(payee);
    boolean frozen = false;
    boolean same = false;
    boolean mismatch = false;
    for (int i = 0; i < plan.payers().size(); i++) {
      int payer = accounts.find(plan.payers().get(i));
      if (payer < 0) {
        return DEBIT_NOT_FOUND;
      }
      if (payee >= 0 && plan.parts()[i] > 0) {
        same |= payer == payee;
        mismatch |= !accounts.unit(payer).equals(accounts.unit(payee));
        closed |= accounts.closed(payer);
        frozen |= accounts.frozen(payer);
      }
    }
    if (payee < 0) {
      return CREDIT_NOT_FOUND;
    }
    if (same) {
      return ACCOUNTS_SAME;
    }
    if (mismatch) {
      return UNIT_MISMATCH;
    }
    if (closed) {
      return ACCOUNT_CLOSED;
    }
    return frozen ? ACCOUNT_FROZEN : CREATED;
  }

  /// Each payer alone, then what all of them put into circulation, which is of one unit.
  private LedgerStatus checkFunds(Refund it, Plan plan) {
    LedgerStatus first = CREATED;
    long grows = 0;
    for (int i = 0; i < plan.payers().size(); i++) {
      int payer = accounts.find(plan.payers().get(i));
      LedgerStatus has = plan.parts()[i] == 0 ? CREATED : funds.has(payer, plan.parts()[i]);
      if (has != CREATED && (first == CREATED || has.compareTo(first) < 0)) {
        first = has;
      }
      grows += funds.intoCirculation(payer, plan.parts()[i]);
    }
    int payee = accounts.find(it.of().postings().getFirst().account());
    return first == CREATED && grows > state.room(payee) ? INSUFFICIENT_FUNDS : first;
  }

  private Refunded refunded(Refund it, Plan plan, long bodyHash) {
    List<Posting> postings = new ArrayList<>();
    for (int i = 0; i < plan.payers().size(); i++) {
      if (plan.parts()[i] > 0) {
        String payer = plan.payers().get(i);
        postings.add(legs.posting(accounts.find(payer), payer, -plan.parts()[i]));
      }
    }
    String payee = it.of().postings().getFirst().account();
    postings.add(legs.posting(accounts.find(payee), payee, it.amountMicros()));
    return new Refunded(it.id(), it.of().id(), it.reason(), bodyHash, postings, plan.back());
  }
}
