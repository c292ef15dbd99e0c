package guildhall.book;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// The zeros of the next segment, written ahead by a thread of its own, so that rolling over costs
/// the writer two syncs of a small change and not the writing of a whole segment.
final class SpareFile {

  private static final int CHUNK = 1 << 20;

  private final Path file;
  private final long size;
  private @Nullable FutureTask<Path> making;
  private volatile boolean stopped;

  SpareFile(Path folder, long size) {
    this.file = folder.resolve("next.spare");
    this.size = size;
  }

  /// Starts making it, unless it is there or being made.
  void prepare() {
    if (making == null) {
      making = new FutureTask<>(() -> make(file, size));
      Thread.ofPlatform().name("book-spare").daemon(true).start(making);
    }
  }

  /// A durable file of zeros of at least `needed` bytes; the caller renames it.
  Path take(long needed) throws IOException {
    if (needed > size) {
      return make(file.resolveSibling("large.spare"), needed);
    }
    prepare();
    try {
      return finished();
    } catch (ExecutionException e) {
      throw new IOException("cannot make a segment of " + size + " bytes: " + file, e.getCause());
    } finally {
      making = null;
    }
  }

  private Path finished() throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return Objects.requireNonNull(making).get();
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

  private Path make(Path path, long bytes) throws IOException {
    Files.deleteIfExists(path);
    try (FileChannel channel = Disk.create(path)) {
      for (long at = 0; at < bytes && !stopped; at += CHUNK) {
        Disk.zero(channel, at, Math.min(bytes, at + CHUNK));
      }
      channel.force(true);
    }
    return path;
  }

  /// Waits until nothing is being written any more, and removes what is left.
  void close() throws IOException {
    stopped = true;
    if (making != null) {
      try {
        finished();
      } catch (ExecutionException _) {
        // Nobody needs it any more.
      }
    }
    Files.deleteIfExists(file);
    Files.deleteIfExists(file.resolveSibling("large.spare"));
  }
}
