package guildhall.book;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Contents in a folder of this machine: one append-only pack file and an index in memory, built at
/// open from the headers in the pack.
///
/// Those who wait together share one sync: whoever finds none running syncs for all that is written
/// by then, the others wait for it. So does the store's own thread when it is asked. A sync that
/// fails is final: later writes are refused, gets go on.
///
/// A record is written when those before it are written, so one sync makes all of them durable;
/// each says up to where the pack was durable when it was written. At open, damage behind the last
/// such statement is a torn tail and cut; damage of a header before it refuses the start; damage of
/// bytes is found by [#get].
///
/// The pack is filled with zeros ahead of what is written, so that a sync has no new block to tell
/// the file system of; they are cut off at the close, and at open.
///
/// A content is erased in its place: its header says so, then its bytes are zeros. A crash between
/// the two is made good at open.
///
/// The folder (0700) and its files (0600) belong to one open store at a time. Safe for any thread,
/// also an interrupted one.
public final class FileContentStore implements ContentStore {

  private static final Logger LOG = LoggerFactory.getLogger(FileContentStore.class);
  private static final int SCAN_WINDOW_BYTES = 256 * 1024;
  private static final int AHEAD_BYTES = 1 << 20;
  private static final int GET_WINDOW_BYTES = 16 * 1024;

  /// How the disk is asked; tests stand in for one that fails or is slow.
  @FunctionalInterface
  interface Sync extends Closeable {
    void sync(FileDescriptor file) throws IOException;

    @Override
    default void close() throws IOException {}
  }

  private final Path pack;
  private final Sync sync;
  private final FolderLock folderLock;
  private final RandomAccessFile
      file; // not a channel, which an interrupt of one thread would close
  private final Bits128 salt;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition synced = lock.newCondition();
  private final Condition asked = lock.newCondition();
  private final ContentIndex index = new ContentIndex(); // guarded by lock, as all below
  private long written;
  private long allocated; // at least `written`
  private long durable;
  private long wanted; // to be made durable by the store's own thread
  private boolean syncing;
  private boolean closed;
  private @Nullable IOException failure;

  private FileContentStore(Path pack, FolderLock folderLock, Bits128 salt, Sync sync)
      throws IOException {
    this.pack = pack;
    this.sync = sync;
    this.folderLock = folderLock;
    this.salt = salt;
    this.file = new RandomAccessFile(pack.toFile(), "rw");
  }

  /// Opens the store of a folder, making it if it is not there. Reads every header.
  ///
  /// @throws IOException naming the folder if it is open elsewhere, or the place if it is damaged
  public static FileContentStore open(Path folder) throws IOException {
    return opened(folder, DataSync::new);
  }

  @FunctionalInterface
  private interface SyncOf {
    Sync of(Path pack) throws IOException;
  }

  static FileContentStore open(Path folder, Sync sync) throws IOException {
    return opened(folder, _ -> sync);
  }

  private static FileContentStore opened(Path folder, SyncOf sync) throws IOException {
    Disk.createFolder(folder);
    FolderLock folderLock = FolderLock.take(folder);
    @Nullable FileContentStore opened = null;
    try {
      Path pack = folder.resolve("contents.pack");
      if (!Files.exists(pack)) {
        PackHeader.create(pack, folder);
      }
      opened = new FileContentStore(pack, folderLock, PackHeader.salt(pack), sync.of(pack));
      opened.recover();
      var _ = Thread.ofPlatform().name("contents-sync").daemon(true).start(opened::syncWhenAsked);
      return opened;
    } catch (IOException | RuntimeException e) {
      if (opened != null) {
        opened.sync.close();
        opened.file.close();
      }
      folderLock.close();
      throw e;
    }
  }

  private void recover() throws IOException {
    lock.lock();
    try (FileWindow bytes = FileWindow.of(pack, SCAN_WINDOW_BYTES)) {
      var unproven = new ArrayDeque<ContentRecord>();
      long end = readHeaders(bytes, unproven);
      refuseIfOnceDurable(bytes, end);
      end = prove(bytes, unproven, end);
      if (end < bytes.size()) {
        cutOff(bytes, end);
      }
      sync.sync(file.getFD());
      written = end;
      allocated = end;
      durable = end;
    } finally {
      lock.unlock();
    }
  }

