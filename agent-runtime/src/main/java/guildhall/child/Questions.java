package guildhall.child;

import guildhall.child.FromChild.Question;
import guildhall.child.FromRuntime.Reply;
import guildhall.child.Wire.TooLargeException;
import guildhall.sdk.Progress;
import guildhall.sdk.ReadRefused;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What handlers have asked the runtime and wait for.
///
/// The runtime answers everything, when the call has ended at the latest; a runtime that is gone
/// ends this process.
final class Questions {

  private static final int MOST_HEARD = 1_000;

  private final Outbox out;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private final Semaphore room = new Semaphore(Allowance.MOST_UNITS);

  /// One after the other; what is more than it can hold is left out, progress being what it is.
  private final ExecutorService hearing =
      new ThreadPoolExecutor(
          0,
          1,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_HEARD),
          Thread.ofVirtual().name("progress").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  /// The same for text, which says when it is full.
  private final ExecutorService texts =
      new ThreadPoolExecutor(
          0,
          1,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_HEARD),
          Thread.ofVirtual().name("text").factory());

  private record Pending(CompletableFuture<Reply> reply, int units, List<Listener> heard) {}

  Questions(Outbox out) {
    this.out = out;
  }

  <R extends Reply> R ask(long job, Question question, Class<R> wanted)
      throws InterruptedException {
    return ask(job, question, List.of(), wanted);
  }

  /// Asks and waits.
  ///
  /// @param heard listen to each branch
  /// @throws IllegalArgumentException if the runtime says so
  /// @throws IllegalStateException if the runtime says so
  /// @throws InterruptedException if this thread or the runtime's is interrupted
  <R extends Reply> R ask(long job, Question question, List<Listener> heard, Class<R> wanted)
      throws InterruptedException {
    Sent sent = send(job, question, heard);
    try {
      return read(sent.reply().get(), wanted);
    } catch (InterruptedException e) {
      out.say(new FromChild.GaveUp(sent.id()));
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException("no answer", e);
    }
  }

  /// Like [#ask], but waits whatever interrupts.
  <R extends Reply> R askCalmly(long job, Question question, Class<R> wanted) {
    boolean interrupted = Thread.interrupted();
    try {
      return read(send(job, question, List.of()).reply().join(), wanted);
    } catch (InterruptedException e) {
      throw new IllegalStateException("this call has ended", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private record Sent(long id, CompletableFuture<Reply> reply) {}

  private Sent send(long job, Question question, List<Listener> heard) {
    long id = ids.incrementAndGet();
    byte[] frame;
    try {
      frame = out.frame(new FromChild.Asked(id, job, question));
    } catch (TooLargeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    int units = Allowance.units(frame.length);
    room.acquireUninterruptibly(units);
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    pending.put(id, new Pending(reply, units, heard));
    out.put(frame);
    return new Sent(id, reply);
  }

  private static <R extends Reply> R read(Reply reply, Class<R> wanted)
      throws InterruptedException {
    if (reply instanceof Reply.Wrong(var how, var sentence)) {
      switch (how) {
        case ARGUMENT -> throw new IllegalArgumentException(sentence);
        case STATE -> throw new IllegalStateException(sentence);
        case INTERRUPTED -> throw new InterruptedException(sentence);
      }
    }
    if (reply instanceof Reply.NotRead(var why, var sentence)) {
      throw new ReadRefused(why, sentence);
    }
    return wanted.cast(reply);
  }

  void answer(long id, Reply reply) {
    Pending asked = pending.remove(id);
    if (asked != null) {
      room.release(asked.units());
      asked.reply().complete(reply);
    }
  }

  void heard(FromRuntime.Heard heard) {
    Pending asked = pending.get(heard.id());
    if (asked != null && heard.branch() < asked.heard().size()) {
      Progress progress = new Progress(heard.permille(), heard.note());
      Listener listener = asked.heard().get(heard.branch());
      hearing.execute(() -> listener.progress().accept(progress));
    }
  }

  void heard(FromRuntime.HeardText heard) {
    Pending asked = pending.get(heard.id());
    if (asked != null && heard.branch() < asked.heard().size()) {
      asked.heard().get(heard.branch()).hear(heard.text(), texts);
    }
  }
}
