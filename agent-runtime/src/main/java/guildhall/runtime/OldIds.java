package guildhall.runtime;

import guildhall.book.FolderStorage;
import guildhall.ledger.SealedIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Where a node keeps the ids its ledger has sealed: in files of the folder it was given, or in the
/// heap.
final class OldIds implements AutoCloseable {

  private static final long CLOSE_WAIT_SECONDS = 10;

  private final SealedIds.Store store;
  private final Closing closing;

  private interface Closing {
    void close() throws IOException;
  }

  private OldIds(SealedIds.Store store, Closing closing) {
    this.store = store;
    this.closing = closing;
  }

  /// @throws IOException naming the folder if somebody has it or it cannot be used
  static OldIds open(Optional<Path> folder) throws IOException {
    return folder.isEmpty() ? new OldIds(SealedIds.Store.HEAP, () -> {}) : inFiles(folder.get());
  }

  private static OldIds inFiles(Path folder) throws IOException {
    ExecutorService background =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("old-ids").daemon(true).factory());
    try {
      SealedIdFiles files = new SealedIdFiles(FolderStorage.of(folder), background);
      return new OldIds(
          files,
          () -> {
            end(background);
            files.close();
          });
    } catch (IOException | RuntimeException e) {
      background.shutdown();
      throw e;
    }
  }

  private static void end(ExecutorService background) throws IOException {
    background.shutdown();
    boolean ended = false;
    try {
      ended = background.awaitTermination(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      throw new IOException("old ids are still being written; their folder stays taken");
    }
  }

  SealedIds.Store store() {
    return store;
  }

  /// Ends what is being written and closes the files.
  ///
  /// @throws IOException if it has not ended after ten seconds; the folder then stays taken
  @Override
  public void close() throws IOException {
    closing.close();
  }
}