  private void cutOff(FileWindow bytes, long end) throws IOException {
    long torn = end;
    for (long at = end; at < bytes.size(); at += ContentRecord.ALIGNMENT) {
      int length = (int) Math.min(ContentRecord.ALIGNMENT, bytes.size() - at);
      @Nullable ByteBuffer part = bytes.bytes(at, length);
      while (part != null && part.hasRemaining()) {
        torn = part.get() == 0 ? torn : at + length;
      }
    }
    if (torn > end) {
      LOG.warn("a torn tail of {} bytes is cut off: {}:{}", torn - end, pack, end);
    }
    file.setLength(end);
  }

  /// Indexes what is proven durable by a later header; leaves the rest in `unproven`.
  private long readHeaders(FileWindow bytes, ArrayDeque<ContentRecord> unproven)
      throws IOException {
    long end = PackHeader.BYTES;
    @Nullable ContentRecord found = ContentRecord.read(bytes, end, salt);
    while (found != null) {
      durable = Math.max(durable, found.durable());
      unproven.add(found);
      while (!unproven.isEmpty() && unproven.getFirst().offset() < durable) {
        ContentRecord proven = unproven.removeFirst();
        if (!proven.erased()) {
          index.add(proven.id(), proven.offset());
        } else if (!proven.isBlank(bytes)) {
          blank(proven);
        }
      }
      end = found.end();
      found = ContentRecord.read(bytes, end, salt);
    }
    return end;
  }

  private void refuseIfOnceDurable(FileWindow bytes, long end) throws IOException {
    for (long at = end; at < bytes.size(); at += ContentRecord.ALIGNMENT) {
      @Nullable ContentRecord later = ContentRecord.read(bytes, at, salt);
      if (later != null) {
        durable = Math.max(durable, later.durable());
      }
    }
    if (durable > end) {
      throw new IOException("a header is damaged at " + pack + ":" + end);
    }
  }

  /// Checks what may not have been durable, and writes it again: after a sync that failed, the
  /// system may take pages for written that are not.
  private long prove(FileWindow bytes, ArrayDeque<ContentRecord> unproven, long end)
      throws IOException {
    for (ContentRecord next : unproven) {
      if (next.erased()) {
        blank(next); // it was durable before it was erased
        continue;
      }
      byte[] content = next.content(bytes);
      if (content == null) {
        return next.offset();
      }
      file.seek(next.offset());
      file.write(ContentRecord.write(salt, next.id(), next.durable(), content));
      index.add(next.id(), next.offset());
    }
    return end;
  }

  @Override
  public ContentId write(String owner, byte[] bytes) throws IOException {
    ContentId id = ContentId.of(salt, owner, bytes);
    lock.lock();
    try {
      refuseIfClosed();
      long known = index.find(id);
      if (known == ContentIndex.NONE || known >= durable) {
        refuseIfFailed();
      }
      if (known == ContentIndex.NONE) {
        write(id, bytes);
      }
      return id;
    } finally {
      lock.unlock();
    }
  }

  private void refuseIfClosed() throws IOException {
    if (closed) {
      throw new IOException("the content store is closed: " + pack);
    }
  }

  private void refuseIfFailed() throws IOException {
    if (failure != null) {
      throw new IOException("the content store takes nothing any more: " + pack, failure);
    }
  }

  private void write(ContentId id, byte[] bytes) throws IOException {
    byte[] whole = ContentRecord.write(salt, id, durable, bytes);
    try {
      if (written + whole.length > allocated) {
        allocate(whole.length);
        file.seek(written); // where it is after every other write
      }
      file.write(whole);
    } catch (IOException e) {
      undo(e);
      throw e;
    }
    index.add(id, written);
    written += whole.length;
  }

  private void allocate(int needed) throws IOException {
    int bytes = Math.max(AHEAD_BYTES, needed);
    file.seek(allocated);
    file.write(new byte[bytes]);
    allocated += bytes;
  }

  /// A full disk need not stop the store if the half record can be taken back.
  private void undo(IOException cause) {
    try {
      file.setLength(written);
      allocated = written;
    } catch (IOException e) {
      cause.addSuppressed(e);
      failure = cause;
    }
  }

