package guildhall.ledger;

import guildhall.ledger.HoldState.Charge;
import guildhall.ledger.HoldState.Charged;
import guildhall.ledger.LedgerFact.AccountClosed;
import guildhall.ledger.LedgerFact.AccountFrozen;
import guildhall.ledger.LedgerFact.AccountOpened;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Extended;
import guildhall.ledger.LedgerFact.Grouped;
import guildhall.ledger.LedgerFact.Held;
import guildhall.ledger.LedgerFact.Increased;
import guildhall.ledger.LedgerFact.LimitsSet;
import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.LedgerFact.Refunded;
import guildhall.ledger.LedgerFact.Refused;
import guildhall.ledger.LedgerFact.Release;
import guildhall.ledger.LedgerFact.Released;
import guildhall.ledger.LedgerFact.Transferred;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the facts so far add up to. It decides nothing; what cannot follow from what it knows means
/// a damaged book or a stale decision, and stops it.
///
/// While a group is decided its facts are applied on trial: every change leaves a step that undoes
/// it, and new ids are kept apart, see [#beginTrial].
final class LedgerState {
  private static final int DEEPEST = 8;

  final AccountTable accounts = new AccountTable();
  final IdTable ids;
  final Map<Id, HoldState> open = new HashMap<>();
  final TreeSet<HoldState> byExpiry = new TreeSet<>(HoldState.BY_EXPIRY);

  /// By the id of a movement: what each of its payees has given back.
  final TreeMap<Id, List<Long>> backs = new TreeMap<>();

  /// By number of the unit: what sources and credit lines have put into circulation or may.
  private long[] promised = new long[1];

  /// By unit: the account that gets what was due to closed ones.
  final Map<String, Integer> unclaimed = new HashMap<>();

  final long idWindowMicros;
  private final IdRecord found = new IdRecord();
  private @Nullable List<Runnable> undo;

  LedgerState(int idsPerGeneration, long idWindowMicros, SealedIds.Store oldIds) {
    this.ids = new IdTable(idsPerGeneration, idWindowMicros, oldIds);
    this.idWindowMicros = idWindowMicros;
  }

  /// Changes from now on are undone by [#endTrial].
  void beginTrial() {
    List<Runnable> steps = new ArrayList<>();
    long[] promisedBefore = promised.clone();
    steps.add(() -> promised = promisedBefore);
    accounts.beginTrial();
    ids.beginTrial();
    undo = steps;
  }

  void endTrial() {
    if (undo != null) {
      undo.reversed().forEach(Runnable::run);
      accounts.undoTrial();
      ids.undoTrial();
    }
    undo = null;
  }

  void apply(LedgerFact fact, long position, long nowMicros) {
    apply(fact, position, nowMicros, NameKeys.NONE, 0);
  }

  /// @param names where accounts seem to be
  /// @param at which of them is that of the fact's first posting; the others follow
  void apply(LedgerFact fact, long position, long nowMicros, NameKeys names, int at) {
    switch (fact) {
      case AccountOpened opened -> open(opened);
      case AccountFrozen(var name, var frozen) -> accounts.setFrozen(account(name), frozen);
      case AccountClosed(var name, var closed) -> accounts.setClosed(account(name), closed);
      case LimitsSet(var name, var limits) -> limit(account(name), limits, position, nowMicros);
      case Transferred transferred -> {
        Posting debit = transferred.postings().getFirst();
        spend(account(debit.account(), names, at), -debit.amountMicros(), nowMicros);
        post(transferred.postings(), position, names, at);
        put(
            transferred.id(),
            IdKind.TRANSFER,
            LedgerStatus.CREATED,
            position,
            transferred.bodyHash(),
            nowMicros);
      }
      case Held held -> hold(held, position, nowMicros);
      case Increased increased -> increase(increased, position, nowMicros);
      case Extended(var id, var expires) -> extend(hold(id), expires);
      case Captured captured -> capture(captured, position, nowMicros, names, at);
      case Released(var id, var why) ->
          close(
              hold(id),
              why == Release.VOIDED ? LedgerStatus.HOLD_VOIDED : LedgerStatus.HOLD_EXPIRED,
              position,
              nowMicros);
      case Refunded refunded -> refund(refunded, position, nowMicros, names, at);
      case Refused(var id, var bodyHash, var status) ->
          put(id, IdKind.FAILURE, status, position, bodyHash, nowMicros);
      case Grouped(var id, var bodyHash) ->
          put(id, IdKind.GROUP, LedgerStatus.CREATED, position, bodyHash, nowMicros);
    }
  }

