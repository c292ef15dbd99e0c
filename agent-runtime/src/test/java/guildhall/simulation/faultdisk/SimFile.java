package guildhall.simulation.faultdisk;

import guildhall.book.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A file that is open until it is closed or its process has ended.
final class SimFile implements StoredFile {
  private final SimDisk disk;
  private final String name;
  private final Inode inode;
  private final long life;
  private final boolean readOnly;
  private boolean closed;

  SimFile(SimDisk disk, String name, Inode inode, long life, boolean readOnly) {
    this.disk = disk;
    this.name = name;
    this.inode = inode;
    this.life = life;
    this.readOnly = readOnly;
  }

  private void refuseUnlessOpen(boolean toWrite) throws IOException {
    if (closed || life != disk.life() || (toWrite && readOnly)) {
      throw new IOException("not open for this: " + disk.where(name));
    }
  }

  @Override
  public long size() throws IOException {
    refuseUnlessOpen(false);
    return inode.size();
  }

  @Override
  public int read(ByteBuffer into, long at) throws IOException {
    refuseUnlessOpen(false);
    disk.operation(name);
    if (disk.fails(Fault.READ_ERROR)) {
      throw disk.error("read", name);
    }
    if (at >= inode.size()) {
      return -1;
    }
    int length = Math.toIntExact(Math.min(into.remaining(), inode.size() - at));
    if (length > 1 && disk.fails(Fault.SHORT_READ)) {
      length = 1 + disk.random(length - 1);
    }
    into.put(inode.live(), Math.toIntExact(at), length);
    return length;
  }

  @Override
  public int write(ByteBuffer from, long at) throws IOException {
    refuseUnlessOpen(true);
    boolean powerless = disk.operation(name);
    int length = from.remaining();
    if (length > 1 && disk.fails(Fault.SHORT_WRITE)) {
      length = 1 + disk.random(length - 1);
    }
    boolean failed = disk.fails(Fault.WRITE_ERROR);
    length = failed ? disk.random(length + 1) : length;
    long grows = Math.max(0, at + length - inode.size());
    long room = disk.grow(grows);
    length -= Math.toIntExact(grows - room);
    byte[] bytes = new byte[Math.max(0, length)];
    from.get(bytes);
    if (bytes.length > 0) {
      inode.write(Math.toIntExact(at), bytes);
    }
    if (powerless || failed) {
      throw disk.error("write", name);
    }
    if (grows > room && bytes.length == 0) {
      throw new IOException("no space left on the device: " + disk.where(name));
    }
    return bytes.length;
  }

  @Override
  public void sync() throws IOException {
    refuseUnlessOpen(true);
    if (disk.operation(name)) {
      throw disk.error("sync", name);
    }
    if (disk.fails(Fault.SYNC_ERROR)) {
      for (Inode.Piece piece : inode.pieces()) {
        if (disk.random(2) == 0) {
          inode.keep(piece);
        }
      }
      inode.forget();
      throw disk.error("sync", name);
    }
    inode.sync();
  }

  @Override
  public void close() {
    closed = true;
  }
}
