package guildhall.book;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Makes the bytes of a file durable without the times the file system keeps of it, which costs
/// less where no block is new. Only a channel can do that, and an interrupt closes a channel: then
/// the descriptor that wrote the bytes is synced as a whole, and the next sync opens a channel
/// anew. One sync at a time.
final class DataSync implements FileContentStore.Sync {

  private final Path file;
  private FileChannel channel;

  DataSync(Path file) throws IOException {
    this.file = file;
    this.channel = open();
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(file, StandardOpenOption.WRITE);
  }

  @Override
  public void sync(FileDescriptor writer) throws IOException {
    boolean interrupted = Thread.interrupted(); // it would close the channel before the sync
    try {
      if (!channel.isOpen()) {
        channel = open();
      }
      channel.force(false);
    } catch (ClosedByInterruptException _) {
      interrupted |= Thread.interrupted();
      writer.sync(); // a failure that the channel may have swallowed shows here
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
