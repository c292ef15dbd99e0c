package guildhall.sdk.testkit;

import guildhall.sdk.Call;
import guildhall.sdk.Capability;
import guildhall.sdk.Handler;
import guildhall.sdk.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A handler that does what it was told, call by call, and remembers what it was asked: a peer for
/// the test of another agent.
///
/// What was said by [#when] comes first. Every other call gets the next line, in the order the
/// lines were said; when there is none left it refuses. A call that is run again after a crash gets
/// the line it had before. Safe for any thread; say its lines before it is hosted.
///
/// @param <I> input record
/// @param <O> output record
public final class Script<I extends Record, O extends Record> implements Handler<I, O> {

  private static final long PATIENCE_SECONDS = 20;

  private interface Line<O> {
    O play() throws Refusal, InterruptedException;
  }

  private record Rule<I, O>(Predicate<I> which, O answer) {}

  private final String what;
  private final List<Rule<I, O>> rules = new ArrayList<>();
  private final List<Line<O>> lines = new ArrayList<>();
  private final Map<String, Integer> turns = new HashMap<>();
  private final List<I> heard = new ArrayList<>();
  private final Semaphore unseen = new Semaphore(0);

  private Script(String what) {
    this.what = what;
  }

  /// {@return a script without lines, for a seller of this capability}
  ///
  /// @param <I> input record
  /// @param <O> output record
  /// @param what the capability
  public static <I extends Record, O extends Record> Script<I, O> of(Capability<I, O> what) {
    return new Script<>(what.name());
  }

  /// Answers the next calls with these, one each.
  ///
  /// @param answers in this order
  /// @return this script
  @SafeVarargs
  public final Script<I, O> answering(O... answers) {
    for (O answer : answers) {
      say(() -> answer);
    }
    return this;
  }

  /// Refuses the next call.
  ///
  /// @param reason one sentence the caller may read
  /// @return this script
  public Script<I, O> refusing(String reason) {
    return say(() -> {
      throw new Refusal(reason);
    });
  }

  /// Breaks at the next call, as an agent does that has a mistake in it.
  ///
  /// @return this script
  public Script<I, O> throwing() {
    return say(() -> {
      throw new IllegalStateException("thrown as its script says");
    });
  }

  /// Never answers the next call: it waits until it is interrupted.
  ///
  /// @return this script
  public Script<I, O> hanging() {
    return say(() -> {
      new CountDownLatch(1).await();
      throw new IllegalStateException("nobody opens this latch");
    });
  }

  private synchronized Script<I, O> say(Line<O> line) {
    lines.add(line);
    return this;
  }

  /// Answers every call whose input is such with this; of several that fit, the first said.
  ///
  /// @param which says yes to such inputs
  /// @param answer the same each time
  /// @return this script
  public synchronized Script<I, O> when(Predicate<I> which, O answer) {
    rules.add(new Rule<>(which, answer));
    return this;
  }

  @Override
  public O handle(I input, Call call) throws Refusal, InterruptedException {
    Line<O> line = line(input, call.id());
    unseen.release();
    return line.play();
  }

  private synchronized Line<O> line(I input, String call) {
    heard.add(input);
    for (Rule<I, O> rule : rules) {
      if (rule.which().test(input)) {
        return rule::answer;
      }
    }
    int turn = turns.getOrDefault(call, turns.size());
    turns.put(call, turn);
    return turn < lines.size() ? lines.get(turn) : this::end;
  }

  private O end() throws Refusal {
    throw new Refusal("the script of " + what + " ends after " + lines.size() + " lines");
  }

  /// {@return the inputs it was run with, in order, again if it was run again; a copy}
  public synchronized List<I> heard() {
    return List.copyOf(heard);
  }

  /// Waits until it has been run once more than this was called: what a test does before it moves
  /// the clock under a peer that hangs.
  ///
  /// @return this script
  /// @throws AssertionError if it is not within 20 seconds of real time
  /// @throws InterruptedException if this thread is interrupted
  public Script<I, O> awaitHeard() throws InterruptedException {
    if (!unseen.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(what + " was not asked within " + PATIENCE_SECONDS + " seconds");
    }
    return this;
  }
}
