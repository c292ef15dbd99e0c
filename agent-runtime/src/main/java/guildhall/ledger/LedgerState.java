package guildhall.ledger;

import guildhall.ledger.LedgerFact.AccountFrozen;
import guildhall.ledger.LedgerFact.AccountOpened;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Held;
import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.LedgerFact.Release;
import guildhall.ledger.LedgerFact.Released;
import guildhall.ledger.LedgerFact.Transferred;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What the facts so far add up to. It decides nothing; what cannot follow from what it knows means
/// a damaged book or a stale decision, and stops it.
final class LedgerState {
  final Map<String, AccountState> accounts = new LinkedHashMap<>();
  final List<AccountState> treasuries = new ArrayList<>();
  final Map<Id, Id> transfers = new HashMap<>();
  final Map<Id, HoldState> open = new HashMap<>();
  final Map<Id, LedgerStatus> ended = new HashMap<>();
  final TreeSet<HoldState> byExpiry =
      new TreeSet<>(
          Comparator.comparingLong((HoldState hold) -> hold.expires)
              .thenComparing(hold -> hold.id));

  void apply(LedgerFact fact, long position) {
    switch (fact) {
      case AccountOpened(var name, var owner, var kind) -> {
        AccountState account = new AccountState(name, owner, kind);
        accounts.put(name, account);
        if (kind == AccountKind.TREASURY) {
          treasuries.add(account);
        }
      }
      case AccountFrozen(var name, var frozen) -> account(name).frozen = frozen;
      case Transferred transferred -> {
        transfers.put(transferred.id(), transferred.bodyHash());
        post(transferred.postings(), position);
      }
      case Held held -> hold(held);
      case Captured captured -> {
        HoldState hold = hold(captured.hold());
        post(captured.postings(), position);
        hold.payer.held -= captured.capturedMicros();
        close(hold, captured.capturedMicros(), LedgerStatus.HOLD_SETTLED);
      }
      case Released(var id, var why) ->
          close(
              hold(id),
              0,
              why == Release.VOIDED ? LedgerStatus.HOLD_VOIDED : LedgerStatus.HOLD_EXPIRED);
    }
  }

  private void post(List<Posting> postings, long position) {
    for (Posting posting : postings) {
      AccountState account = account(posting.account());
      if (posting.previous() != account.lastPosition
          || posting.balanceMicros() != account.balance + posting.amountMicros()) {
        throw new IllegalStateException(
            "entry %d does not follow from the book: %s after position %d with balance %d"
                .formatted(position, posting, account.lastPosition, account.balance));
      }
      account.balance = posting.balanceMicros();
      account.lastPosition = position;
    }
  }

  private void hold(Held held) {
    HoldState parent = held.parent().map(this::hold).orElse(null);
    AccountState payer = account(held.payer());
    HoldState hold =
        new HoldState(
            held.id(),
            parent,
            payer,
            held.feeMicros(),
            held.expensesMicros(),
            held.expiresMicros());
    if (parent == null) {
      payer.held += hold.amount();
    } else {
      parent.openBelow += hold.amount();
      parent.openChildren.add(hold);
    }
    open.put(hold.id, hold);
    byExpiry.add(hold);
  }

  /// What was not spent returns to the parent, which is open because nothing closes above an open
  /// hold; without a parent, to the payer.
  private void close(HoldState hold, long captured, LedgerStatus end) {
    long spent = captured + hold.spentBelow;
    HoldState parent = hold.parent;
    if (parent == null) {
      hold.payer.held -= hold.amount() - spent;
    } else {
      parent.openChildren.remove(hold);
      parent.openBelow -= hold.amount();
      parent.spentBelow += spent;
    }
    open.remove(hold.id);
    byExpiry.remove(hold);
    ended.put(hold.id, end);
  }

  private AccountState account(String name) {
    AccountState account = accounts.get(name);
    if (account == null) {
      throw new IllegalStateException("the book moves an account it never opened: " + name);
    }
    return account;
  }

  private HoldState hold(Id id) {
    HoldState hold = open.get(id);
    if (hold == null) {
      throw new IllegalStateException("the book uses a hold that is not open: " + id);
    }
    return hold;
  }
}
