package guildhall.bench.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.HdrHistogram.Histogram;

/// One thread that writes blocks into a file of zeros and syncs after each: what the disk gives.
public final class RawFile implements AutoCloseable {

  private static final int BLOCK = 512;
  private static final int CHUNK = 1 << 20;

  private final FileChannel file;
  private final long size;

  private RawFile(FileChannel file, long size) {
    this.file = file;
    this.size = size;
  }

  /// A file that is written over again and again.
  public static RawFile make(Path path, long size) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
    for (long at = 0; at < size; at += CHUNK) {
      write(file, zeros.clear(), at);
    }
    file.force(true);
    return new RawFile(file, size);
  }

  private static void write(FileChannel file, ByteBuffer bytes, long at) throws IOException {
    long to = at;
    while (bytes.hasRemaining()) {
      to += file.write(bytes, to);
    }
  }

  /// How long a write and its sync take.
  ///
  /// @param bytes of a block, rounded up to whole disk blocks
  public Histogram blocks(int bytes, long nanos) throws IOException {
    int whole = Math.ceilDiv(bytes, BLOCK) * BLOCK;
    byte[] noise = new byte[whole];
    new Random(1).nextBytes(noise);
    ByteBuffer block = ByteBuffer.allocateDirect(whole).put(noise);
    Histogram taken = new Histogram(3);
    long start = System.nanoTime();
    long at = 0;
    for (long now = start; now - start < nanos; ) {
      write(file, block.clear(), at);
      file.force(false);
      long then = System.nanoTime();
      taken.recordValue(then - now);
      now = then;
      at = at + 2L * whole > size ? 0 : at + whole;
    }
    return taken;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
