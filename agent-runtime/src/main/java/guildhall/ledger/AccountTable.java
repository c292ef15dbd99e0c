package guildhall.ledger;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The accounts, by number: 0, 1, 2 and so on in the order they were opened. No object per account:
/// about 100 bytes each with a name of 13 bytes, so that ten million fit in 1 GB.
///
/// A number is valid from [#add] on; any other is a bug of the caller and not checked. Amounts are
/// micro-credits. One thread only: the book's writer.
///
/// Trials: between [#beginTrial] and [#undoTrial] everything may be called, and then everything is
/// as it was, the objects of [#limits] included. Not nested.
final class AccountTable {

  private static final List<AccountKind> KINDS = List.of(AccountKind.values());

  /// Columns of a row.
  private static final int META = 0;

  private static final int BALANCE = 1;
  private static final int HELD = 2;
  private static final int LAST = 3;
  private static final int POSTINGS = 4;
  private static final int ANCHOR = 5;

  /// The name's beginning, see [NameKeys], so that to find an account touches no other memory than
  /// to move it.
  private static final int NAME = 6;

  private static final int WIDTH = 8;
  private static final int SAVED = 6;

  /// META: owner 28 bits (0 = itself, else number + 1) | unit 28 | kind 5 | flags 3.
  private static final int UNIT_SHIFT = 8;

  private static final int OWNER_SHIFT = 36;
  private static final int KIND_SHIFT = 3;
  private static final long WORD_MASK = (1L << 28) - 1;
  private static final long KIND_MASK = 0x1F;
  private static final long FROZEN = 1;
  private static final long CLOSED = 2;
  private static final long LIMITED = 4;

  private static final int LEVEL_BITS = 4;
  private static final long LEVEL_MASK = 15;

  /// What a change in the log is, in its lowest byte; the account is above. Below [#WIDTH]: a
  /// column.
  private static final int ADDED = 16;

  private static final int LIMITS = 17;
  private static final int SPENT = 18;
  private static final int LEVEL = 32;

  private static final int RECENT = 1 << 4;

  private final Names names = new Names();

  /* A movement names its accounts when it is decided and again, by the same objects, when it is
   * applied: a ring of those that were found last. */
  private final @Nullable String[] recentNames = new String[RECENT];
  private final int[] recentNumbers = new int[RECENT];
  private int recent;
  private final NameIndex.Match match = this::isWanted;
  private final Names owners = new Names();
  private final Names units = new Names();
  private final LongRows rows = new LongRows(WIDTH);
  private final Anchors anchors = new Anchors();
  private final TreeMap<Integer, LimitState> limits = new TreeMap<>();

  /// The same the other way round, see [#below]: an account in the upper half, one whose limits are
  /// under it in the lower.
  private final TreeSet<Long> pairs = new TreeSet<>();

  private final TrialLog log = new TrialLog();
  private final ArrayDeque<Optional<LimitState>> limitsBefore = new ArrayDeque<>();

  /// The number of the account of that name, or -1. Allocates nothing if the name is ASCII.
  int find(String name) {
    for (int i = 0; i < RECENT; i++) {
      int place = (recent - i) & (RECENT - 1);
      if (isSame(recentNames[place], name)) {
        return recentNumbers[place];
      }
    }
    int account = names.find(name, match);
    if (account >= 0) {
      remember(name, account);
    }
    return account;
  }

  /// The same as [#find(String)], but it does not read the name if that is short.
  ///
  /// @param keys of names, or none
  /// @param at which of them is this name
  int find(String name, NameKeys keys, int at) {
    int guess = keys.guess(at, names);
    if (guess >= 0 && guess < rows.size() && isNamed(guess, name, keys, at)) {
      remember(name, guess);
      return guess;
    }
    return find(name);
  }

  /// Reads what finding and moving an account will read, so that the next to do so need not wait
  /// for memory.
  ///
  /// @return of no meaning; whoever makes use of it keeps the reads from being left out
  long touch(NameKeys keys, int at) {
    int guess = keys.guess(at, names);
    return guess < 0 || guess >= rows.size()
        ? 0
        : rows.get(guess, META) ^ rows.get(guess, WIDTH - 1); // two lines of the cache
  }

