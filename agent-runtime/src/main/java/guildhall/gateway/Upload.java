package guildhall.gateway;

import guildhall.task.ErrorCode;
import guildhall.task.Refused;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A body that is written to a file as it comes, so that memory is bounded however large it is. The
/// event loop only hands pieces over, and stops reading while [#QUEUE] of them wait. The file has
/// no name any more once it is open, where the system allows that: nothing of it outlives a crash.
///
/// While the work goes on over a body that has come, the sender is told `100 Continue` again and
/// again, which every client of HTTP/1.1 passes over: a connection on which nothing comes or goes
/// is closed, by the server and by what lies between.
final class Upload {

  private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

  /// Pieces that wait to be written.
  private static final int QUEUE = 16;

  private static final long STRETCH = 1 << 20;

  /// @param bytes that came; none at the end
  private record Piece(Buffer bytes, boolean end, boolean gone) {

    private static final Piece END = new Piece(Buffer.buffer(), true, false);
    private static final Piece GONE = new Piece(Buffer.buffer(), false, true);
  }

  /// What an endpoint does with a body, on a virtual thread.
  @FunctionalInterface
  interface Work {

    /// Does it.
    ///
    /// @throws Problem to answer with an error
    /// @throws Refused to answer with the runtime's
    /// @throws Gone if whoever sends has gone, or sends too slowly
    /// @throws IOException if the body cannot be kept or read
    Answer answer(Incoming request, Upload body)
        throws Problem, Refused, Gone, IOException, InterruptedException;
  }

  /// Nobody waits for an answer.
  static final class Gone extends Exception {
    Gone() {
      super("the sender has gone", null, false, false);
    }
  }

  private final HttpServerRequest request;
  private final Context context;
  private final long bytesMax;
  private final Duration patience;
  private final Duration sign;
  private final BlockingQueue<Piece> arrived = new LinkedBlockingQueue<>();
  private volatile boolean paused;
  private volatile boolean dropping;
  private boolean whole;
  private OptionalLong signing = OptionalLong.empty(); // of the context
  private boolean answered; // of the context

  private Upload(HttpServerRequest request, Context context, long bytesMax, GatewayConfig config) {
    this.request = request;
    this.context = context;
    this.bytesMax = bytesMax;
    this.patience = config.slowPeer();
    this.sign = config.ping();
  }

  /// Begins to listen; on the event loop, before anything of the body is lost.
  ///
  /// @param config how long a mebibyte may take, and how often there is a sign of life
  static Upload begin(
      HttpServerRequest request, Context context, long bytesMax, GatewayConfig config) {
    Upload upload = new Upload(request, context, bytesMax, config);
    request
        .handler(upload::take)
        .endHandler(_ -> upload.arrived.add(Piece.END))
        .exceptionHandler(_ -> upload.arrived.add(Piece.GONE));
    return upload;
  }

  private void take(Buffer piece) {
    if (dropping) {
      return;
    }
    arrived.add(new Piece(piece, false, false));
    if (arrived.size() >= QUEUE) {
      paused = true;
      request.pause();
    }
  }

  /// Has the work done, and what was not read of the body thrown away.
  ///
  /// @return empty if nobody waits for an answer
  Optional<Answer> answer(Work work, Incoming incoming) throws Refused {
    Answer answer;
    try {
      answer = work.answer(incoming, this);
    } catch (Problem problem) {
      answer = Answer.of(problem);
    } catch (Gone _) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.error("request {}: a body cannot be kept", incoming.id(), e);
      answer =
          Answer.of(
              Problem.of(ErrorCode.UNAVAILABLE, "what was sent cannot be kept now, see the log")
                  .withHeader("Retry-After", "30"));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      drop();
      context.runOnContext(_ -> signNoMore()); // before the answer, which goes the same way
    }
    return Optional.of(whole ? answer : answer.withHeader("Connection", "close"));
  }

  private void sign() {
    if (!answered && request.version() == HttpVersion.HTTP_1_1) {
      signing =
          OptionalLong.of(
              context
                  .owner()
                  .setPeriodic(
                      sign.toMillis(),
                      _ -> {
                        if (!request.response().headWritten() && !request.response().closed()) {
                          var _ = request.response().writeContinue();
                        }
                      }));
    }
  }

  private void signNoMore() {
    answered = true;
    signing.ifPresent(context.owner()::cancelTimer);
  }

  private void drop() {
    dropping = true;
    arrived.clear();
    context.runOnContext(_ -> request.resume());
  }

  /// What a body was written to; gone when it is closed.
  ///
  /// @throws Problem if it is larger than allowed
  /// @throws Gone if it does not come whole, or too slowly
  /// @throws IOException if it cannot be written
  FileChannel receive() throws Problem, Gone, IOException, InterruptedException {
    String length = request.getHeader("Content-Length");
    if (length != null && Guard.isMore(length, bytesMax)) {
      throw Guard.tooLarge(bytesMax);
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      context.runOnContext(_ -> request.response().writeContinue());
    }
    Path path = Files.createTempFile("guildhall-upload", ".part");
    FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    boolean received = false;
    try {
      receive(file);
      received = true;
      return file.position(0);
    } finally {
      if (!received) {
        file.close();
      }
    }
  }

  private void receive(FileChannel file) throws Problem, Gone, IOException, InterruptedException {
    long count = 0;
    long stretchEnd = STRETCH;
    long deadline = System.nanoTime() + patience.toNanos();
    Piece piece = next(deadline);
    while (!piece.end()) {
      count += piece.bytes().length();
      if (count > bytesMax) {
        throw Guard.tooLarge(bytesMax);
      }
      ByteBuffer bytes = ByteBuffer.wrap(piece.bytes().getBytes());
      while (bytes.hasRemaining()) {
        int _ = file.write(bytes);
      }
      if (count >= stretchEnd) {
        stretchEnd = count + STRETCH;
        deadline = System.nanoTime() + patience.toNanos();
      }
      piece = next(deadline);
    }
    whole = true;
    context.runOnContext(_ -> sign());
  }

  private Piece next(long deadline) throws Gone, InterruptedException {
    if (paused && arrived.size() <= QUEUE / 2) {
      paused = false;
      context.runOnContext(_ -> request.resume());
    }
    Piece next = arrived.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    if (next == null || next.gone()) {
      context.runOnContext(_ -> request.connection().close());
      throw new Gone();
    }
    return next;
  }
}
