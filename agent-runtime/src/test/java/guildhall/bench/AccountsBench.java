package guildhall.bench;

import guildhall.ledger.Id;
import guildhall.ledger.TableProbe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the ledger's tables cost: heap bytes and nanoseconds for ten million accounts, named
/// `agent-0001234` and each its own owner, opened in order and found in a scattered order; and for
/// four million time-ordered ids, a thousand a millisecond.
///
/// Baseline in the same round: a HashMap of the names, or of the ids, to one object each. Heap is
/// what is in use after a collection, more than before it; keys that a map holds are its own. `mvn
/// -q -Pbench -Dbench=accounts`.
final class AccountsBench implements Bench.Benchmark {

  private static final int ROUNDS = 3;
  private static final int ACCOUNTS = 10_000_000;
  private static final int IDS = 4_000_000;
  private static final int SEALED = 1 << 16;
  private static final int SCATTER = 7_368_787; // a prime

  /// What one of the contenders does.
  private interface Table {
    void add(int number);

    boolean has(int number);
  }

  private interface Maker {
    Table make();
  }

  private enum Measure {
    BYTES,
    ADD,
    FIND,
    MISS
  }

  @Override
  public void run(Report report) {
    compare(report, "account", ACCOUNTS, AccountsBench::accounts, AccountsBench::accountMap);
    compare(report, "recent id", IDS, () -> ids(Integer.MAX_VALUE), AccountsBench::idMap);
    compare(report, "sealed id", IDS, () -> ids(SEALED), AccountsBench::idMap);
  }

  private static void compare(Report report, String what, int count, Maker ours, Maker theirs) {
    Measure[] measures = Measure.values();
    List<double[]> values = new ArrayList<>();
    List<double[]> baselines = new ArrayList<>();
    for (int round = -1; round < ROUNDS; round++) {
      double[] baseline = measure(theirs, count);
      double[] value = measure(ours, count);
      if (round >= 0) {
        values.add(value);
        baselines.add(baseline);
      }
    }
    for (int i = 0; i < measures.length; i++) {
      int measure = i;
      boolean bytes = measures[i] == Measure.BYTES;
      report.ratio(
          what + ", " + measures[i].name().toLowerCase(Locale.ROOT) + ", against a HashMap",
          bytes ? "bytes" : "ns",
          values.stream().mapToDouble(each -> each[measure]).toArray(),
          baselines.stream().mapToDouble(each -> each[measure]).toArray(),
          Optional.empty());
    }
  }

  /// In the order of [Measure], each for one of `count`.
  private static double[] measure(Maker maker, int count) {
    long before = used();
    Table table = maker.make();
    long start = System.nanoTime();
    for (int number = 0; number < count; number++) {
      table.add(number);
    }
    long added = System.nanoTime();
    long bytes = used() - before;
    long from = System.nanoTime();
    check(table, count, 0, true);
    long found = System.nanoTime();
    check(table, count, count, false);
    long missed = System.nanoTime();
    return new double[] {
      (double) bytes / count,
      (double) (added - start) / count,
      (double) (found - from) / count,
      (double) (missed - found) / count
    };
  }

  private static void check(Table table, int count, int offset, boolean expected) {
    for (int i = 0; i < count; i++) {
      int number = (int) ((long) i * SCATTER % count);
      if (table.has(offset + number) != expected) {
        throw new IllegalStateException("wrong about " + (offset + number));
      }
    }
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static Table accounts() {
    TableProbe table = new TableProbe(1);
    return new Table() {
      @Override
      public void add(int number) {
        table.add(name(number));
      }

      @Override
      public boolean has(int number) {
        return table.find(name(number)) >= 0;
      }
    };
  }

  private static Table accountMap() {
    Map<String, Object> map = new HashMap<>();
    return new Table() {
      @Override
      public void add(int number) {
        map.put(name(number), new Object());
      }

      @Override
      public boolean has(int number) {
        return map.containsKey(name(number));
      }
    };
  }

  private static Table ids(int idsPerGeneration) {
    TableProbe table = new TableProbe(idsPerGeneration);
    return new Table() {
      @Override
      public void add(int number) {
        table.put(id(number), number, number);
      }

      @Override
      public boolean has(int number) {
        return table.knows(id(number));
      }
    };
  }

  private static Table idMap() {
    Map<Id, Object> map = new HashMap<>();
    return new Table() {
      @Override
      public void add(int number) {
        map.put(id(number), new Object());
      }

      @Override
      public boolean has(int number) {
        return map.containsKey(id(number));
      }
    };
  }

  /// Cheap to make, so that little of what is measured is the name: `agent-0001234`.
  private static String name(int number) {
    byte[] bytes = {'a', 'g', 'e', 'n', 't', '-', 0, 0, 0, 0, 0, 0, 0, 0};
    int left = number;
    for (int at = bytes.length - 1; at >= 6; at--) {
      bytes[at] = (byte) ('0' + left % 10);
      left /= 10;
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  /// Those that are missed have times of those that are there.
  private static Id id(int number) {
    long bits = number * 0x9E3779B97F4A7C15L;
    long millis = number % IDS / 1000;
    return new Id((millis << 16) | 0x7000 | (bits >>> 52), (1L << 63) | (bits & ((1L << 62) - 1)));
  }
}
