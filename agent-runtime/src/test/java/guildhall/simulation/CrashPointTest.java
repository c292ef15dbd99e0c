package guildhall.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Entry;
import guildhall.book.SteppedBook;
import guildhall.simulation.faultdisk.FaultCounts;
import guildhall.simulation.faultdisk.SimDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A small run is cut off before each of its operations on the disk, and at each of these points
/// the disk is left in every state it may be in: every prefix of the unsynced sectors, every subset
/// of them (so: dropped and reordered) while they are few, seeded ones beyond that, each with the
/// unsynced names kept and lost. The starts after that are cut off in the same way.
class CrashPointTest {

  private static final int SEGMENT_BYTES = 2048;
  private static final int ALL_SUBSETS_OF = 5;
  private static final int SEEDED_SUBSETS = 24;

  private final SplittableRandom random = new SplittableRandom(7);
  private final SimDisk disk = new SimDisk(1, new FaultCounts());
  private final List<Entry> acknowledged = new ArrayList<>();
  private final List<Entry> unknown = new ArrayList<>();
  private int points;
  private int states;
  private int cutStarts;

  @Test
  void start_afterACutAtEachOperation_hasAllThatWasAcknowledged() throws IOException {
    QuietLogs.whileRunning(this::record);
    System.out.printf(
        "crash points: %d operations, %d disk states, %d of them in a start%n",
        points, states, cutStarts);
    assertThat(points).isGreaterThan(150);
    assertThat(states).isGreaterThan(2_000);
    assertThat(cutStarts).isGreaterThan(500);
    assertThat(acknowledged).hasSizeGreaterThan(30);
  }

  private void record() throws IOException {
    Clocks clocks = new Clocks();
    disk.watch(this::cut);
    SteppedBook book = open(disk, new Sums(), clocks);
    for (int i = 0; i < 18; i++) {
      clocks.pass(1000);
      SteppedBook.Step step = book.begin();
      for (int j = random.nextInt(4); j >= 0; j--) {
        Sums.Added fact = new Sums.Added(i * 10L + j, "x".repeat(random.nextInt(300)));
        var _ =
            step.decide(draft -> {
              draft.append(fact);
              return true;
            });
      }
      unknown.addAll(step.entries());
      step.commit();
      acknowledged.addAll(unknown);
      unknown.clear();
      if (i % 7 == 6) {
        book.snapshot(() -> List.of(new Sums()));
      }
    }
    book.close();
    disk.watch(null);
  }

  private static SteppedBook open(SimDisk disk, Sums sums, Clocks clocks) throws IOException {
    return SteppedBook.open(
        disk, SEGMENT_BYTES, Sums.TYPES, List.of(sums), clocks.forBook(), draft -> {});
  }

  /// Called before each operation of the recorded run.
  private void cut() {
    points++;
    forEachState(disk, (copy, first) -> check(copy, points % 6 == 0 && first, acknowledged.size()));
  }

  @FunctionalInterface
  private interface Checked {
    void check(SimDisk copy, boolean first) throws IOException;
  }

  private void forEachState(SimDisk from, Checked check) {
    int pieces = from.unsyncedPieces();
    int names = from.unsyncedNames();
    List<BitSet> kept = new ArrayList<>();
    for (int i = 0; i <= pieces; i++) {
      kept.add(bits((1L << Math.min(i, 62)) - 1));
    }
    int subsets = pieces <= ALL_SUBSETS_OF ? 1 << pieces : SEEDED_SUBSETS;
    for (int i = 0; i < subsets; i++) {
      kept.add(bits(pieces <= ALL_SUBSETS_OF ? i : random.nextLong()));
    }
    boolean first = true;
    for (BitSet sectors : kept) {
      for (long set = 0; set < 1L << Math.min(names, 3); set++) {
        SimDisk copy = from.copy(1, new FaultCounts());
        BitSet changes = bits(set);
        changes.and(bits((1L << names) - 1));
        copy.crash(sectors, changes);
        states++;
        try {
          check.check(copy, first);
        } catch (IOException e) {
          throw new AssertionError(
              "point %d, %d unsynced sectors of which %s are kept, %d names of which %s"
                  .formatted(points, pieces, sectors, names, changes),
              e);
        }
        first = false;
      }
    }
  }

  private static BitSet bits(long set) {
    return BitSet.valueOf(new long[] {set});
  }

  /// Starts, and reads what is there; on the way, if told so, the start is cut off as well.
  private void check(SimDisk at, boolean cutTheStart, int least) throws IOException {
    if (cutTheStart) {
      at.watch(() ->
          forEachState(
              at,
              (copy, _) -> {
                cutStarts++;
                check(copy, false, least);
              }));
    }
    Sums sums = new Sums();
    SteppedBook book = open(at, sums, new Clocks());
    at.watch(null);
    List<Entry> found = book.entries();
    List<Entry> whole = new ArrayList<>(acknowledged);
    whole.addAll(unknown);
    boolean all = found.size() == whole.size();
    assertThat(found.size() == acknowledged.size() || all).as("%d entries", found.size()).isTrue();
    assertThat(found.equals(whole.subList(0, found.size()))).isTrue();
    Sums expected = new Sums();
    found.forEach(expected::apply);
    assertThat(sums.sum()).isEqualTo(expected.sum());
    assertThat(found.size()).isGreaterThanOrEqualTo(least);
    SteppedBook.Step step = book.begin();
    var _ =
        step.decide(draft -> {
          draft.append(new Sums.Added(1, "goes on"));
          return true;
        });
    step.commit();
    book.close();
  }
}
