package guildhall.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Accounts by number: 0, 1, 2 ... in the order they were opened.
final class AccountTable {
  private static final int LEVELS = 15;

  private static final class Row {
    final String name;
    final String owner;
    final AccountKind kind;
    final String unit;
    long balance;
    long held;
    boolean frozen;
    boolean closed;
    @Nullable LimitState limits;
    long[] chain = {-1, 0};

    Row(String name, String owner, AccountKind kind, String unit) {
      this.name = name;
      this.owner = owner;
      this.kind = kind;
      this.unit = unit;
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Integer> byName = new HashMap<>();

  int find(String name) {
    return byName.getOrDefault(name, -1);
  }

  int add(String name, String owner, AccountKind kind, String unit) {
    rows.add(new Row(name, owner, kind, unit));
    byName.put(name, rows.size() - 1);
    return rows.size() - 1;
  }

  /// Takes back the newest [#add].
  void removeLast() {
    byName.remove(rows.removeLast().name);
  }

  int size() {
    return rows.size();
  }

  String name(int account) {
    return rows.get(account).name;
  }

  String owner(int account) {
    return rows.get(account).owner;
  }

  AccountKind kind(int account) {
    return rows.get(account).kind;
  }

  String unit(int account) {
    return rows.get(account).unit;
  }

  long balance(int account) {
    return rows.get(account).balance;
  }

  void setBalance(int account, long micros) {
    rows.get(account).balance = micros;
  }

  long held(int account) {
    return rows.get(account).held;
  }

  void setHeld(int account, long micros) {
    rows.get(account).held = micros;
  }

  boolean frozen(int account) {
    return rows.get(account).frozen;
  }

  void setFrozen(int account, boolean frozen) {
    rows.get(account).frozen = frozen;
  }

  boolean closed(int account) {
    return rows.get(account).closed;
  }

  void setClosed(int account, boolean closed) {
    rows.get(account).closed = closed;
  }

  @Nullable LimitState limits(int account) {
    return rows.get(account).limits;
  }

  void setLimits(int account, @Nullable LimitState limits) {
    rows.get(account).limits = limits;
  }

  long lastPosition(int account) {
    return rows.get(account).chain[0];
  }

  long postings(int account) {
    return rows.get(account).chain[1];
  }

  long skipFor(int account) {
    long[] chain = rows.get(account).chain;
    return chain[1] == 0 ? -1 : chain[1 + Math.max(1, level(chain[1]))];
  }

  void posted(int account, long position) {
    Row row = rows.get(account);
    long ordinal = row.chain[1];
    int level = ordinal == 0 ? LEVELS : level(ordinal);
    if (row.chain.length < 2 + LEVELS) {
      row.chain = java.util.Arrays.copyOf(row.chain, 2 + LEVELS);
    }
    for (int i = 1; i <= level; i++) {
      row.chain[1 + i] = position;
    }
    row.chain[0] = position;
    row.chain[1]++;
  }

  private static int level(long ordinal) {
    return Long.numberOfTrailingZeros(ordinal) / 4;
  }

  /// Its last position, how many postings it has, and its anchors.
  long[] chain(int account) {
    return rows.get(account).chain.clone();
  }

  void setChain(int account, long[] chain) {
    rows.get(account).chain = chain;
  }
}