  /// Reads what deciding an operation and applying it will read, see [AccountTable#touch].
  long touch(Prepared prepared) {
    Id id = Ids.of(prepared.operation());
    long seen = id == null ? 0 : ids.touch(id);
    for (int i = 0; i < prepared.names.count(); i++) {
      seen ^= accounts.touch(prepared.names, i);
    }
    for (int i = 0; i < prepared.inside.size(); i++) {
      seen ^= touch(prepared.inside.get(i));
    }
    return seen;
  }

  /// What is known of an id: an open hold, or what the table of ids remembers. Read it before the
  /// next call.
  @Nullable IdRecord known(Id id) {
    HoldState hold = open.isEmpty() ? null : open.get(id);
    if (hold == null) {
      return ids.find(id, found.fields) ? found : null;
    }
    IdRecord known = new IdRecord();
    known.fields[0] =
        IdValue.of(IdKind.HOLD.number(), LedgerStatus.CREATED.number(), hold.position);
    known.fields[1] = hold.bodyHash;
    return known;
  }

  private void put(
      Id id, IdKind kind, LedgerStatus status, long position, long bodyHash, long nowMicros) {
    ids.put(id, kind.number(), status.number(), position, bodyHash, nowMicros);
  }

  private void open(AccountOpened opened) {
    int account = accounts.add(opened.account(), opened.owner(), opened.kind(), opened.unit());
    boolean first =
        opened.kind() == AccountKind.UNCLAIMED
            && unclaimed.putIfAbsent(opened.unit(), account) == null;
    if (undo != null && first) {
      undo.add(() -> unclaimed.remove(opened.unit()));
    }
  }

  private void limit(int account, Limits limits, long position, long nowMicros) {
    long before = promisedBy(account);
    LimitState old = accounts.limits(account);
    if (limits.equals(Limits.NONE)) {
      accounts.setLimits(account, null);
    } else {
      LimitState fresh =
          new LimitState(
              limits.creditLineMicros(),
              limits.maxBalanceMicros(),
              limits.maxHoldMicros(),
              limits.spendMaxMicros(),
              limits.spendWindowMicros(),
              limits.under().map(this::account).orElse(-1));
      boolean goesOn = old != null && old.spendWindow == fresh.spendWindow;
      fresh.windowIndex = goesOn && old != null ? old.windowIndex : fresh.windowOf(nowMicros);
      fresh.spentInWindow = goesOn && old != null ? old.spentInWindow : 0;
      fresh.since = goesOn && old != null ? old.since : position;
      accounts.setLimits(account, fresh);
    }
    promise(account, before);
  }

  private void post(List<Posting> postings, long position, NameKeys names, int at) {
    for (int i = 0; i < postings.size(); i++) {
      Posting posting = postings.get(i);
      int account = account(posting.account(), names, at + i);
      if (posting.previous() != accounts.lastPosition(account)
          || posting.balanceMicros() != accounts.balance(account) + posting.amountMicros()
          || (posting.skip() != -1 && posting.skip() != accounts.skipFor(account))) {
        throw new IllegalStateException(
            "entry %d does not follow from the book: %s after position %d with balance %d"
                .formatted(
                    position, posting, accounts.lastPosition(account), accounts.balance(account)));
      }
      long before = promisedBy(account);
      accounts.setBalance(account, posting.balanceMicros());
      accounts.posted(account, position);
      promise(account, before);
    }
  }

  /// What a source has put into circulation or promised, and what a credit line may.
  long promisedBy(int account) {
    long taken = Math.max(0, accounts.held(account) - accounts.balance(account));
    return accounts.kind(account).isSource() ? taken : lineOrMore(account, taken);
  }

  private long lineOrMore(int account, long taken) {
    return accounts.limits(account) == null ? taken : Math.max(taken, creditLine(account));
  }

  /// How far below zero an account may go that is no source.
  long creditLine(int account) {
    LimitState limits = accounts.limits(account);
    return limits == null || accounts.kind(account) != AccountKind.PRINCIPAL
        ? 0
        : limits.creditLine;
  }

