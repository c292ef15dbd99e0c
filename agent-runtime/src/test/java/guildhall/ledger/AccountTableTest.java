package guildhall.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The accounts' columns, names, express pointers, trials and bytes.
final class AccountTableTest {

  private static final AccountKind KIND = AccountKind.PRINCIPAL;
  private static final List<AccountKind> KINDS = List.of(AccountKind.values());

  @Test
  void find_namesOfEverySort_givesTheNumberOfEach() {
    var table = new AccountTable();
    List<String> names =
        List.of("", "a", "ab", "ba", "a\0", "agent-1", "Zoë", "会計", "🦊🦊", "x".repeat(300));
    for (String name : names) {
      assertThat(table.find(name)).isEqualTo(-1);
      table.add(name, name, KIND, "credit");
    }

    for (int i = 0; i < names.size(); i++) {
      assertThat(table.find(names.get(i))).isEqualTo(i);
      assertThat(table.name(i)).isEqualTo(names.get(i));
      assertThat(table.owner(i)).isEqualTo(names.get(i));
    }
    assertThat(table.find("agent-2")).isEqualTo(-1);
    assertThat(table.size()).isEqualTo(names.size());
  }

  @Test
  void add_aNameThatIsNoText_isRefusedAndNothingIsAdded() {
    var table = new AccountTable();
    table.add("?", "?", KIND, "credit");

    assertThat(table.find("\ud800")).isEqualTo(-1);
    assertThatThrownBy(() -> table.add("\ud800", "\ud800", KIND, "credit"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> table.add("x".repeat(70_000), "o", KIND, "credit"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(table.size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 17, 1000, 60_000})
  void columns_randomChanges_areWhatAMapOfObjectsSays(int accounts) {
    var random = new Random(accounts);
    var table = new AccountTable();
    Map<String, Plain> expected = new HashMap<>();
    for (int i = 0; i < accounts; i++) {
      String name = "agent-" + Integer.toString(random.nextInt(), 36) + "-" + i;
      String owner = random.nextBoolean() ? name : "owner-" + random.nextInt(5);
      String unit = random.nextInt(10) == 0 ? "token-" + random.nextInt(3) : "credit";
      AccountKind kind = KINDS.get(random.nextInt(KINDS.size()));
      assertThat(table.add(name, owner, kind, unit)).isEqualTo(i);
      expected.put(name, new Plain(i, owner, kind, unit));
    }
    List<String> names = new ArrayList<>(expected.keySet());
    for (int i = 0; i < accounts * 4; i++) {
      String name = names.get(random.nextInt(accounts));
      int account = table.find(name);
      Plain plain = Objects.requireNonNull(expected.get(name));
      assertThat(account).isEqualTo(plain.number);
      change(random, table, account, plain);
    }

    expected.forEach((name, plain) -> {
      int account = table.find(name);
      assertThat(table.name(account)).isEqualTo(name);
      assertThat(Plain.of(table, account)).isEqualTo(plain);
    });
  }

  private static void change(Random random, AccountTable table, int account, Plain plain) {
    switch (random.nextInt(6)) {
      case 0 -> {
        plain.balance = random.nextLong();
        table.setBalance(account, plain.balance);
      }
      case 1 -> {
        plain.held = random.nextLong();
        table.setHeld(account, plain.held);
      }
      case 2 -> {
        plain.last = random.nextInt(1000) - 1L;
        table.setLastPosition(account, plain.last);
      }
      case 3 -> {
        plain.frozen = random.nextBoolean();
        table.setFrozen(account, plain.frozen);
      }
      case 4 -> {
        plain.closed = random.nextBoolean();
        table.setClosed(account, plain.closed);
      }
      default -> {
        plain.limited = random.nextBoolean();
        table.setLimits(account, plain.limited ? limits(account) : null);
      }
    }
  }

  @Test
  void skipFor_chainsOf70000Postings_isAsTheRuleSays() {
    var random = new Random(7);
    var table = new AccountTable();
    List<List<Long>> chains = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      table.add("account-" + i, "o", KIND, "credit");
      chains.add(new ArrayList<>());
    }
    long position = 0;
    while (chains.stream().anyMatch(chain -> chain.size() < 70_000)) {
      int account = random.nextInt(3);
      List<Long> chain = chains.get(account);
      position += random.nextInt(3) + 1;
      assertThat(table.postings(account)).isEqualTo(chain.size());
      assertThat(table.lastPosition(account)).isEqualTo(chain.isEmpty() ? -1 : chain.getLast());
      assertThat(table.skipFor(account))
          .as("ordinal %d", chain.size())
          .isEqualTo(skipByTheRule(chain));
      table.posted(account, position);
      chain.add(position);
    }
  }

  /// The specification word by word: of ordinal n, where n is how many there were.
  static long skipByTheRule(List<Long> chain) {
    int n = chain.size();
    if (n == 0) {
      return -1;
    }
    if (n % 16 != 0) {
      return chain.get(n / 16 * 16);
    }
    int power = 16;
    while (n % (power * 16) == 0) {
      power *= 16;
    }
    return chain.get(n - power);
  }

  @Test
  void undoTrial_afterChangesOfAllSorts_leavesNoTrace() throws IOException {
    var random = new Random(3);
    var table = new AccountTable();
    for (int i = 0; i < 40; i++) {
      table.add("a" + i, i % 3 == 0 ? "a" + i : "o" + i % 2, KIND, "credit");
    }
    long position = 0;
    for (int round = 0; round < 600; round++) {
      byte[] before = saved(table);
      int sizeBefore = table.size();
      table.beginTrial();
      for (int i = 0; i < random.nextInt(100); i++) {
        anything(random, table, "trial" + i, position + i);
      }
      table.undoTrial();
      assertThat(saved(table)).isEqualTo(before);
      assertThat(table.size()).isEqualTo(sizeBefore);
      assertThat(table.find("trial0")).isEqualTo(-1);

      for (int i = 0; i < 100; i++) {
        anything(random, table, "real" + round + "." + i, position++);
      }
    }
    for (int account = 0; account < table.size(); account++) {
      assertThat(table.find(table.name(account))).isEqualTo(account);
    }
  }

  private static void anything(Random random, AccountTable table, String newName, long position) {
    int account = random.nextInt(Math.min(table.size(), 8));
    int what = random.nextInt(40);
    if (what == 0) {
      boolean newOwner = random.nextBoolean();
      String unit = random.nextInt(20) == 0 ? "unit-of-" + newName : "credit";
      table.add(newName, newOwner ? "owner-of-" + newName : newName, KIND, unit);
    } else if (what < 30) {
      table.posted(account, position);
    } else if (what < 32 && table.limits(account) != null) {
      table.spend(account, position, random.nextInt());
    } else {
      change(random, table, account, new Plain(0, "", KIND, ""));
    }
  }

  @Test
  void beginTrial_twice_isRefused() {
    var table = new AccountTable();
    table.beginTrial();

    assertThatThrownBy(table::beginTrial).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void load_whatWasSaved_goesOnAsIfItHadNeverStopped() throws IOException {
    var random = new Random(11);
    var table = new AccountTable();
    table.add("first", "first", KIND, "credit");
    long position = 0;
    for (; position < 30_000; position++) {
      anything(random, table, "agent" + position, position);
    }
    var loaded = new AccountTable();
    loaded.load(new DataInputStream(new ByteArrayInputStream(saved(table))));
    assertThat(saved(loaded)).isEqualTo(saved(table));

    var one = new Random(12);
    var other = new Random(12);
    for (; position < 60_000; position++) {
      anything(one, table, "agent" + position, position);
      anything(other, loaded, "agent" + position, position);
    }
    assertThat(saved(loaded)).isEqualTo(saved(table));
    for (int account = 0; account < table.size(); account++) {
      assertThat(loaded.find(table.name(account))).isEqualTo(account);
      assertThat(loaded.skipFor(account)).isEqualTo(table.skipFor(account));
      assertThat(Plain.of(loaded, account)).isEqualTo(Plain.of(table, account));
    }
  }

  private static byte[] saved(AccountTable table) throws IOException {
    var bytes = new ByteArrayOutputStream();
    table.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static LimitState limits(int account) {
    return new LimitState(account, 2, 3, 4, 5, -1);
  }

  /// An account as anybody would write it.
  private static final class Plain {
    final int number;
    final String owner;
    final AccountKind kind;
    final String unit;
    long balance;
    long held;
    long last = -1;
    boolean frozen;
    boolean closed;
    boolean limited;

    Plain(int number, String owner, AccountKind kind, String unit) {
      this.number = number;
      this.owner = owner;
      this.kind = kind;
      this.unit = unit;
    }

    static Plain of(AccountTable table, int account) {
      Plain plain =
          new Plain(account, table.owner(account), table.kind(account), table.unit(account));
      plain.balance = table.balance(account);
      plain.held = table.held(account);
      plain.last = table.lastPosition(account);
      plain.frozen = table.frozen(account);
      plain.closed = table.closed(account);
      plain.limited = table.limits(account) != null;
      return plain;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Plain plain && plain.toString().equals(toString());
    }

    @Override
    public int hashCode() {
      return number;
    }

    @Override
    public String toString() {
      return List.of(number, owner, kind, unit, balance, held, last, frozen, closed, limited)
          .toString();
    }
  }
}
