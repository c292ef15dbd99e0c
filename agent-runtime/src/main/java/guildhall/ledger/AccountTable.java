package guildhall.ledger;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The accounts, by number: 0, 1, 2 and so on in the order they were opened. No object per account:
/// about 85 bytes each with a name of 13 bytes, so that ten million fit in 1 GB.
///
/// A number is valid from [#add] on; any other is a bug of the caller and not checked. Amounts are
/// micro-credits. One thread only: the book's writer.
///
/// Everything can be put back by who made the change: setters take the old value, [#removeLast]
/// undoes [#add], [#setChain] undoes [#posted].
final class AccountTable {

  private static final List<AccountKind> KINDS = List.of(AccountKind.values());

  /// Columns of a row.
  private static final int META = 0;

  private static final int BALANCE = 1;
  private static final int HELD = 2;
  private static final int LAST = 3;
  private static final int POSTINGS = 4;
  private static final int ANCHOR = 5;
  private static final int WIDTH = 6;

  /// META: owner 30 bits (0 = itself, else number + 1) | unit 24 | kind 5 | flags 5.
  private static final int OWNER_SHIFT = 34;

  private static final long OWNER_MAX = (1L << 30) - 1;
  private static final int UNIT_SHIFT = 10;
  private static final int KIND_SHIFT = 5;
  private static final long UNIT_MASK = (1L << 24) - 1;
  private static final long KIND_MASK = 0x1F;
  private static final long FROZEN = 1;
  private static final long CLOSED = 2;
  private static final long LIMITED = 4;
  private static final long BROUGHT_OWNER = 8;
  private static final long BROUGHT_UNIT = 16;

  private static final int LEVEL_BITS = 4;
  private static final long LEVEL_MASK = 15;

  /// Of a chain: last position, postings, then anchors from level 1 on.
  private static final int CHAIN_FIXED = 3;

  private final Names names = new Names();
  private final Names owners = new Names();
  private final Names units = new Names();
  private final LongRows rows = new LongRows(WIDTH);
  private final Anchors anchors = new Anchors();
  private final TreeMap<Integer, LimitState> limits = new TreeMap<>();

  /// The number of the account of that name, or -1. Allocates nothing if the name is ASCII.
  int find(String name) {
    return names.find(name);
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
    if (unitWord > UNIT_MASK || ownerWord > OWNER_MAX) {
      throw new IllegalStateException("more units or owners than can be told apart");
    }
    int account = names.add(name);
    rows.add();
    long flags =
        (owners.size() > ownersBefore ? BROUGHT_OWNER : 0)
            | (units.size() > unitsBefore ? BROUGHT_UNIT : 0);
    rows.set(
        account,
        META,
        (ownerWord << OWNER_SHIFT)
            | (unitWord << UNIT_SHIFT)
            | ((long) KINDS.indexOf(kind) << KIND_SHIFT)
            | flags);
    return account;
  }

  /// Undoes the newest [#add]. The account has no limits.
  void removeLast() {
    long meta = rows.get(rows.size() - 1, META);
    rows.removeLast();
    names.removeLast();
    if ((meta & BROUGHT_OWNER) != 0) {
      owners.removeLast();
    }
    if ((meta & BROUGHT_UNIT) != 0) {
      units.removeLast();
    }
  }

  int size() {
    return rows.size();
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
    return (int) ((rows.get(account, META) >>> UNIT_SHIFT) & UNIT_MASK);
  }

  long balance(int account) {
    return rows.get(account, BALANCE);
  }

  void setBalance(int account, long micros) {
    rows.set(account, BALANCE, micros);
  }

  long held(int account) {
    return rows.get(account, HELD);
  }

  void setHeld(int account, long micros) {
    rows.set(account, HELD, micros);
  }

  /// Position of the entry that moved it last, -1 if none did.
  long lastPosition(int account) {
    return rows.get(account, LAST) - 1;
  }

  /// For postings without an ordinal; all others go through [#posted].
  void setLastPosition(int account, long position) {
    rows.set(account, LAST, position + 1);
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
    rows.set(account, POSTINGS, ordinal + 1);
    rows.set(account, LAST, position + 1);
    if ((ordinal & LEVEL_MASK) == 0) {
      anchor(account, ordinal, position);
    }
  }

