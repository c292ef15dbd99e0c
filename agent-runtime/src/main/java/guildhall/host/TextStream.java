package guildhall.host;

import guildhall.ledger.Id;
import guildhall.ledger.LedgerStatus;
import guildhall.settlement.Streamed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Text of one run of a metered call on its way to the caller. It is released when the book has its
/// length and its price, and not before.
///
/// The handler puts pieces into a room of limited size and waits while it is full. A thread of the
/// stream's own takes out all that is there, has it recorded and paid, and hands it to the caller;
/// what is emitted meanwhile shares the next record.
///
/// A run after the first finds how much was recorded before. That much of its text is skipped, and
/// compared by its hash: a run that begins otherwise is not heard any more.
final class TextStream {

  static final int LONGEST_PIECE = 16_384;
  static final int MOST_CHARACTERS = 1_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(TextStream.class);
  private static final int ROOM = 65_536;

  /// Records are so far apart, unless so much waits.
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private static final int ENOUGH = 1_000;

  /// How a stream reaches the book; both wait for it.
  ///
  /// @param before what was recorded by an earlier run
  /// @param recorder records, and says whether the call still takes it
  /// @param caller gets what is released; quick, and may be called when nobody listens any more
  record Ends(Supplier<Streamed> before, Recorder recorder, Consumer<String> caller) {}

  /// Records and pays all text up to here.
  interface Recorder {
    LedgerStatus record(Streamed upTo);
  }

  private final String call;
  private final Ends ends;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final StringBuilder waiting = new StringBuilder();
  private long emitted;
  private boolean started;
  private boolean handlerEnded;
  private boolean stopped;
  private boolean over;
  private @Nullable RuntimeException lost;

  // of the stream's own thread
  private MessageDigest digest = sha256();
  private Streamed before = Streamed.NOTHING;
  private long characters;
  private boolean differs;
  private long lastRecordNanos = System.nanoTime() - BETWEEN.toNanos();

  TextStream(String call, Ends ends) {
    this.call = call;
    this.ends = ends;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// See [guildhall.sdk.Call#emit]. Any thread of the handler.
  void emit(String piece) throws InterruptedException {
    if (piece.length() > LONGEST_PIECE) {
      throw new IllegalArgumentException(
          "a piece has at most " + LONGEST_PIECE + " chars: " + piece.length());
    }
    String text = new String(piece.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    lock.lockInterruptibly();
    try {
      count(text);
      while (isOpen() && !waiting.isEmpty() && waiting.length() + text.length() > ROOM) {
        changed.await();
      }
      if (lost != null) {
        throw lost;
      }
      if (!isOpen()) {
        throw new InterruptedException("nobody waits for this call any more");
      }
      waiting.append(text);
      begin();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isOpen() {
    return !stopped && !over && !handlerEnded;
  }

  private void count(String text) {
    int more = text.codePointCount(0, text.length());
    if (emitted + more > MOST_CHARACTERS) {
      throw new IllegalStateException("a call emits at most " + MOST_CHARACTERS + " characters");
    }
    emitted += more;
  }

  private void begin() {
    if (!started) {
      started = true;
      var _ = Thread.ofVirtual().name("stream-" + call).start(this::run);
    }
  }

  /// The handler has returned or thrown: waits until what it has emitted is released, or nobody
  /// takes it any more. An interrupt does not end it, what interrupts a handler does.
  ///
  /// @return why it is not known what was recorded
  Optional<RuntimeException> finish() {
    lock.lock();
    try {
      handlerEnded = true;
      changed.signalAll();
      while (started && !over) {
        changed.awaitUninterruptibly();
      }
      return Optional.ofNullable(lost);
    } finally {
      lock.unlock();
    }
  }

  /// Nobody waits for the call any more: what is not being recorded yet never will be.
  void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    RuntimeException failure = null;
    try {
      before = ends.before().get();
      String text = next();
      while (!text.isEmpty() && release(text)) {
        text = next();
      }
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      end(failure);
    }
  }

  private void end(@Nullable RuntimeException failure) {
    lock.lock();
    try {
      lost = failure;
      over = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// All that waits, once it is time; empty at the end.
  private String next() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !handlerEnded && !stopped) {
        changed.awaitUninterruptibly();
      }
      pause();
      String text = stopped ? "" : waiting.toString();
      waiting.setLength(0);
      changed.signalAll();
      return text;
    } finally {
      lock.unlock();
    }
  }

  /// Pieces that come quickly share a record.
  private void pause() {
    long left = lastRecordNanos + BETWEEN.toNanos() - System.nanoTime();
    try {
      while (left > 0 && waiting.length() < ENOUGH && !handlerEnded && !stopped) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a stream", e);
    }
  }

  /// @return whether the call takes more
  private boolean release(String text) {
    String fresh = skip(text);
    if (fresh.isEmpty() || differs) {
      return true;
    }
    add(fresh);
    lastRecordNanos = System.nanoTime();
    if (ends.recorder().record(soFar()) != LedgerStatus.CREATED) {
      return false;
    }
    ends.caller().accept(fresh);
    return true;
  }

  /// What is left of a text behind what an earlier run has recorded.
  private String skip(String text) {
    int known =
        (int) Math.min(before.characters() - characters, text.codePointCount(0, text.length()));
    if (known <= 0) {
      return text;
    }
    int at = text.offsetByCodePoints(0, known);
    add(text.substring(0, at));
    if (characters == before.characters() && !soFar().text().equals(before.text())) {
      LOG.info("{} emits another text than before the runtime stopped: it is not heard", call);
      differs = true;
    }
    return text.substring(at);
  }

  private void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    characters += text.codePointCount(0, text.length());
  }

  private Streamed soFar() {
    try {
      ByteBuffer hash = ByteBuffer.wrap(((MessageDigest) digest.clone()).digest());
      return new Streamed(characters, new Id(hash.getLong(), hash.getLong()));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every Java can clone SHA-256", e);
    }
  }
}
