package guildhall.ledger;

import guildhall.ledger.LedgerFact.AccountOpened;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Held;
import guildhall.ledger.LedgerFact.Increased;
import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.LedgerFact.Refunded;
import guildhall.ledger.LedgerFact.Transferred;
import guildhall.ledger.Operation.Burn;
import guildhall.ledger.Operation.Capture;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Hold;
import guildhall.ledger.Operation.Increase;
import guildhall.ledger.Operation.Issue;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.Refund;
import guildhall.ledger.Operation.Sweep;
import guildhall.ledger.Operation.Transfer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// In what an operation differs from the entry that settled its id before: for whoever has to
/// explain [LedgerStatus#EXISTS_WITH_DIFFERENT_BODY] to somebody. Pure.
public final class Difference {

  private final List<String> fields = new ArrayList<>();

  private Difference() {}

  /// Names of the fields that differ, of `amount, debit, credit, unit, reason, expiry, parent,
  /// hold, reference`; `operation` if the entry is of another operation. Empty if none of these
  /// differ: parts of one payee count as their sum, and the account a closed payee was replaced by
  /// counts as another. Where the entry does not say what was asked for, what was done counts: a
  /// sweep's `atMost` is compared with what was moved, and a refund without `atCostOf` has the same
  /// debit whoever paid.
  ///
  /// @param asked what was asked now
  /// @param original the fact at [Decision#original]
  public static List<String> of(Operation asked, LedgerFact original) {
    Difference difference = new Difference();
    difference.compare(asked, original);
    return List.copyOf(difference.fields);
  }

  private void compare(Operation asked, LedgerFact original) {
    switch (asked) {
      case OpenAccount it when original instanceof AccountOpened made -> {
        add("debit", it.account().equals(made.account()));
        add("reference", it.owner().equals(made.owner()) && it.kind() == made.kind());
        add("unit", it.unit().equals(made.unit()));
      }
      case Transfer it when original instanceof Transferred made ->
          moved(it.from(), it.to(), it.reason(), made);
      case Issue it when original instanceof Transferred made ->
          moved(
              it.treasury(),
              List.of(new Credit(it.account(), it.amountMicros())),
              it.reason(),
              made);
      case Burn it when original instanceof Transferred made ->
          moved(
              it.account(),
              List.of(new Credit(it.treasury(), it.amountMicros())),
              it.reason(),
              made);
      case Sweep it when original instanceof Transferred made -> swept(it, made);
      case Hold it when original instanceof Held made -> held(it, made);
      case Increase it when original instanceof Increased made -> {
        add("hold", it.hold().equals(made.hold()));
        add(
            "amount",
            it.feeMicros() == made.feeMicros() && it.expensesMicros() == made.expensesMicros());
      }
      case Capture it when original instanceof Captured made -> captured(it, made);
      case Refund it when original instanceof Refunded made -> refunded(it, made);
      default -> fields.add("operation");
    }
  }

  private void add(String field, boolean same) {
    if (!same) {
      fields.add(field);
    }
  }

  private void moved(String from, List<Credit> to, String reason, Transferred made) {
    Map<String, Long> asked = sums(to);
    Map<String, Long> paid = credits(made.postings());
    add("amount", asked.values().stream().toList().equals(paid.values().stream().toList()));
    add("debit", from.equals(made.postings().getFirst().account()));
    add("credit", asked.keySet().stream().toList().equals(paid.keySet().stream().toList()));
    add("reason", reason.equals(made.reason()));
  }

  private void swept(Sweep it, Transferred made) {
    add("amount", made.postings().getLast().amountMicros() == it.atMostMicros());
    add("debit", it.from().equals(made.postings().getFirst().account()));
    add("credit", it.to().equals(made.postings().getLast().account()));
    add("reason", it.reason().equals(made.reason()));
  }

  private void held(Hold it, Held made) {
    add(
        "amount",
        it.feeMicros() == made.feeMicros() && it.expensesMicros() == made.expensesMicros());
    add("debit", it.parent().isPresent() || it.payer().equals(made.payer()));
    add("expiry", it.expiresMicros() == made.expiresMicros());
    add("parent", it.parent().equals(made.parent()));
  }

  private void captured(Capture it, Captured made) {
    Map<String, Long> asked = sums(it.to());
    Map<String, Long> paid = credits(made.postings());
    add("amount", asked.values().stream().toList().equals(paid.values().stream().toList()));
    add("credit", asked.keySet().stream().toList().equals(paid.keySet().stream().toList()));
    add("reason", it.reason().equals(made.reason()));
    add("hold", it.hold().equals(made.hold()));
    add("reference", it.last() == made.last());
  }

  private void refunded(Refund it, Refunded made) {
    add("amount", made.postings().getLast().amountMicros() == it.amountMicros());
    add(
        "debit",
        it.atCostOf().isEmpty()
            || it.atCostOf().get().equals(made.postings().getFirst().account()));
    add("reason", it.reason().equals(made.reason()));
    add("reference", it.of().id().equals(made.of()));
  }

  private static Map<String, Long> sums(List<Credit> to) {
    Map<String, Long> sums = new LinkedHashMap<>();
    to.forEach(each -> sums.merge(each.account(), each.amountMicros(), Long::sum));
    return sums;
  }

  private static Map<String, Long> credits(List<Posting> postings) {
    Map<String, Long> sums = new LinkedHashMap<>();
    postings.stream()
        .skip(1)
        .forEach(each -> sums.merge(each.account(), each.amountMicros(), Long::sum));
    return sums;
  }
}
