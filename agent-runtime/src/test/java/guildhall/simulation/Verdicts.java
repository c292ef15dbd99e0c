package guildhall.simulation;

import guildhall.book.Entry;
import guildhall.book.SteppedBook;
import guildhall.simulation.faultdisk.SimDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Judges how a damaged disk is taken: what is opened must be the book, or the book without its
/// damaged last frame; its state must be that of its entries, never another balance.
final class Verdicts {
  private final Truth truth;
  private final Clocks clocks;
  private final List<Entry> expected;

  /// @param unknown what may or may not follow on what was acknowledged
  Verdicts(Truth truth, Clocks clocks, List<Entry> unknown) {
    this.truth = truth;
    this.clocks = clocks;
    this.expected = new ArrayList<>(truth.entries());
    expected.addAll(unknown);
  }

  /// @param lastFrame position of the first entry of the last frame if that is damaged, else -1
  Damage.Verdict of(SimDisk damaged, long lastFrame) {
    Machine machine;
    List<Entry> found;
    try {
      machine = Machine.start(damaged, clocks);
      found = machine.book.entries();
    } catch (IOException _) {
      return Damage.Verdict.DETECTED;
    }
    boolean whole = found.size() == truth.entries().size() || found.size() == expected.size();
    boolean lost = lastFrame >= 0 && found.size() == lastFrame;
    if ((!whole && !lost) || !found.equals(expected.subList(0, found.size()))) {
      throw new AssertionError(
          "damage was not noticed: %d entries of %d, the last frame from %d"
              .formatted(found.size(), expected.size(), lastFrame));
    }
    if (!SteppedBook.hash(machine.ledger).equals(Truth.hashOf(expected, found.size()))) {
      throw new AssertionError("damage was not noticed: the state is not that of the entries");
    }
    return whole ? Damage.Verdict.HARMLESS : Damage.Verdict.LAST_FRAME_LOST;
  }
}
