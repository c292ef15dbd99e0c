package guildhall.rail;

import guildhall.book.Book;
import guildhall.ledger.AccountView;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerStatus;
import guildhall.rail.Rail.Answer;
import guildhall.rail.Rail.Deposit;
import guildhall.rail.Rail.Outcome;
import guildhall.rail.Rail.Statement;
import guildhall.rail.RailCommands.Asked;
import guildhall.rail.RailCommands.Request;
import guildhall.rail.RailCommands.Taken;
import guildhall.rail.Reconciler.Moment;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one rail and the book in step: credits what has come in, pays out what was held for it,
/// and compares both.
///
/// A deposit is credited exactly once, because the cursor moves in the same command. A withdrawal
/// is held first, then asked of the rail under its own id, and ends only by what the rail says: it
/// is asked until it does, after a restart too. Money never comes back because somebody went
/// silent.
///
/// Between [#start] and [#close] a virtual thread does all this by itself. Any thread may call the
/// methods, none of the book's; they wait for the book, and where they say so for the rail.
public final class RailDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RailDesk.class);
  private static final int PAGE = 256;
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

  private final Book book;
  private final Rails rails;
  private final Ledger ledger;
  private final Rail rail;
  private final Pace pace;
  private final RailCommands commands;

  private final ReentrantLock asking = new ReentrantLock(); // held while the rail is asked
  private final Map<Id, Attempt> attempts = new HashMap<>(); // asking

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private boolean wanted; // lock, as all below
  private boolean closed;
  private @Nullable Thread thread;

  private volatile String trouble = "";

  /// How a withdrawal was last asked about.
  private record Attempt(long dueNanos, Duration delay, String trouble) {}

  /// How often a rail is asked.
  ///
  /// @param poll from one look for deposits to the next, more than 0
  /// @param first from the first question about a withdrawal to the second, more than 0; each later
  ///   one comes after twice as long
  /// @param longest the longest between two questions, at least `first`
  public record Pace(Duration poll, Duration first, Duration longest) {
    /// Each second; from a second to a minute.
    public static final Pace USUAL =
        new Pace(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(1));

    /// @throws IllegalArgumentException if one is out of range
    public Pace {
      if (!poll.isPositive() || !first.isPositive() || longest.compareTo(first) < 0) {
        throw new IllegalArgumentException(poll + " " + first + " " + longest);
      }
    }
  }

  /// What it needs.
  ///
  /// @param rail stays open when the desk is closed
  public record Parts(Book book, Ledger ledger, Rails rails, Rail rail, Pace pace) {}

  /// Where a rail stands.
  ///
  /// @param account the rail's account
  /// @param balanceMicros of it
  /// @param progress what the book knows
  /// @param pending open withdrawals, oldest first
  /// @param trouble why the rail was last not collected or asked, empty if it was
  public record Standing(
      String rail,
      String unit,
      String account,
      long balanceMicros,
      Rails.Progress progress,
      List<Withdrawal> pending,
      String trouble) {
    /// Copies the list.
    public Standing {
      pending = List.copyOf(pending);
    }
  }

  /// How a withdrawal stands after it was asked for.
  ///
  /// @param status of the ledger: `CREATED` and `EXISTS` mean that it is held, was paid or was
  ///   refused by the rail; everything else that nothing is held
  /// @param reason the first failure if the status is `ID_ALREADY_FAILED`, else the status
  /// @param state what has become of it
  public record Answered(LedgerStatus status, LedgerStatus reason, State state) {}

  /// What has become of a withdrawal.
  public enum State {
    /// There is none.
    NONE,
    /// The money is held.
    PENDING,
    /// The rail has paid.
    PAID,
    /// The rail has refused, the money is the account's again.
    REFUSED
  }

  /// Opens the rail's account.
  ///
  /// @throws IllegalArgumentException if the rail's name is none
  /// @throws IllegalStateException if the account is there in another unit
  public RailDesk(Parts parts) {
    this.book = parts.book();
    this.ledger = parts.ledger();
    this.rails = parts.rails();
    this.rail = parts.rail();
    this.pace = parts.pace();
    if (!rail.name().matches("[a-z][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException("no name of a rail: " + rail.name());
    }
    this.commands = new RailCommands(ledger, rails, rail.name(), rail.unit());
    LedgerStatus opened = book.await(commands::open);
    if (!opened.ok()) {
      throw new IllegalStateException(
          "the account " + account() + " cannot be opened: " + opened.code());
    }
  }

  /// The rail's name.
  public String name() {
    return rail.name();
  }

  /// The name of a rail's account.
  public String account() {
    return commands.account();
  }

  /// Begins to collect, and takes up the withdrawals that are open.
  public void start() {
    lock.lock();
    try {
      if (thread == null && !closed) {
        thread = Thread.ofVirtual().name("rail-" + name()).start(this::run);
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    String collecting = "";
    while (!isClosed()) {
      collecting = collectOrSay(collecting);
      String now = collecting;
      for (Withdrawal each : open()) {
        String asking = isClosed() ? "" : askIfDue(each);
        now = now.isEmpty() ? asking : now;
      }
      trouble = now;
      await();
    }
  }

  private String collectOrSay(String before) {
    try {
      var _ = collect();
      return "";
    } catch (IOException | RuntimeException e) {
      return told("deposits", before, e);
    }
  }

  private List<Withdrawal> open() {
    try {
      return book.await(_ -> rails.pending(name()));
    } catch (RuntimeException e) {
      LOG.debug("the book does not answer", e);
      return List.of();
    }
  }

  /// @return what keeps it from ending, empty if nothing does but time
  private String askIfDue(Withdrawal withdrawal) {
    asking.lock();
    try {
      Attempt last = attempts.get(withdrawal.id());
      if (last != null && last.dueNanos() - System.nanoTime() > 0) {
        return last.trouble();
      }
      Duration delay = last == null ? pace.first() : min(last.delay().multipliedBy(2));
      String before = last == null ? "" : last.trouble();
      String now = "";
      boolean ended = false;
      try {
        ended = ask(withdrawal);
      } catch (IOException | RuntimeException e) {
        now = told("withdrawal " + withdrawal.reference(), before, e);
      }
      if (!ended) {
        attempts.put(withdrawal.id(), new Attempt(System.nanoTime() + delay.toNanos(), delay, now));
      }
      return now;
    } finally {
      asking.unlock();
    }
  }

  private Duration min(Duration delay) {
    return delay.compareTo(pace.longest()) < 0 ? delay : pace.longest();
  }

  /// Logged once and not at each look.
  private String told(String about, String before, Exception e) {
    String sentence = about + ": " + e.getMessage();
    if (!sentence.equals(before) && !isClosed()) {
      LOG.warn("the rail {} is asked again later, {}", name(), sentence, e);
    }
    return sentence;
  }

  private void await() {
    lock.lock();
    try {
      long nanos = pace.poll().toNanos();
      while (!wanted && !closed && nanos > 0) {
        nanos = woken.awaitNanos(nanos);
      }
      wanted = false;
    } catch (InterruptedException _) {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /// Credits every deposit that has come in since the last time. Waits for the rail.
  ///
  /// @return how many were taken
  /// @throws IOException if the rail does not tell
  /// @throws IllegalStateException if the rail's account is frozen: they are credited once it is
  ///   not
  public int collect() throws IOException {
    asking.lock();
    try {
      int taken = 0;
      while (!isClosed()) {
        long after = book.await(_ -> rails.progress(name()).cursor());
        List<Deposit> page = rail.deposits(after, PAGE);
        for (Deposit deposit : page) {
          Taken how = book.await(draft -> commands.take(draft, deposit));
          if (how == Taken.BLOCKED) {
            throw new IllegalStateException(account() + " may not pay out deposits");
          }
          taken += how == Taken.BEFORE ? 0 : 1;
        }
        if (page.isEmpty() || page.getLast().cursor() <= after) {
          break;
        }
      }
      return taken;
    } finally {
      asking.unlock();
    }
  }

  /// Holds money of an account and has it paid out. Waits for the book only; the rail is asked soon
  /// after.
  ///
  /// An id is used once: the same again gives what became of it, with another account, amount or
  /// destination it is `EXISTS_WITH_DIFFERENT_BODY`. A frozen, closed, unknown or poor account is
  /// the ledger's status, which uses up the id; likewise an account in another unit. Only
  /// principals, the platform and the unclaimed account can withdraw, all others of the runtime are
  /// `DEBIT_NOT_FOUND`. A destination that is no text of a rail is `BAD_NAME`.
  ///
  /// @param amountMicros micros of the rail's unit
  /// @param destination where to, in the rail's words
  public Answered withdraw(Id id, String account, long amountMicros, String destination) {
    Request request = new Request(id, account, amountMicros, destination);
    Asked asked = book.await(draft -> commands.ask(draft, request));
    if (asked.status() == LedgerStatus.CREATED) {
      wake();
    }
    return new Answered(asked.status(), asked.reason(), asked.state());
  }

  private void wake() {
    lock.lock();
    try {
      wanted = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Asks the rail about every open withdrawal now, due or not. Waits for the rail.
  ///
  /// @return how many are still open
  /// @throws IOException if the rail did not tell of one of them; the others were asked too
  public int settle() throws IOException {
    Optional<IOException> silent = Optional.empty();
    int open = 0;
    for (Withdrawal each : book.await(_ -> rails.pending(name()))) {
      asking.lock();
      try {
        open += ask(each) ? 0 : 1;
      } catch (IOException e) {
        silent = Optional.of(e);
      } finally {
        asking.unlock();
      }
    }
    if (silent.isPresent()) {
      throw silent.get();
    }
    return open;
  }

  /// Asks what has become of a withdrawal, has it paid if the rail knows nothing of it, and ends it
  /// if the rail has. Held: asking.
  ///
  /// @return whether it has ended
  private boolean ask(Withdrawal it) throws IOException {
    Outcome outcome = rail.outcome(it.reference());
    Optional<String> refusal = Optional.empty();
    if (outcome instanceof Outcome.Unknown) {
      Answer answer = rail.pay(it.reference(), it.destination(), it.amountMicros());
      refusal =
          answer instanceof Answer.Refused(var reason) ? Optional.of(reason) : Optional.empty();
      outcome = rail.outcome(it.reference()); // what has become of it goes before the answer
    }
    return switch (outcome) {
      case Outcome.Paid(var reference) -> paid(it, reference);
      case Outcome.Refused(var reason) -> refused(it, reason);
      case Outcome.Pending _ -> false;
      case Outcome.Unknown _ -> refusal.isPresent() && refused(it, refusal.get());
    };
  }

  private boolean paid(Withdrawal it, String railReference) {
    return ended(it, book.await(draft -> commands.paid(draft, it, Words.fit(railReference))));
  }

  private boolean refused(Withdrawal it, String reason) {
    return ended(it, book.await(draft -> commands.refused(draft, it, Words.fit(reason))));
  }

  private boolean ended(Withdrawal it, LedgerStatus status) {
    if (!status.ok()) {
      throw new IllegalStateException(
          "the rail has ended " + it.reference() + ", but its hold is " + status.code());
    }
    attempts.remove(it.id());
    return true;
  }

  /// Where the rail stands.
  public Standing standing() {
    String told = trouble;
    return book.await(_ ->
        new Standing(
            rail.name(),
            rail.unit(),
            account(),
            balance(),
            rails.progress(name()),
            rails.pending(name()),
            told));
  }

  private long balance() {
    return ledger.find(account()).map(AccountView::balanceMicros).orElse(0L);
  }

  /// Compares what the rail says with what the book says. Changes nothing. Waits for the rail, and
  /// reads all entries of it in the book.
  ///
  /// @throws IOException if the rail does not tell
  public Reconciliation reconcile() throws IOException {
    asking.lock();
    try {
      Moment moment =
          book.await(_ -> new Moment(rails.progress(name()), balance(), rails.pending(name())));
      Statement statement = rail.statement();
      return Reconciler.reconcile(
          rail, moment, statement, at -> (RailFact) book.feed().get(at).fact());
    } finally {
      asking.unlock();
    }
  }

  /// Asks the rail nothing more. What is open is taken up at the next start.
  @Override
  public void close() {
    Thread running;
    lock.lock();
    try {
      closed = true;
      woken.signalAll();
      running = thread;
    } finally {
      lock.unlock();
    }
    if (running != null) {
      end(running);
    }
  }

  private static void end(Thread running) {
    try {
      if (!running.join(CLOSE_WAIT)) {
        running.interrupt(); // it waits for the rail
        var _ = running.join(CLOSE_WAIT);
      }
    } catch (InterruptedException _) {
      running.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