  @Override
  public void startSync(long before) {
    lock.lock();
    try {
      if (durable < before && wanted < before) {
        wanted = before;
        asked.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void syncWhenAsked() {
    lock.lock();
    try {
      while (!closed && failure == null) {
        if (durable < wanted && !syncing) {
          syncNow();
        } else {
          asked.awaitUninterruptibly();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void sync(long before) throws IOException {
    lock.lock();
    try {
      awaitDurable(before);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until what lies before an offset is durable, syncing for everybody if nobody else does.
  private void awaitDurable(long before) throws IOException {
    while (durable < before) {
      refuseIfFailed();
      if (syncing) {
        synced.awaitUninterruptibly();
      } else {
        syncNow();
      }
    }
  }

  private void syncNow() {
    long upTo = written;
    syncing = true;
    @Nullable IOException outcome = new IOException("a sync broke off: " + pack);
    lock.unlock();
    try {
      sync.sync(file.getFD());
      outcome = null;
    } catch (IOException e) {
      outcome = e;
    } finally {
      lock.lock();
      syncing = false;
      failure = outcome;
      if (outcome == null) {
        durable = upTo;
      }
      synced.signalAll();
      asked.signal();
    }
  }

  /// Bytes of the pack that are written, durable or not.
  @Override
  public long written() {
    lock.lock();
    try {
      return written;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<byte[]> get(ContentId id) throws IOException {
    long offset;
    lock.lock();
    try {
      refuseIfClosed();
      offset = index.find(id);
      if (offset == ContentIndex.NONE || offset >= durable) {
        return Optional.empty();
      }
    } finally {
      lock.unlock();
    }
    try (FileWindow bytes = FileWindow.of(pack, GET_WINDOW_BYTES)) {
      @Nullable ContentRecord found = ContentRecord.read(bytes, offset, salt);
      byte[] content = found == null || !found.id().equals(id) ? null : found.content(bytes);
      if (content == null && isKnown(id)) {
        throw damaged(id, offset);
      }
      return Optional.ofNullable(content); // if it is null it was erased meanwhile
    }
  }

  private boolean isKnown(ContentId id) {
    lock.lock();
    try {
      return index.find(id) != ContentIndex.NONE;
    } finally {
      lock.unlock();
    }
  }

  private IOException damaged(ContentId id, long offset) {
    return new IOException("content " + id + " is damaged at " + pack + ":" + offset);
  }

  @Override
  public void erase(ContentId id) throws IOException {
    lock.lock();
    try {
      refuseIfClosed();
      long offset = index.find(id);
      if (offset == ContentIndex.NONE) {
        return;
      }
      awaitDurable(written); // what follows it says that it was durable
      while (syncing) {
        synced.awaitUninterruptibly();
      }
      refuseIfFailed();
      erase(record(id, offset));
      index.forget(id);
    } finally {
      lock.unlock();
    }
  }

  private ContentRecord record(ContentId id, long offset) throws IOException {
    try (FileWindow bytes = FileWindow.of(pack, GET_WINDOW_BYTES)) {
      @Nullable ContentRecord found = ContentRecord.read(bytes, offset, salt);
      if (found == null || !found.id().equals(id)) {
        throw damaged(id, offset);
      }
      return found;
    }
  }

  /// Under the lock, so nobody else writes or syncs. The header first: a content whose bytes are
  /// half gone must not be taken for a damaged one.
  private void erase(ContentRecord record) throws IOException {
    try {
      file.seek(record.offset());
      file.write(record.erasedHeader(salt));
      sync.sync(file.getFD());
      blank(record);
      sync.sync(file.getFD());
    } catch (IOException e) {
      failure = e; // the header may be on disk, or not
      throw e;
    } finally {
      file.seek(written);
    }
  }

  private void blank(ContentRecord record) throws IOException {
    byte[] zeros = new byte[Math.toIntExact(record.end() - record.offset())];
    file.seek(record.offset() + ContentRecord.HEADER_BYTES);
    file.write(zeros, 0, zeros.length - ContentRecord.HEADER_BYTES);
  }

  /// Makes durable what is being put, and closes. Later calls are refused.
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      try {
        if (failure == null) {
          awaitDurable(written);
        }
      } finally {
        asked.signal();
        while (syncing) {
          synced.awaitUninterruptibly();
        }
        file.setLength(written);
        sync.close();
        file.close();
        folderLock.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
