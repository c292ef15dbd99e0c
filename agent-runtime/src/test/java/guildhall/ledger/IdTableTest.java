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
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ids against a map, through sealings, droppings, trials and bytes.
final class IdTableTest {

  private static final long FOR_EVER = Long.MAX_VALUE;
  private static final int HOLD = 2;

  private record Known(int kind, int status, long position, long bodyHash) {}

  /// A table and a map that are given the same.
  private static final class Pair {
    final IdTable table;
    final Map<Id, Known> map = new HashMap<>();
    final List<Id> ids = new ArrayList<>();
    long position;

    Pair(IdTable table) {
      this.table = table;
    }

    void put(Random random, Id id, long nowMicros) {
      Known known =
          new Known(random.nextInt(256), random.nextInt(256), position++, random.nextLong());
      IdTableTest.put(table, id, known, nowMicros);
      if (map.put(id, known) == null) {
        ids.add(id);
      }
    }

    void assertSame() {
      map.forEach((id, known) -> assertThat(find(table, id)).isEqualTo(known));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,50", "8,2000", "8,30000", "64,30000", "1000,1000", "1000,1001", "65536,200000"})
  void find_afterRandomPuts_isWhatAMapSays(int idsPerGeneration, int puts) {
    var random = new Random(puts);
    var pair = new Pair(new IdTable(idsPerGeneration, FOR_EVER));
    for (int i = 0; i < puts; i++) {
      long now = i * 400L;
      boolean again = !pair.ids.isEmpty() && random.nextInt(5) == 0;
      Id id = again ? pair.ids.get(random.nextInt(pair.ids.size())) : newId(random, now);
      if (!again) {
        assertThat(find(pair.table, id)).isNull();
      }
      pair.put(random, id, now);
      assertThat(find(pair.table, id)).isEqualTo(pair.map.get(id));
    }

    pair.assertSame();
    assertThat(pair.table.size()).isGreaterThanOrEqualTo(pair.map.size());
    for (int i = 0; i < 1000; i++) {
      assertThat(find(pair.table, newId(random, i * 300L))).isNull();
    }
  }

  /// Mostly in order; some late, some of one millisecond, some that are no times at all.
  private static Id newId(Random random, long nowMicros) {
    long millis =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(1 + (int) (nowMicros / 1000));
          case 1 -> 77;
          default -> nowMicros / 1000;
        };
    return random.nextInt(8) == 0
        ? new Id(random.nextLong(), random.nextLong() | (1L << 62))
        : id(millis, random.nextLong());
  }

  @Test
  void find_keysOfAllBitsAndNone_areIdsLikeOthers() {
    var table = new IdTable(2, FOR_EVER);
    List<Id> ids =
        List.of(new Id(-1, -1), new Id(0, 0), new Id(-1, 0), new Id(0, -1), new Id(1, -1));
    for (int i = 0; i < ids.size(); i++) {
      assertThat(find(table, ids.get(i))).isNull();
      put(table, ids.get(i), new Known(HOLD, 255, (1L << 48) - 1 - i, -1), 5);
    }

    for (int i = 0; i < ids.size(); i++) {
      assertThat(find(table, ids.get(i))).isEqualTo(new Known(HOLD, 255, (1L << 48) - 1 - i, -1));
    }
    assertThat(table.sealedGenerations()).isEqualTo(2);
  }