  private boolean isNamed(int account, String name, NameKeys keys, int at) {
    return rows.get(account, NAME) == keys.first(at)
        && rows.get(account, NAME + 1) == keys.second(at)
        && (!NameKeys.isLong(keys.second(at)) || names.is(account, name));
  }

  private void remember(String name, int account) {
    recent = (recent + 1) & (RECENT - 1);
    recentNames[recent] = name;
    recentNumbers[recent] = account;
  }

  private boolean isWanted(int account) {
    long second = rows.get(account, NAME + 1);
    return rows.get(account, NAME) == names.first()
        && second == names.second()
        && (!NameKeys.isLong(second) || names.isWanted(account));
  }

  /// The same object: to compare the text would be to read it.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(@Nullable String recent, String name) {
    return recent == name;
  }

  /// Opens an account; balance and held 0, no posting, neither frozen nor closed, no limits.
  ///
  /// @param name not there yet
  /// @return its number
  /// @throws IllegalArgumentException if a name has more than 65535 bytes or is no Unicode text
  int add(String name, String owner, AccountKind kind, String unit) {
    int ownersBefore = owners.size();
    int unitsBefore = units.size();
    long ownerWord = owner.equals(name) ? 0 : owners.intern(owner) + 1;
    long unitWord = units.intern(unit);
    int account = names.add(name);
    rows.add();
    rows.set(account, NAME, names.first());
    rows.set(account, NAME + 1, names.second());
    rows.set(
        account,
        META,
        (ownerWord << OWNER_SHIFT)
            | (unitWord << UNIT_SHIFT)
            | ((long) KINDS.indexOf(kind) << KIND_SHIFT));
    if (log.on()) {
      log.push(change(account, ADDED), ownersBefore, unitsBefore);
    }
    return account;
  }

  int size() {
    return rows.size();
  }

  /// The names of all accounts, by their numbers.
  Names names() {
    return names;
  }

  String name(int account) {
    return names.get(account);
  }

  String owner(int account) {
    int word = (int) (rows.get(account, META) >>> OWNER_SHIFT);
    return word == 0 ? names.get(account) : owners.get(word - 1);
  }

  AccountKind kind(int account) {
    return KINDS.get((int) ((rows.get(account, META) >>> KIND_SHIFT) & KIND_MASK));
  }

  String unit(int account) {
    return units.get(unitNumber(account));
  }

  /// A number for the unit: the same for two accounts if and only if the unit is. 0, 1, 2 and so on
  /// in the order units first appeared.
  int unitNumber(int account) {
    return (int) ((rows.get(account, META) >>> UNIT_SHIFT) & WORD_MASK);
  }

  long balance(int account) {
    return rows.get(account, BALANCE);
  }

  void setBalance(int account, long micros) {
    write(account, BALANCE, micros);
  }

  long held(int account) {
    return rows.get(account, HELD);
  }

  void setHeld(int account, long micros) {
    write(account, HELD, micros);
  }

  /// Position of the entry that moved it last, -1 if none did.
  long lastPosition(int account) {
    return rows.get(account, LAST) - 1;
  }

  /// For postings without an ordinal; all others go through [#posted].
  void setLastPosition(int account, long position) {
    write(account, LAST, position + 1);
  }

  boolean frozen(int account) {
    return (rows.get(account, META) & FROZEN) != 0;
  }

  void setFrozen(int account, boolean frozen) {
    flag(account, FROZEN, frozen);
  }

  boolean closed(int account) {
    return (rows.get(account, META) & CLOSED) != 0;
  }

  void setClosed(int account, boolean closed) {
    flag(account, CLOSED, closed);
  }

  /// How many postings there were: the ordinal of the next.
  long postings(int account) {
    return rows.get(account, POSTINGS);
  }

  /// The express pointer of the next posting, whose ordinal n is [#postings].
  ///
  /// If n is no multiple of 16: the position of the newest posting whose ordinal is one. If it is,
  /// with 16^i the largest power that divides n: the position of the posting n - 16^i. -1 if n is
  /// 0.
  long skipFor(int account) {
    long ordinal = rows.get(account, POSTINGS);
    if (ordinal == 0) {
      return -1;
    }
    int level = level(ordinal);
    return level < Anchors.FIRST_LEVEL ? rows.get(account, ANCHOR) : anchors.get(account, level);
  }

  /// Counts a posting and makes it the newest.
  ///
  /// @param position of its entry, 0 or more, above that of every posting before
  void posted(int account, long position) {
    long ordinal = rows.get(account, POSTINGS);
    write(account, POSTINGS, ordinal + 1);
    write(account, LAST, position + 1);
    if ((ordinal & LEVEL_MASK) == 0) {
      anchor(account, ordinal, position);
    }
  }

  private void anchor(int account, long ordinal, long position) {
    if (ordinal > 0) {
      int top = level(ordinal);
      if (ordinal == 1L << (top * LEVEL_BITS)) {
        // Until now ordinal 0 stood for this level, as it does for the next from now on.
        setLevel(account, top + 1, skipFor(account, top));
      }
      for (int level = Anchors.FIRST_LEVEL; level <= top; level++) {
        setLevel(account, level, position);
      }
    }
    write(account, ANCHOR, position);
  }

  private long skipFor(int account, int level) {
    return level < Anchors.FIRST_LEVEL ? rows.get(account, ANCHOR) : anchors.get(account, level);
  }

  private void setLevel(int account, int level, long position) {
    long before = anchors.set(account, level, position);
    if (log.on()) {
      log.push(change(account, LEVEL + level), before, 0);
    }
  }

  /// The largest i such that 16^i divides an ordinal, which is not 0.
  private static int level(long ordinal) {
    return Long.numberOfTrailingZeros(ordinal) / LEVEL_BITS;
  }

  /// The limits of an account, null if it has none. They are read only, see [#spend].
  @Nullable LimitState limits(int account) {
    return (rows.get(account, META) & LIMITED) == 0 ? null : limits.get(account);
  }

  /// Gives an account limits, or takes them away with null.
  void setLimits(int account, @Nullable LimitState state) {
    LimitState before = put(account, state);
    if (log.on()) {
      limitsBefore.push(Optional.ofNullable(before));
      log.push(change(account, LIMITS), 0, 0);
    }
    flag(account, LIMITED, state != null);
  }

  private @Nullable LimitState put(int account, @Nullable LimitState state) {
    LimitState before = state == null ? limits.remove(account) : limits.put(account, state);
    if (before != null && before.under >= 0) {
      pairs.remove(pair(before.under, account));
    }
    if (state != null && state.under >= 0) {
      pairs.add(pair(state.under, account));
    }
    return before;
  }

  private static long pair(int above, int account) {
    return ((long) above << Integer.SIZE) | account;
  }

  /// The account that one is directly under, -1 if none.
  int above(int account) {
    LimitState state = limits(account);
    return state == null ? -1 : state.under;
  }

  /// The accounts that are directly under one, in their order.
  List<Integer> below(int account) {
    return pairs.subSet(pair(account, 0), pair(account, Integer.MAX_VALUE)).stream()
        .map(Long::intValue)
        .toList();
  }

  /// Notes what was spent of the limits that an account has.
  void spend(int account, long windowIndex, long spentInWindow) {
    LimitState state = Objects.requireNonNull(limits(account));
    if (log.on()) {
      log.push(change(account, SPENT), state.windowIndex, state.spentInWindow);
    }
    state.windowIndex = windowIndex;
    state.spentInWindow = spentInWindow;
  }

  /// From now on changes are noted, until [#undoTrial].
  ///
  /// @throws IllegalStateException if a trial is on
  void beginTrial() {
    log.begin();
  }

  /// Takes back everything since [#beginTrial].
  void undoTrial() {
    log.end();
    while (log.pop()) {
      int account = (int) (log.what() >>> Byte.SIZE);
      int kind = (int) log.what() & 0xFF;
      switch (kind) {
        case ADDED -> removeLast((int) log.before(), (int) log.more());
        case LIMITS -> put(account, limitsBefore.pop().orElse(null));
        case SPENT -> {
          LimitState state = Objects.requireNonNull(limits.get(account));
          state.windowIndex = log.before();
          state.spentInWindow = log.more();
        }
        default -> {
          if (kind < WIDTH) {
            rows.set(account, kind, log.before());
          } else {
            anchors.set(account, kind - LEVEL, log.before());
          }
        }
      }
    }
  }

  private void removeLast(int ownersBefore, int unitsBefore) {
    rows.removeLast();
    names.removeLast();
    Arrays.fill(recentNames, null);
    if (owners.size() > ownersBefore) {
      owners.removeLast();
    }
    if (units.size() > unitsBefore) {
      units.removeLast();
    }
  }

  private void flag(int account, long flag, boolean on) {
    long meta = rows.get(account, META);
    write(account, META, on ? meta | flag : meta & ~flag);
  }

  private void write(int account, int column, long value) {
    if (log.on()) {
      log.push(change(account, column), rows.get(account, column), 0);
    }
    rows.set(account, column, value);
  }

  private static long change(int account, int what) {
    return ((long) account << Byte.SIZE) | what;
  }

  /// Writes all accounts, one after the other. The same history gives the same bytes.
  void save(DataOutput out) throws IOException {
    out.writeByte(KINDS.size());
    for (AccountKind kind : KINDS) {
      out.writeUTF(kind.name());
    }
    owners.save(out);
    units.save(out);
    names.save(out);
    for (int account = 0; account < size(); account++) {
      for (int column = 0; column < SAVED; column++) {
        out.writeLong(rows.get(account, column));
      }
      for (int level = Anchors.FIRST_LEVEL; level <= levels(account); level++) {
        out.writeLong(anchors.get(account, level));
      }
    }
    out.writeInt(limits.size());
    for (Map.Entry<Integer, LimitState> each : limits.entrySet()) {
      out.writeInt(each.getKey());
      save(each.getValue(), out);
    }
  }

  /// The highest level that has an anchor.
  private int levels(int account) {
    long newest = postings(account) - 1;
    return newest < 1L << LEVEL_BITS
        ? 0
        : (Long.SIZE - 1 - Long.numberOfLeadingZeros(newest)) / LEVEL_BITS + 1;
  }

  private static void save(LimitState state, DataOutput out) throws IOException {
    out.writeLong(state.creditLine);
    out.writeLong(state.maxBalance);
    out.writeLong(state.maxHold);
    out.writeLong(state.spendMax);
    out.writeLong(state.spendWindow);
    out.writeInt(state.under);
    out.writeLong(state.windowIndex);
    out.writeLong(state.spentInWindow);
    out.writeLong(state.since);
  }

  /// Takes up what [#save] wrote, into an empty table.
  void load(DataInput in) throws IOException {
    AccountKind[] kinds = new AccountKind[in.readUnsignedByte()];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = AccountKind.valueOf(in.readUTF());
    }
    owners.load(in);
    units.load(in);
    names.load(in);
    for (int account = 0; account < names.size(); account++) {
      rows.add();
      names.wantAgain(account);
      rows.set(account, NAME, names.first());
      rows.set(account, NAME + 1, names.second());
      for (int column = 0; column < SAVED; column++) {
        rows.set(account, column, in.readLong());
      }
      long meta = rows.get(account, META);
      long kind = KINDS.indexOf(kinds[(int) ((meta >>> KIND_SHIFT) & KIND_MASK)]);
      rows.set(account, META, (meta & ~(KIND_MASK << KIND_SHIFT)) | (kind << KIND_SHIFT));
      for (int level = Anchors.FIRST_LEVEL; level <= levels(account); level++) {
        anchors.set(account, level, in.readLong());
      }
    }
    for (int left = in.readInt(); left > 0; left--) {
      put(in.readInt(), loadLimits(in));
    }
  }

  private static LimitState loadLimits(DataInput in) throws IOException {
    LimitState state =
        new LimitState(
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readInt());
    state.windowIndex = in.readLong();
    state.spentInWindow = in.readLong();
    state.since = in.readLong();
    return state;
  }
}
