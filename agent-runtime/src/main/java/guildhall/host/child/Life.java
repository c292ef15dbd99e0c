package guildhall.host.child;

import guildhall.child.Allowance;
import guildhall.child.BadFrameException;
import guildhall.child.FromChild;
import guildhall.child.FromRuntime;
import guildhall.child.FromRuntime.Reply;
import guildhall.child.FromRuntime.Thrown;
import guildhall.child.Wire;
import guildhall.child.Wire.TooLargeException;
import guildhall.sdk.Call;
import guildhall.sdk.Progress;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One life of a child: its process, its socket, and what it was asked for. Whatever it does wrong
/// ends it; what it was doing then has failed.
final class Life {

  private static final Logger LOG = LoggerFactory.getLogger(Life.class);

  private final ChildProcess process;
  private final ChildLimits limits;
  private final ScheduledExecutorService later;
  private final Records records;
  private final Spoken spoken;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, Job> jobs = new ConcurrentHashMap<>();
  private final Map<Long, Thread> askers = new ConcurrentHashMap<>();
  private final AtomicInteger askedUnits = new AtomicInteger();
  private final CompletableFuture<List<FromChild.Offered>> offers = new CompletableFuture<>();
  private volatile long heardNanos = System.nanoTime();
  private volatile @Nullable Wire<FromRuntime, FromChild> wire;

  /// What lives share.
  ///
  /// @param launch how the process is started
  /// @param later for what is due at a time; its thread never waits
  /// @param records what they speak of
  record Parts(Launch launch, ScheduledExecutorService later, Records records) {}

  private Life(ChildProcess process, Parts parts, Spoken spoken) {
    this.process = process;
    this.limits = parts.launch().limits();
    this.later = parts.later();
    this.records = parts.records();
    this.spoken = spoken;
    var _ = process.ended().thenAccept(this::ended);
  }

  /// Starts a process; does not wait for it.
  ///
  /// @throws IOException if it cannot be started
  static Life start(Path jar, Parts parts, Spoken spoken) throws IOException {
    ChildProcess process = ChildProcess.start(jar, parts.launch(), spoken);
    Life life = new Life(process, parts, spoken);
    Thread.ofVirtual().name("child-read-" + process.pid()).start(life::serve);
    return life;
  }

  /// What its jar offers; fails with an [AgentsRefusedException] if that is nothing, and with an
  /// [IllegalStateException] if the process ends before it has said.
  CompletableFuture<List<FromChild.Offered>> offers() {
    return offers;
  }

  /// Completed with the reason, the end of a sentence, when it is over and nothing of it is left.
  CompletableFuture<String> end() {
    return process.ended();
  }

  long pid() {
    return process.pid();
  }

  /// Ends it; the first reason counts.
  void kill(String why) {
    process.kill(why);
  }

  /// Ends it if it has said nothing for too long.
  void check(long nowNanos) {
    if (nowNanos - heardNanos > limits.silence().toNanos()) {
      kill("it was silent for " + limits.silence().toSeconds() + " s");
    }
  }

  private void ended(String why) {
    Wire<FromRuntime, FromChild> open = wire;
    if (open != null) {
      open.close();
    }
    offers.completeExceptionally(new IllegalStateException("its process ended: " + why));
    for (Job job : jobs.values()) {
      job.over();
      job.end.completeExceptionally(new IllegalStateException(why));
    }
    askers.values().forEach(Thread::interrupt);
  }