  private void promise(int account, long before) {
    long after = promisedBy(account);
    if (after != before) {
      int unit = accounts.unitNumber(account);
      if (unit >= promised.length) {
        promised = Arrays.copyOf(promised, unit + 1);
      }
      promised[unit] += after - before;
    }
  }

  /// Adds up what all accounts promise; after they were loaded.
  void countPromises() {
    for (int account = 0; account < accounts.size(); account++) {
      promise(account, 0);
    }
  }

  /// How much more of an account's unit may be put into circulation before it can no longer be
  /// counted.
  long room(int account) {
    int unit = accounts.unitNumber(account);
    return Long.MAX_VALUE - (unit < promised.length ? promised[unit] : 0);
  }

  private void addHeld(int account, long amount) {
    long before = promisedBy(account);
    accounts.setHeld(account, accounts.held(account) + amount);
    promise(account, before);
  }

  /// Counts what an account spends for itself and for what it is under.
  private List<Charge> spend(int account, long amount, long nowMicros) {
    if (accounts.limits(account) == null) {
      return List.of();
    }
    List<Charge> charges = new ArrayList<>();
    int at = account;
    for (int depth = 0; depth <= DEEPEST && at >= 0; depth++) {
      LimitState limits = accounts.limits(at);
      if (limits == null) {
        break;
      }
      long window = limits.windowOf(nowMicros);
      long before = limits.spentAt(nowMicros);
      boolean countable = before <= Long.MAX_VALUE - amount;
      accounts.spend(at, window, countable ? before + amount : Long.MAX_VALUE);
      charges.add(new Charge(at, window, limits.since));
      at = limits.under;
    }
    return List.copyOf(charges);
  }

  /// What was charged last returns first, where its window still runs.
  private void unspend(List<Charged> charged, long released, long nowMicros) {
    long left = released;
    for (Charged each : charged.reversed()) {
      long back = Math.min(left, each.amount());
      left -= back;
      for (Charge charge : each.charges()) {
        LimitState limits = accounts.limits(charge.account());
        if (limits != null
            && limits.since == charge.since()
            && limits.windowIndex == charge.window()
            && limits.windowOf(nowMicros) == charge.window()) {
          long spent = Math.max(0, limits.spentInWindow - back);
          accounts.spend(charge.account(), charge.window(), spent);
        }
      }
    }
  }

  private void hold(Held held, long position, long nowMicros) {
    HoldState parent = held.parent().isPresent() ? hold(held.parent().get()) : null;
    long bodyHash =
        BodyHash.hold(
            held.parent(),
            held.payer(),
            held.feeMicros(),
            held.expensesMicros(),
            held.expiresMicros());
    HoldState hold = new HoldState(held, parent, account(held.payer()), position, bodyHash);
    if (parent == null) {
      List<Charge> charges = spend(hold.account, hold.amount(), nowMicros);
      hold.charged = charges.isEmpty() ? List.of() : List.of(new Charged(hold.amount(), charges));
      addHeld(hold.account, hold.amount());
    } else {
      touch(parent);
      parent.openBelow += hold.amount();
    }
    link(hold);
    if (undo != null) {
      undo.add(() -> unlink(hold));
    }
    put(hold.id, IdKind.HOLD, LedgerStatus.CREATED, position, bodyHash, nowMicros);
  }

  void link(HoldState hold) {
    if (hold.parent != null) {
      hold.parent.openChildren.add(hold);
    }
    open.put(hold.id, hold);
    byExpiry.add(hold);
  }

  private void unlink(HoldState hold) {
    if (hold.parent != null) {
      hold.parent.openChildren.remove(hold);
    }
    open.remove(hold.id);
    byExpiry.remove(hold);
  }

