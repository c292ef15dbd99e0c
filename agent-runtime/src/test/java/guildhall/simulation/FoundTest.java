package guildhall.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.CorruptJournalException;
import guildhall.book.Entry;
import guildhall.book.SteppedBook;
import guildhall.simulation.faultdisk.Fault;
import guildhall.simulation.faultdisk.FaultCounts;
import guildhall.simulation.faultdisk.FaultPlan;
import guildhall.simulation.faultdisk.PowerCut;
import guildhall.simulation.faultdisk.SimDisk;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What seeds have found, cut down to its steps.
class FoundTest {

  private static final int SEGMENT_BYTES = 2048;

  private final SimDisk disk = new SimDisk(1, new FaultCounts());
  private final Clocks clocks = new Clocks();

  private SteppedBook open(SimDisk at) throws IOException {
    return SteppedBook.open(
        at, SEGMENT_BYTES, Sums.TYPES, List.of(new Sums()), clocks.forBook(), draft -> {});
  }

  private static void add(SteppedBook book, int amount, int length) throws IOException {
    SteppedBook.Step step = book.begin();
    var _ =
        step.decide(draft -> {
          draft.append(new Sums.Added(amount, "x".repeat(length)));
          return true;
        });
    step.commit();
  }

  /// The process ended between renaming a new segment and syncing its name; the next one found the
  /// segment and went on in it, and acknowledged.
  @Test
  void start_withASegmentWhoseNameIsNotSynced_syncsIt() throws IOException {
    SteppedBook book = open(disk);
    add(book, 0, 1000);
    book.close();

    QuietLogs.whileRunning(() -> {
      for (int operation = 0; operation < 30; operation++) {
        continueAfterFailure(disk.copy(1, new FaultCounts()), operation, Fault.NAMES_ERROR);
        continueAfterFailure(disk.copy(1, new FaultCounts()), operation, Fault.NAMES_SYNC_ERROR);
      }
    });
  }

  /// Lets the n-th operation of the next batch fail, restarts without a power cut, adds, and only
  /// then cuts the power.
  private void continueAfterFailure(SimDisk at, long operation, Fault fault) throws IOException {
    SteppedBook book = open(at);
    at.plan(new FaultPlan().at(at.operations() + operation + 1, fault));
    try {
      add(book, 1, 1000);
    } catch (IOException _) {
      // its outcome is unknown
    }
    at.kill();
    SteppedBook next = open(at);
    add(next, 2, 10);
    List<Entry> acknowledged = next.entries();
    at.crash(PowerCut.LOSES_ALL);
    assertThat(open(at).entries().equals(acknowledged)).isTrue();
    assertThat(acknowledged).hasSizeGreaterThan(1);
  }

  /// A snapshot lets the start pass over old segments unread; whoever reads them later was given
  /// the entries in the wrong order.
  @Test
  void entries_ofFramesThatChangedPlacesBelowASnapshot_areRefused() throws IOException {
    SteppedBook book = open(disk);
    for (int i = 0; i < 12; i++) {
      add(book, i, 10);
    }
    book.snapshot(() -> List.of(new Sums()));
    book.close();
    List<Damage.FrameAt> frames = Damage.frames(disk);
    Damage.FrameAt one = frames.get(0);
    Damage.FrameAt other = frames.get(1);
    byte[] file = Objects.requireNonNull(disk.bytes(one.name()));
    assertThat(other.name()).isEqualTo(one.name());
    byte[] first = Arrays.copyOfRange(file, one.at(), one.at() + one.length());
    byte[] second = Arrays.copyOfRange(file, other.at(), other.at() + other.length());

    disk.put(one.name(), one.at(), second);
    disk.put(other.name(), other.at(), first);

    SteppedBook damaged = open(disk);
    assertThatThrownBy(damaged::entries).isInstanceOf(CorruptJournalException.class);
  }

  /// A start zeroed a torn frame, the sync of that failed, and the next start read the zeros back
  /// from memory. The book went on in another segment. After a power cut the torn frame is there
  /// again: whoever then reads the segment below a snapshot took it for one of the book's.
  @Test
  void entries_ofASegmentWhoseTornFrameCameBack_areThoseOfTheBook() throws IOException {
    int cameBack = 0;
    for (int seed = 0; seed < 8; seed++) {
      SimDisk at = new SimDisk(seed, new FaultCounts());
      SteppedBook book = open(at);
      add(book, 0, 100);
      tear(at, book);
      failToZero(at);
      SteppedBook next = open(at);
      for (int i = 1; i < 4; i++) {
        add(next, i, 1000); // more than the first segment has room for
      }
      next.snapshot(() -> List.of(new Sums()));
      List<Entry> acknowledged = next.entries();
      next.close();
      at.crash(PowerCut.LOSES_ALL);
      cameBack += Damage.frames(at).size() > acknowledged.size() ? 1 : 0;
      assertThat(open(at).entries().equals(acknowledged)).isTrue();
      assertThat(acknowledged).hasSize(4);
    }
    assertThat(cameBack).isPositive();
  }

  /// The power fails when the first of two sectors of the next frame has reached the disk.
  private static void tear(SimDisk at, SteppedBook book) throws IOException {
    at.plan(new FaultPlan().at(at.operations() + 2, Fault.POWER_CUT));
    assertThatThrownBy(() -> add(book, 1, 700)).isInstanceOf(IOException.class);
    BitSet first = new BitSet();
    first.set(0);
    at.crash(first, new BitSet());
  }

  private void failToZero(SimDisk at) throws IOException {
    at.plan(new FaultPlan().often(Fault.SYNC_ERROR, 1000));
    QuietLogs.whileRunning(
        () -> assertThatThrownBy(() -> open(at)).isInstanceOf(IOException.class));
    at.kill();
  }
}