  private void serve() {
    try {
      Wire<FromRuntime, FromChild> open = connect();
      wire = open;
      Thread.ofVirtual().name("child-write-" + pid()).start(open::write);
      while (true) { // ends by the end of the socket
        Wire.Received<FromChild> received = open.read();
        heardNanos = System.nanoTime();
        on(received.message(), received.bytes());
      }
    } catch (BadFrameException e) {
      kill("it sent " + Spoken.fit(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      process.left();
    } catch (RuntimeException | Error e) {
      LOG.error("a child's message was not understood", e);
      kill("it sent something that broke its reader");
    }
  }

  /// The first connection that knows the token is the child's; there is no other after it.
  private Wire<FromRuntime, FromChild> connect() throws IOException {
    while (true) {
      SocketChannel channel = process.accept();
      Wire<FromRuntime, FromChild> open = new Wire<>(channel, FromRuntime.class, FromChild.class);
      try {
        if (open.read().message() instanceof FromChild.Hi(var token) && process.isToken(token)) {
          process.acceptNoMore();
          heardNanos = System.nanoTime();
          return open;
        }
      } catch (IOException e) {
        LOG.debug("somebody else knocked", e);
      }
      open.close();
    }
  }

  private void on(FromChild message, int bytes) throws BadFrameException {
    switch (message) {
      case FromChild.Hi _ -> kill("it introduced itself twice");
      case FromChild.Offers(var agents) -> once(offers.complete(List.copyOf(agents)));
      case FromChild.NoAgents(var why) ->
          once(offers.completeExceptionally(new AgentsRefusedException(Spoken.fit(why))));
      case FromChild.Beat _ -> {}
      case FromChild.Priced(var job, var _) -> end(job, message);
      case FromChild.Returned(var job, var _) -> end(job, message);
      case FromChild.TooLarge(var job, var _) -> end(job, message);
      case FromChild.Refused(var job, var _) -> end(job, message);
      case FromChild.NotRead(var job, var _, var _) -> end(job, message);
      case FromChild.Threw(var job, var _) -> end(job, message);
      case FromChild.Told(var job, var permille, var note) ->
          call(job).ifPresent(call -> call.progress(permille, Spoken.fit(note)));
      case FromChild.Logged(var job, var line) ->
          call(job).filter(_ -> spoken.mayBeSaid()).ifPresent(call -> call.log(line));
      case FromChild.Charged(var job, var actual) ->
          call(job).ifPresent(call -> call.charge(actual));
      case FromChild.Asked asked -> asked(asked, Allowance.units(bytes));
      case FromChild.GaveUp(var id) ->
          Optional.ofNullable(askers.get(id)).ifPresent(Thread::interrupt);
    }
  }

  private void once(boolean first) {
    if (!first) {
      kill("it offered its agents twice");
    }
  }

  private Optional<Call> call(long job) {
    return Optional.ofNullable(jobs.get(job)).flatMap(each -> each.call);
  }

  /// Each job ends once: what it was cancelled for counts no more, but the end has to come.
  private void end(long id, FromChild message) {
    Job job = jobs.remove(id);
    if (job == null) {
      kill("it ended a job that it does not have");
    } else {
      job.over();
      job.end.complete(message);
    }
  }

  private void asked(FromChild.Asked asked, int units) {
    if (askedUnits.addAndGet(units) > Allowance.MOST_UNITS) {
      kill("it asked for more at once than it may");
      return;
    }
    Thread asker =
        Thread.ofVirtual()
            .name("child-ask-" + asked.id())
            .unstarted(() -> {
              Reply reply = answer(asked);
              askers.remove(asked.id());
              askedUnits.addAndGet(-units);
              say(asked.id(), reply);
            });
    if (askers.putIfAbsent(asked.id(), asker) == null) {
      asker.start();
    } else {
      kill("it asked two things under one id");
    }
  }

  private Reply answer(FromChild.Asked asked) {
    Job job = jobs.get(asked.job());
    if (job == null || !job.enter(Thread.currentThread())) {
      return Answers.ended();
    }
    try {
      return Answers.answer(job, asked.question(), records, new Ear(asked.id()));
    } finally {
      job.leave(Thread.currentThread());
    }
  }

  /// Tells what is heard of the purchases that one question makes.
  private final class Ear implements Answers.Hearing {
    private final long id;

    Ear(long id) {
      this.id = id;
    }

    @Override
    public void heard(int branch, Progress progress) {
      tell(new FromRuntime.Heard(id, branch, progress.permille(), progress.note()));
    }

    @Override
    public void heard(int branch, String text) {
      tell(new FromRuntime.HeardText(id, branch, text));
    }

    private void tell(FromRuntime heard) {
      try {
        send(heard);
      } catch (TooLargeException e) {
        LOG.debug("what was heard fits no frame", e);
      }
    }
  }

  private void say(long id, Reply reply) {
    try {
      send(new FromRuntime.Answer(id, reply));
    } catch (TooLargeException e) {
      say(id, new Reply.Wrong(Thrown.STATE, "the answer is " + e.getMessage()));
    }
  }

  private void send(FromRuntime message) throws TooLargeException {
    Wire<FromRuntime, FromChild> open = wire;
    if (open != null && !open.offer(open.frame(message)) && !end().isDone()) {
      kill("it did not read what it was sent");
    }
  }

  /// What makes a message of a job's id.
  interface Asking {
    FromRuntime message(long job);
  }

  /// Gives it a job and waits for the end of it; an interrupt cancels the job, and so does the end
  /// of the time. It must end soon all the same, or the process does.
  ///
  /// @return empty if there was no answer in time
  /// @throws ChildEndedException if the process ended before the job
  /// @throws TooLargeException if the input fits no frame
  Optional<FromChild> ask(Job job, Duration within, Asking asking)
      throws InterruptedException, ChildEndedException, TooLargeException {
    long id = ids.incrementAndGet();
    jobs.put(id, job);
    if (end().isDone()) { // or it sees the job
      jobs.remove(id);
      throw new ChildEndedException();
    }
    try {
      send(asking.message(id));
      return Optional.of(job.end.get(within.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TooLargeException e) {
      jobs.remove(id);
      throw e;
    } catch (ExecutionException _) {
      throw new ChildEndedException();
    } catch (TimeoutException _) {
      cancel(id, job);
      return Optional.empty();
    } catch (InterruptedException e) {
      cancel(id, job);
      throw e;
    }
  }

  private void cancel(long id, Job job) {
    job.over();
    say(new FromRuntime.Cancel(id));
    var _ =
        later.schedule(
            () -> {
              if (jobs.containsKey(id)) {
                kill("it went on with " + job.what + " after that was cancelled");
              }
            },
            limits.grace().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void say(FromRuntime small) {
    try {
      send(small);
    } catch (TooLargeException e) {
      throw new IllegalStateException("a small message is too large", e);
    }
  }
}