  private void increase(Increased increased, long position, long nowMicros) {
    HoldState hold = hold(increased.hold());
    long amount = increased.feeMicros() + increased.expensesMicros();
    touch(hold);
    hold.fee += increased.feeMicros();
    hold.expenses += increased.expensesMicros();
    if (hold.parent == null) {
      List<Charge> charges = spend(hold.account, amount, nowMicros);
      if (!charges.isEmpty()) {
        List<Charged> charged = new ArrayList<>(hold.charged);
        charged.add(new Charged(amount, charges));
        hold.charged = List.copyOf(charged);
      }
      addHeld(hold.account, amount);
    } else {
      touch(hold.parent);
      hold.parent.openBelow += amount;
    }
    long bodyHash =
        BodyHash.increase(increased.hold(), increased.feeMicros(), increased.expensesMicros());
    put(increased.id(), IdKind.INCREASE, LedgerStatus.CREATED, position, bodyHash, nowMicros);
  }

  private void extend(HoldState hold, long expires) {
    long before = hold.expires;
    reorder(hold, expires);
    if (undo != null) {
      undo.add(() -> reorder(hold, before));
    }
  }

  private void reorder(HoldState hold, long expires) {
    byExpiry.remove(hold);
    hold.expires = expires;
    byExpiry.add(hold);
  }

  private void capture(Captured captured, long position, long nowMicros, NameKeys names, int at) {
    HoldState hold = hold(captured.hold());
    post(captured.postings(), position, names, at);
    addHeld(hold.account, -captured.capturedMicros());
    touch(hold);
    hold.captured += captured.capturedMicros();
    boolean ofVersion1 = captured.id().equals(captured.hold());
    if (!ofVersion1) {
      put(
          captured.id(),
          IdKind.CAPTURE,
          LedgerStatus.CREATED,
          position,
          captured.bodyHash(),
          nowMicros);
    }
    if (captured.last()) {
      close(hold, LedgerStatus.HOLD_SETTLED, position, nowMicros);
      if (ofVersion1) {
        put(hold.id, IdKind.CAPTURE, LedgerStatus.HOLD_SETTLED, position, hold.bodyHash, nowMicros);
      }
    }
  }

  /// What was not spent returns to the parent, which is open because nothing closes above an open
  /// hold; without a parent, to the payer.
  private void close(HoldState hold, LedgerStatus end, long position, long nowMicros) {
    long spent = hold.captured + hold.spentBelow;
    HoldState parent = hold.parent;
    unlink(hold);
    if (undo != null) {
      undo.add(() -> link(hold));
    }
    if (parent == null) {
      unspend(hold.charged, hold.amount() - spent, nowMicros);
      addHeld(hold.account, spent - hold.amount());
    } else {
      touch(parent);
      parent.openBelow -= hold.amount();
      parent.spentBelow += spent;
    }
    put(hold.id, IdKind.HOLD, end, position, hold.bodyHash, nowMicros);
  }

  private void refund(Refunded refunded, long position, long nowMicros, NameKeys names, int at) {
    post(refunded.postings(), position, names, at);
    List<Long> before = backs.put(refunded.of(), refunded.back());
    if (undo == null) {
      forgetBacks(nowMicros);
    } else {
      undo.add(() -> {
        if (before == null) {
          backs.remove(refunded.of());
        } else {
          backs.put(refunded.of(), before);
        }
      });
    }
    put(
        refunded.id(),
        IdKind.REFUND,
        LedgerStatus.CREATED,
        position,
        refunded.bodyHash(),
        nowMicros);
  }

  /// What is too old to be reversed any more need not be known.
  private void forgetBacks(long nowMicros) {
    long millis = Math.floorDiv(nowMicros - idWindowMicros, 1000);
    if (millis > 0) {
      backs
          .headMap(new Id(millis << 16, 0), false)
          .keySet()
          .removeIf(of -> Ids.isTooOld(of, nowMicros, idWindowMicros));
    }
  }

  private void touch(HoldState hold) {
    if (undo == null) {
      return;
    }
    long fee = hold.fee;
    long expenses = hold.expenses;
    long captured = hold.captured;
    long openBelow = hold.openBelow;
    long spentBelow = hold.spentBelow;
    List<Charged> charged = hold.charged;
    undo.add(() -> {
      hold.fee = fee;
      hold.expenses = expenses;
      hold.captured = captured;
      hold.openBelow = openBelow;
      hold.spentBelow = spentBelow;
      hold.charged = charged;
    });
  }

  private int account(String name) {
    return account(name, NameKeys.NONE, 0);
  }

  private int account(String name, NameKeys names, int at) {
    int account = accounts.find(name, names, at);
    if (account < 0) {
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