  private void anchor(int account, long ordinal, long position) {
    if (ordinal > 0) {
      int top = level(ordinal);
      if (ordinal == 1L << (top * LEVEL_BITS)) {
        // Until now ordinal 0 stood for this level, as it does for the next from now on.
        anchors.set(account, top + 1, anchor(account, top));
      }
      for (int level = Anchors.FIRST_LEVEL; level <= top; level++) {
        anchors.set(account, level, position);
      }
    }
    rows.set(account, ANCHOR, position);
  }

  private long anchor(int account, int level) {
    return level < Anchors.FIRST_LEVEL ? rows.get(account, ANCHOR) : anchors.get(account, level);
  }

  /// The largest i such that 16^i divides an ordinal, which is not 0.
  private static int level(long ordinal) {
    return Long.numberOfTrailingZeros(ordinal) / LEVEL_BITS;
  }

  /// What [#posted] changes of an account, to be put back by [#setChain].
  long[] chain(int account) {
    int levels = levels(account);
    long[] chain = new long[CHAIN_FIXED + Math.max(0, levels - 1)];
    chain[0] = rows.get(account, LAST);
    chain[1] = rows.get(account, POSTINGS);
    chain[2] = rows.get(account, ANCHOR);
    for (int level = Anchors.FIRST_LEVEL; level <= levels; level++) {
      chain[level + 1] = anchors.get(account, level);
    }
    return chain;
  }

  /// Puts back what [#chain] gave.
  void setChain(int account, long[] chain) {
    rows.set(account, LAST, chain[0]);
    rows.set(account, POSTINGS, chain[1]);
    rows.set(account, ANCHOR, chain[2]);
    for (int level = Anchors.FIRST_LEVEL; level + 1 < chain.length; level++) {
      anchors.set(account, level, chain[level + 1]);
    }
  }

  /// The limits of an account, null if it has none.
  @Nullable LimitState limits(int account) {
    return (rows.get(account, META) & LIMITED) == 0 ? null : limits.get(account);
  }

  /// Gives an account limits, or takes them away with null.
  void setLimits(int account, @Nullable LimitState state) {
    if (state == null) {
      limits.remove(account);
    } else {
      limits.put(account, state);
    }
    flag(account, LIMITED, state != null);
  }

  /// The numbers of accounts with limits, rising.
  Set<Integer> limited() {
    return Collections.unmodifiableSet(limits.keySet());
  }

  private void flag(int account, long flag, boolean on) {
    long meta = rows.get(account, META);
    rows.set(account, META, on ? meta | flag : meta & ~flag);
  }

  /// Writes all accounts but not their limits, one after the other. The same history gives the same
  /// bytes.
  void save(DataOutput out) throws IOException {
    out.writeByte(KINDS.size());
    for (AccountKind kind : KINDS) {
      out.writeUTF(kind.name());
    }
    owners.save(out);
    units.save(out);
    names.save(out);
    for (int account = 0; account < size(); account++) {
      long meta = rows.get(account, META);
      for (int column = 0; column < WIDTH; column++) {
        out.writeLong(column == META ? meta & ~LIMITED : rows.get(account, column));
      }
      for (int level = Anchors.FIRST_LEVEL; level <= levels(account); level++) {
        out.writeLong(anchors.get(account, level));
      }
    }
  }

  /// The highest level that has an anchor.
  private int levels(int account) {
    long newest = postings(account) - 1;
    return newest < 1L << LEVEL_BITS
        ? 0
        : (Long.SIZE - 1 - Long.numberOfLeadingZeros(newest)) / LEVEL_BITS + 1;
  }

  /// Takes up what [#save] wrote, into an empty table; limits are then set one by one.
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
      for (int column = 0; column < WIDTH; column++) {
        rows.set(account, column, in.readLong());
      }
      long meta = rows.get(account, META);
      long kind = KINDS.indexOf(kinds[(int) ((meta >>> KIND_SHIFT) & KIND_MASK)]);
      rows.set(account, META, (meta & ~(KIND_MASK << KIND_SHIFT)) | (kind << KIND_SHIFT));
      for (int level = Anchors.FIRST_LEVEL; level <= levels(account); level++) {
        anchors.set(account, level, in.readLong());
      }
    }
  }
}