  @Test
  void put_whatDoesNotFit_isRefused() {
    var table = new IdTable(8, 0);

    assertThatThrownBy(() -> put(table, id(1, 1), new Known(HOLD, 256, 0, 0), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> put(table, id(1, 1), new Known(HOLD, 0, 1L << 48, 0), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(table.size()).isZero();
    assertThatThrownBy(() -> new IdTable(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void put_idsOlderThanTheWindow_areForgottenOnlyWithTheirWholeGeneration() {
    var table = new IdTable(2, 1_000_000);
    put(table, id(1000, 1), 1_000_000);
    put(table, id(2000, 2), 2_000_000);
    put(table, id(3000, 3), 3_000_000);
    put(table, id(3000, 4), 3_000_000);
    assertThat(table.sealedGenerations()).isEqualTo(1);

    put(table, id(3000, 5), 3_000_000);
    assertThat(find(table, id(2000, 2))).as("exactly as old as the window").isNotNull();
    assertThat(find(table, id(1000, 1))).as("shares its generation").isNotNull();

    put(table, id(3000, 6), 3_000_999);
    put(table, id(3000, 7), 3_001_000);
    assertThat(find(table, id(1000, 1))).isNull();
    assertThat(find(table, id(2000, 2))).isNull();
    assertThat(find(table, id(3000, 3))).isNotNull();
    assertThat(table.sealedGenerations()).isEqualTo(2);
  }

  @Test
  void put_idsOfTheMillisecondTheWindowBeginsIn_areForgottenOnlyWhenTheyAreTooOld() {
    long window = 1_000_000;
    var table = new IdTable(1, window);
    put(table, id(2000, 1), 2_000_000);
    put(table, id(3000, 2), 3_000_000);

    put(table, id(3000, 3), 3_000_999);
    assertThat(Ids.isTooOld(id(2000, 1), 3_000_999, window)).isFalse();
    assertThat(find(table, id(2000, 1))).isNotNull();

    put(table, id(3001, 4), 3_001_000);
    assertThat(Ids.isTooOld(id(2000, 1), 3_001_000, window)).isTrue();
    assertThat(find(table, id(2000, 1))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"8,0", "8,2000", "8,50000", "100,20000"})
  void find_anIdInsideTheWindow_isNeverForgotten(int idsPerGeneration, long windowMicros) {
    var random = new Random(windowMicros);
    var pair = new Pair(new IdTable(idsPerGeneration, windowMicros));
    for (long now = 0; now < 2_000_000; now += 100) {
      pair.put(random, newId(random, now), now);
    }
    long now = 2_000_000;

    int forgotten = 0;
    for (Id id : pair.ids) {
      Known found = find(pair.table, id);
      if (found == null) {
        forgotten++;
        boolean timeOrdered = id.low() >>> 62 == 2;
        assertThat(timeOrdered && (id.high() >>> 16) * 1000 >= now - windowMicros).isFalse();
      } else {
        assertThat(found).isEqualTo(pair.map.get(id));
      }
    }
    assertThat(forgotten).isPositive();
  }

  @Test
  void put_anEndedHoldAgain_isKeptInTheCurrentGeneration() {
    var table = new IdTable(2, FOR_EVER);
    put(table, id(1, 1), new Known(HOLD, 0, 10, 7), 1000);
    put(table, id(1, 2), 1000);
    put(table, id(1, 3), 1000);

    put(table, id(1, 1), new Known(HOLD, 9, 20, 7), 2000);

    assertThat(find(table, id(1, 1))).isEqualTo(new Known(HOLD, 9, 20, 7));
    assertThat(table.size()).isEqualTo(4);
  }

  @Test
  void undoTrial_afterPutsOfNewAndKnownIds_leavesNoTrace() throws IOException {
    var random = new Random(5);
    var pair = new Pair(new IdTable(100, 20_000_000));
    for (int round = 0; round < 400; round++) {
      long now = round * 1000L;
      byte[] before = saved(pair.table);
      pair.table.beginTrial();
      List<Id> tried = new ArrayList<>();
      for (int i = 0; i < random.nextInt(150); i++) {
        boolean again = !pair.ids.isEmpty() && random.nextInt(3) == 0;
        Id id = again ? pair.ids.get(random.nextInt(pair.ids.size())) : newId(random, now);
        Known known = new Known(6, 1, i, i);
        put(pair.table, id, known, now);
        assertThat(find(pair.table, id)).isEqualTo(known);
        tried.add(id);
      }
      pair.table.undoTrial();
      assertThat(saved(pair.table)).isEqualTo(before);
      tried.forEach(id -> assertThat(find(pair.table, id)).isEqualTo(pair.map.get(id)));

      for (int i = 0; i < 30; i++) {
        pair.put(random, newId(random, now), now);
      }
    }
    pair.assertSame();
  }

  @ParameterizedTest
  @CsvSource({"8,3000", "64,100000", "1000,50000"})
  void load_midWay_goesOnWithTheSameBytes(int idsPerGeneration, long windowMicros)
      throws IOException {
    var live = new IdTable(idsPerGeneration, windowMicros);
    run(live, 0, 5000);
    var loaded = new IdTable(idsPerGeneration, windowMicros);
    loaded.load(new DataInputStream(new ByteArrayInputStream(saved(live))));
    assertThat(saved(loaded)).isEqualTo(saved(live));
    run(live, 5000, 9000);
    run(loaded, 5000, 9000);
    var replayed = new IdTable(idsPerGeneration, windowMicros);
    run(replayed, 0, 9000);

    assertThat(saved(loaded)).isEqualTo(saved(live));
    assertThat(saved(replayed)).isEqualTo(saved(live));
    assertThat(loaded.size()).isEqualTo(live.size());
  }

  @Test
  void loadNamed_ofTheFirstForm_isTheSameTable() throws IOException {
    var table = new IdTable(5, FOR_EVER);
    run(table, 0, 6);
    byte[] saved = saved(table);
    int name = Long.BYTES + Integer.BYTES + 3 * Long.BYTES;
    byte[] named = new byte[saved.length + 2];
    System.arraycopy(saved, 0, named, 0, name);
    System.arraycopy(saved, name, named, name + 2, saved.length - name);

    var loaded = new IdTable(5, FOR_EVER);
    loaded.loadNamed(new DataInputStream(new ByteArrayInputStream(named)));
    assertThat(saved(loaded)).isEqualTo(saved);

    named[name + 1] = 1;
    assertThatThrownBy(() ->
            new IdTable(5, FOR_EVER)
                .loadNamed(new DataInputStream(new ByteArrayInputStream(named))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void fullIds_beforeAndAfterPacking_holdTheSame() throws IOException {
    var random = new Random(9);
    var collected = new RecentIds();
    for (int i = 0; i < 1000; i++) {
      collected.add(random.nextLong(), random.nextLong(), i, -i, i);
    }
    var full = new FullIds(collected);
    HeapIds packed = full.packed();

    assertThat(records(full)).isEqualTo(records(packed)).hasSize(1000);
    assertThat(packed.count()).isEqualTo(full.count());
    packed.each((high, low, value, bodyHash) -> {
      for (SealedIds each : List.of(full, packed)) {
        long[] found = new long[2];
        assertThat(each.find(high, low, found)).isTrue();
        assertThat(found).containsExactly(value, bodyHash);
        assertThat(each.find(high, low + 1, found)).isFalse();
        assertThat(found).containsExactly(value, bodyHash);
      }
      assertThat(packed.filter().mayHave(high, low)).isTrue();
    });
  }

  private static List<List<Long>> records(SealedIds ids) throws IOException {
    List<List<Long>> records = new ArrayList<>();
    ids.each((high, low, value, bodyHash) -> records.add(List.of(high, low, value, bodyHash)));
    return records;
  }

  private static void run(IdTable table, int from, int to) {
    for (int i = from; i < to; i++) {
      Id id = newId(new Random(i), i * 100L);
      put(table, id, new Known(1, i % 7, i, i), i * 100L);
    }
  }

  @Test
  void bloomFilter_ofManyIds_passesAllItHasAndFewOthers() {
    var random = new Random(1);
    var filter = new BloomFilter(10_000);
    List<Long> added = random.longs(10_000).boxed().toList();
    added.forEach(filter::add);

    assertThat(added).allMatch(filter::mayHave);
    long passed = random.longs(100_000).filter(filter::mayHave).count();
    assertThat(passed).isBetween(100L, 3000L);
  }

  static Id id(long millis, long random) {
    return new Id(
        (millis << 16) | 0x7000 | (random >>> 52), (1L << 63) | (random & ((1L << 62) - 1)));
  }

  private static void put(IdTable table, Id id, long nowMicros) {
    put(table, id, new Known(1, 0, 0, 0), nowMicros);
  }

  private static void put(IdTable table, Id id, Known known, long nowMicros) {
    table.put(id, known.kind, known.status, known.position, known.bodyHash, nowMicros);
  }

  private static @Nullable Known find(IdTable table, Id id) {
    long[] found = new long[2];
    return table.find(id, found)
        ? new Known(
            IdValue.kind(found[0]), IdValue.status(found[0]), IdValue.position(found[0]), found[1])
        : null;
  }

  static byte[] saved(IdTable table) throws IOException {
    var bytes = new ByteArrayOutputStream();
    table.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
