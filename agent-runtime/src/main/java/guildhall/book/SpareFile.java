package guildhall.book;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The zeros of the next segment, written ahead by a thread of its own, so that rolling over costs
/// the writer two syncs of a small change and not the writing of a whole segment.
final class SpareFile {

  private static final Logger LOG = LoggerFactory.getLogger(SpareFile.class);
  private static final int CHUNK = 1 << 20;

  private static final String NEXT = "next.spare";
  private static final String LARGE = "large.spare";

  private final Storage storage;
  private final long size;
  private final Executor background;
  private @Nullable FutureTask<String> making;
  private volatile boolean stopped;

  /// @param background runs what is made ahead
  SpareFile(Storage storage, long size, Executor background) {
    this.storage = storage;
    this.size = size;
    this.background = background;
  }

  /// Starts making it, unless it is there or being made. One that could not be made is tried again.
  void prepare() {
    if (making == null || making.state() == Future.State.FAILED) {
      FutureTask<String> task = new FutureTask<>(() -> make(NEXT, size));
      try {
        background.execute(task);
        making = task;
      } catch (RuntimeException | Error e) { // no thread to be had, which is not the disk's fault
        making = null;
        LOG.warn("the next segment cannot be made ahead", e);
      }
    }
  }

  /// A durable file of zeros of at least `needed` bytes; the caller renames it.
  String take(long needed) throws IOException {
    if (needed > size) {
      return make(LARGE, needed);
    }
    prepare();
    FutureTask<String> ahead = making;
    if (ahead == null) {
      return make(NEXT, size);
    }
    try {
      return finished(ahead);
    } catch (ExecutionException e) {
      LOG.warn("the next segment could not be made ahead; it is made now", e.getCause());
      return make(NEXT, size);
    } finally {
      making = null;
    }
  }

  private static String finished(FutureTask<String> ahead) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return ahead.get();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private String make(String name, long bytes) throws IOException {
    storage.delete(name);
    boolean whole = false;
    try (StoredFile file = storage.create(name)) {
      for (long at = 0; at < bytes && !stopped; at += CHUNK) {
        StoredFiles.zero(file, at, Math.min(bytes, at + CHUNK));
      }
      file.sync();
      whole = true;
    } finally {
      if (!whole) {
        storage.delete(name); // half a file of zeros is of no use, and the disk may be full
      }
    }
    return name;
  }

  /// Waits until nothing is being written any more, and removes what is left.
  void close() throws IOException {
    stopped = true;
    FutureTask<String> ahead = making;
    if (ahead != null) {
      try {
        finished(ahead);
      } catch (ExecutionException _) {
        // Nobody needs it any more.
      }
    }
    storage.delete(NEXT);
    storage.delete(LARGE);
  }
}
