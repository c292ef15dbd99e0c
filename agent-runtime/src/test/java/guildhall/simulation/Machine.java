package guildhall.simulation;

import guildhall.book.Draft;
import guildhall.book.Snapshotted;
import guildhall.book.SteppedBook;
import guildhall.book.Storage;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerFact;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/// A book with its ledger as one process has it open.
final class Machine {

  static final long MARGIN_MICROS = 1_000_000;
  static final long WINDOW_MICROS = 3_600_000_000L;
  private static final int IDS_PER_GENERATION = 64;
  private static final long SEGMENT_BYTES = 16 * 1024;

  final SteppedBook book;
  final Ledger ledger;

  private Machine(SteppedBook book, Ledger ledger) {
    this.book = book;
    this.ledger = ledger;
  }

  static Ledger ledger() {
    return new Ledger(MARGIN_MICROS, IDS_PER_GENERATION, WINDOW_MICROS);
  }

  static Machine start(Storage disk, Clocks clocks) throws IOException {
    Ledger ledger = ledger();
    SteppedBook book =
        SteppedBook.open(
            disk,
            SEGMENT_BYTES,
            LedgerTypes.ALL,
            List.of(ledger),
            clocks.forBook(),
            draft -> expire(ledger, draft));
    return new Machine(book, ledger);
  }

  private static void expire(Ledger ledger, Draft draft) {
    List<LedgerFact> due = ledger.nextExpired(draft.timeMicros());
    while (!due.isEmpty()) {
      due.forEach(draft::append);
      due = ledger.nextExpired(draft.timeMicros());
    }
  }

  /// Puts the state aside, built by a ledger of its own.
  void snapshot() throws IOException {
    Supplier<List<Snapshotted>> fresh = () -> List.of(ledger());
    book.snapshot(fresh);
  }
}
