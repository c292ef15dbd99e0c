package guildhall.ledger;

import guildhall.book.Entry;
import guildhall.book.Sha256;
import guildhall.book.Snapshotted;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The double-entry ledger: decides operations against what it knows, and learns from facts.
///
/// Two laws hold after every entry, and tests check them: the balances of all accounts of a unit
/// sum to zero, and for every hold `fee + expenses = captured + spent below + open below + free +
/// released`. Nothing takes an account that is no treasury and no rail further below zero, with
/// what it holds, than its credit line at that time; a line that is made shorter later leaves it
/// there.
///
/// One thread only, the book's writer, but for [#ahead], which others may call while it changes.
public final class Ledger implements Snapshotted {

  /// How long ids are remembered if nothing else is said: 30 days in microseconds.
  public static final long ID_WINDOW_MICROS = 30L * 24 * 3_600_000_000L;

  private static final int IDS_PER_GENERATION = 1 << 16;

  private final LedgerState state;
  private final LedgerRules rules;

  /// A ledger that remembers ids for [#ID_WINDOW_MICROS].
  ///
  /// @param settlementMarginMicros how long before its parent a child hold must end, in
  ///   microseconds, 0 or more, so that what was delivered below is settled before the parent is
  /// @throws IllegalArgumentException if the margin is negative
  public Ledger(long settlementMarginMicros) {
    this(settlementMarginMicros, IDS_PER_GENERATION, ID_WINDOW_MICROS);
  }

  /// A ledger that keeps all ids in the heap; as below.
  public Ledger(long settlementMarginMicros, int idsPerGeneration, long idWindowMicros) {
    this(settlementMarginMicros, idsPerGeneration, idWindowMicros, SealedIds.Store.HEAP);
  }

  /// @param settlementMarginMicros how long before its parent a child hold must end, in
  ///   microseconds, 0 or more
  /// @param idsPerGeneration how many ids are kept ready to be written before they are packed, 1 or
  ///   more
  /// @param idWindowMicros how long ids are remembered, in microseconds, more than 0; a new
  ///   operation under an older one is [LedgerStatus#ID_TOO_OLD]
  /// @param oldIds where packed ids are kept; what it is changes nothing the ledger says
  /// @throws IllegalArgumentException if one of them is out of range
  public Ledger(
      long settlementMarginMicros,
      int idsPerGeneration,
      long idWindowMicros,
      SealedIds.Store oldIds) {
    if (settlementMarginMicros < 0) {
      throw new IllegalArgumentException(
          "settlementMarginMicros must be >= 0: " + settlementMarginMicros);
    }
    this.state = new LedgerState(idsPerGeneration, idWindowMicros, oldIds);
    this.rules = new LedgerRules(state, settlementMarginMicros);
  }

  /// Decides one operation; changes nothing. Holds that are due must have been released before, see
  /// [#nextExpired]: an open hold is settled whatever the time is.
  ///
  /// @param nowMicros book time, 0 or more
  /// @param position where the first fact of the decision would stand
  public Decision decide(Operation operation, long nowMicros, long position) {
    return decide(Prepared.of(operation), nowMicros, position);
  }

  /// Like [#decide(Operation, long, long)], for one that was prepared before.
  public Decision decide(Prepared prepared, long nowMicros, long position) {
    return rules.decide(prepared, nowMicros, position);
  }

  /// Reads the memory that deciding an operation will need. Done for several of them and then
  /// decided, they wait for memory together. Changes nothing, and what is decided is the same.
  ///
  /// @return of no meaning, see [guildhall.book.Command#touch]
  public long touch(Prepared prepared) {
    return state.touch(prepared);
  }

  /// The hold that is due first (by expiry, then id), with the open holds below it, leaf first;
  /// empty if none is due. Appended and asked for again until it is empty, at the start of each
  /// batch. A hold is due from the microsecond of its expiry on.
  public List<LedgerFact> nextExpired(long nowMicros) {
    return rules.nextExpired(nowMicros);
  }

  /// @throws IllegalStateException if the fact does not follow from those before it: the book is
  ///   damaged, or a decision was appended after something else had changed what it was based on
  @Override
  public void apply(Entry entry) {
    if (entry.fact() instanceof LedgerFact fact) {
      state.apply(fact, entry.position(), entry.timeMicros());
    }
  }

  /// An id for what belongs to another, that can be used now: below the parent if that is an id of
  /// these days, else of book time; and another one if it was used up. Whoever calls it knows
  /// otherwise that it was not done before.
  ///
  /// @param parent what it belongs to, for example a hold
  /// @param nowMicros book time
  /// @param position where the first fact would stand
  /// @param parts what it stands for
  public Id newIdBelow(Id parent, long nowMicros, long position, String... parts) {
    boolean recent = Ids.check(parent, nowMicros, state.idWindowMicros) == LedgerStatus.CREATED;
    Id id = recent ? Id.below(parent, parts) : Id.at(nowMicros, parts);
    return state.known(id) == null ? id : Id.below(id, "again", Long.toString(position));
  }

