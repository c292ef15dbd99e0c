package guildhall.child;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import guildhall.json.RecordJson;
import guildhall.sdk.schema.RecordSchema;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Messages over a socket, each as JSON behind its length in four bytes, checked against its schema
/// when it is read.
///
/// One thread reads and one writes, both interrupted by nobody: an interrupt would close the
/// socket. Whoever sends leaves the frame in a queue, which has a bound.
///
/// @param <S> what is sent
/// @param <R> what is received
public final class Wire<S, R> implements AutoCloseable {

  /// A frame's bytes at most.
  public static final int LARGEST_FRAME = 8 << 20;

  private static final int MOST_WAITING_BYTES = 4 * LARGEST_FRAME;

  private final SocketChannel channel;
  private final ObjectWriter writer;
  private final Class<R> received;
  private final ObjectReader reader;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>(); // lock
  private long waitingBytes; // lock
  private boolean closed; // lock

  /// Over a socket that is connected and blocks.
  public Wire(SocketChannel channel, Class<S> sent, Class<R> received) {
    this.channel = channel;
    this.writer = RecordJson.mapper().writerFor(sent);
    this.received = received;
    this.reader = RecordJson.mapper().readerFor(received);
  }

  /// A message as it is written.
  ///
  /// @throws TooLargeException if a frame does not hold it
  public byte[] frame(S message) throws TooLargeException {
    try {
      byte[] frame = writer.writeValueAsBytes(message);
      if (frame.length > LARGEST_FRAME) {
        throw new TooLargeException(frame.length);
      }
      return frame;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write a message", e);
    }
  }

  /// Leaves a frame for the writer.
  ///
  /// @return false if there is no room, or the wire is closed
  public boolean offer(byte[] frame) {
    lock.lock();
    try {
      return !closed && waitingBytes + frame.length <= MOST_WAITING_BYTES && add(frame);
    } finally {
      lock.unlock();
    }
  }

  /// Like [#offer], but waits for room, whatever interrupts.
  boolean put(byte[] frame) {
    lock.lock();
    try {
      while (!closed && waitingBytes + frame.length > MOST_WAITING_BYTES) {
        changed.awaitUninterruptibly();
      }
      return !closed && add(frame);
    } finally {
      lock.unlock();
    }
  }

  private boolean add(byte[] frame) {
    waiting.add(frame);
    waitingBytes += frame.length;
    changed.signalAll();
    return true;
  }

  /// Writes what is left for it until the wire is closed or breaks. For a thread of its own.
  public void write() {
    try {
      for (byte[] frame = next(); frame.length > 0; frame = next()) {
        ByteBuffer bytes =
            ByteBuffer.allocate(Integer.BYTES + frame.length)
                .putInt(frame.length)
                .put(frame)
                .flip();
        while (bytes.hasRemaining()) {
          int _ = channel.write(bytes);
        }
      }
    } catch (IOException _) {
      close(); // the reader sees it too, and whoever owns the wire hears of it there
    }
  }

  /// Empty when there is nothing more to come.
  private byte[] next() {
    lock.lock();
    try {
      while (!closed && waiting.isEmpty()) {
        changed.awaitUninterruptibly();
      }
      byte[] frame = waiting.poll();
      if (closed || frame == null) {
        return new byte[0];
      }
      waitingBytes -= frame.length;
      changed.signalAll();
      return frame;
    } finally {
      lock.unlock();
    }
  }

  /// A message and its size.
  ///
  /// @param <R> what is received
  /// @param message as it was sent
  /// @param bytes of its frame
  public record Received<R>(R message, int bytes) {}

  /// Waits for the next message. For one thread.
  ///
  /// @throws EOFException at the end
  /// @throws BadFrameException if it is too long, no JSON, or not as its schema says
  public Received<R> read() throws IOException {
    int length = fill(ByteBuffer.allocate(Integer.BYTES)).getInt();
    if (length < 1 || length > LARGEST_FRAME) {
      throw new BadFrameException("a frame of " + Integer.toUnsignedString(length) + " bytes");
    }
    byte[] frame = fill(ByteBuffer.allocate(length)).array();
    R message;
    try {
      message = received.cast(reader.readValue(frame));
    } catch (IOException | IllegalArgumentException _) {
      throw new BadFrameException("a frame that is no message");
    }
    requireValid(message);
    return new Received<>(message, length);
  }

  private void requireValid(Object message) throws BadFrameException {
    List<String> problems =
        message == null
            ? List.of("nothing")
            : RecordSchema.of(message.getClass()).problems(message);
    if (!problems.isEmpty()) {
      throw new BadFrameException("a message with a fault: " + problems.getFirst());
    }
  }

  private ByteBuffer fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the other end has closed the socket");
      }
    }
    return buffer.flip();
  }

  /// Nothing is sent or received any more; what waits is lost.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      channel.close();
    } catch (IOException _) {
      // it is not used any more
    }
  }

  /// A message that no frame holds.
  public static final class TooLargeException extends Exception {

    private static final long serialVersionUID = 1L;
    private final int bytes;

    private TooLargeException(int bytes) {
      super("a message of " + bytes + " bytes, at most " + LARGEST_FRAME, null, false, false);
      this.bytes = bytes;
    }

    /// How many it would have.
    public int bytes() {
      return bytes;
    }
  }
}
