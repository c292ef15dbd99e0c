package guildhall.book;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes snapshots in the background when enough of the journal is sealed. A snapshot that cannot
/// be made is logged and tried again after the next segment; the book does not depend on it.
final class SnapshotKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);

  private final Snapshots snapshots;
  private final Book.Snapshotting how;
  private final FactTypes types;
  private volatile boolean stopped;
  private long lookedAt = -1; // the committing thread's, like maker
  private @Nullable Thread maker;

  SnapshotKeeper(Snapshots snapshots, Book.Snapshotting how, FactTypes types) {
    this.snapshots = snapshots;
    this.how = how;
    this.types = types;
  }

  /// Starts making one if it is due and none is being made. Called after each commit, in turn.
  void look() {
    long sealed = snapshots.sealed();
    if (sealed == lookedAt || (maker != null && maker.isAlive()) || stopped) {
      return;
    }
    lookedAt = sealed;
    if (snapshots.uncoveredBytes() >= how.everyBytes()) {
      start();
    }
  }

  @SuppressWarnings("CatchingThrowable") // no memory for a thread: the book goes on without
  private void start() {
    try {
      maker = Thread.ofPlatform().name("book-snapshot").daemon(true).start(this::make);
    } catch (RuntimeException | Error e) {
      LOG.error("a snapshot could not be begun; the next start takes longer", e);
    }
  }

  private void make() {
    try {
      long position = snapshots.advance(how.fresh(), types, () -> stopped);
      LOG.info("the state before entry {} is put aside", position);
    } catch (CancellationException e) {
      LOG.info("a snapshot is broken off: {}", e.getMessage());
    } catch (IOException | RuntimeException | Error e) {
      LOG.error("a snapshot could not be made; the next start takes longer", e);
    }
  }

  /// Breaks off what is being made; once it has ended nothing is written any more.
  ///
  /// @return false if it has not ended by then
  boolean close(long deadlineNanos) {
    stopped = true;
    @Nullable Thread making = maker;
    return making == null || Pipeline.join(making, deadlineNanos);
  }
}