  /// What became of an id, or empty if nothing is known of it.
  public Optional<Outcome> outcome(Id id) {
    return Optional.ofNullable(state.known(id))
        .map(known -> new Outcome(known.end(), known.position()));
  }

  /// An account, or empty if there is none of that name.
  public Optional<AccountView> find(String name) {
    int account = state.accounts.find(name);
    return account < 0 ? Optional.empty() : Optional.of(view(account));
  }

  private AccountView view(int account) {
    AccountTable accounts = state.accounts;
    return new AccountView(
        accounts.name(account),
        accounts.owner(account),
        accounts.kind(account),
        accounts.unit(account),
        accounts.balance(account),
        accounts.held(account),
        accounts.frozen(account),
        accounts.closed(account),
        rules.limits(account),
        accounts.lastPosition(account));
  }

  /// All accounts in the order they were opened.
  public List<AccountView> accounts() {
    List<AccountView> views = new ArrayList<>(state.accounts.size());
    for (int account = 0; account < state.accounts.size(); account++) {
      views.add(view(account));
    }
    return views;
  }

  /// How many accounts there are, closed ones too.
  public int accountCount() {
    return state.accounts.size();
  }

  /// Hands over every account in the order they were opened, without keeping them.
  public void forEachAccount(Consumer<AccountView> reader) {
    for (int account = 0; account < state.accounts.size(); account++) {
      reader.accept(view(account));
    }
  }

  /// The accounts that follow on one in the order they were opened; empty if there is none of that
  /// name.
  ///
  /// @param after name of the account before the first; the empty name is the beginning
  /// @param limit at most so many
  public Optional<List<AccountView>> accountsAfter(String after, int limit) {
    int before = after.isEmpty() ? -1 : state.accounts.find(after);
    if (before < 0 && !after.isEmpty()) {
      return Optional.empty();
    }
    int end = (int) Math.min(state.accounts.size(), before + 1L + limit);
    List<AccountView> views = new ArrayList<>(Math.max(0, end - before - 1));
    for (int account = before + 1; account < end; account++) {
      views.add(view(account));
    }
    return Optional.of(views);
  }

  /// An account and its open holds, or empty if there is none of that name.
  public Optional<Standing> standing(String name) {
    return find(name)
        .map(view ->
            new Standing(
                view,
                openHolds(name).stream()
                    .sorted(
                        Comparator.comparingLong(HoldView::expiresMicros)
                            .thenComparing(HoldView::id))
                    .toList()));
  }

  /// What an account has spent in the window of its limits that runs at a time, 0 if it has none.
  public long spentMicros(String name, long nowMicros) {
    int account = state.accounts.find(name);
    LimitState limits = account < 0 ? null : state.accounts.limits(account);
    return limits == null ? 0 : limits.spentAt(nowMicros);
  }

  /// A hold that is open, or empty.
  public Optional<HoldView> openHold(Id id) {
    return Optional.ofNullable(state.open.get(id)).map(HoldState::view);
  }

  /// All open holds whose root payer is this account, in no particular order.
  public List<HoldView> openHolds(String payer) {
    return state.open.values().stream()
        .filter(hold -> hold.payer.equals(payer))
        .map(HoldState::view)
        .toList();
  }

  /// Hands over every open hold, in no particular order.
  public void forEachOpenHold(Consumer<HoldView> reader) {
    state.open.values().forEach(hold -> reader.accept(hold.view()));
  }

  /// How many holds are open.
  public int openHoldCount() {
    return state.open.size();
  }

  /// How a hold ended, or empty if it is open, was never made, or ended long ago.
  public Optional<LedgerStatus> endOf(Id hold) {
    return Optional.ofNullable(state.known(hold)).filter(IdRecord::isEndedHold).map(IdRecord::end);
  }

  /// The sum of all balances. Anything but zero is a bug.
  public long trialBalanceMicros() {
    long sum = 0;
    for (int account = 0; account < state.accounts.size(); account++) {
      sum += state.accounts.balance(account);
    }
    return sum;
  }

  /// The sum of all balances of each unit, by its name. Anything but zeros is a bug.
  public Map<String, Long> trialBalances() {
    Map<String, Long> sums = new TreeMap<>();
    for (int account = 0; account < state.accounts.size(); account++) {
      sums.merge(state.accounts.unit(account), state.accounts.balance(account), Long::sum);
    }
    return sums;
  }

  /// Finds the accounts that will be moved.
  @Override
  public Consumer<Entry> ahead(List<Entry> entries) {
    return Foreseen.of(entries, state);
  }

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public int stateVersion() {
    return LedgerImage.VERSION;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    LedgerImage.save(state, out);
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    LedgerImage.load(state, version, in);
  }

  /// SHA-256 of what [#save] writes, as hexadecimal digits: how two ledgers are compared.
  public String stateHash() {
    try {
      MessageDigest sha = Sha256.digest();
      save(new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha)));
      return HexFormat.of().formatHex(sha.digest());
    } catch (IOException e) {
      throw new IllegalStateException("a hash is made in memory", e);
    }
  }
}
