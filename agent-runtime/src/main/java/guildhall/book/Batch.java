package guildhall.book;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is decided together and becomes durable together: commands, their facts, and the bytes of
/// those. Filled by the thread that decides, committed by the same or another, then used again.
final class Batch {

  private final Engine engine;
  private final EncodedBatch encoded = new EncodedBatch();
  private final List<Entry> entries = new ArrayList<>();
  private final List<Pending<?>> decided = new ArrayList<>();
  private long timeMicros;
  private boolean begun;
  private Slip slip = new Slip();

  /// The thread that decides, while it does. Others may see it too late, but are never it.
  private @Nullable Thread deciding;

  /// Why the projections hold what will not be written; null while they can be trusted.
  private @Nullable Throwable broken;

  Batch(Engine engine) {
    this.engine = engine;
  }

  /// Sets the batch's time and decides what time alone brings about.
  void begin(long nowMicros, Book.BatchStart start) {
    begun = true;
    timeMicros = nowMicros;
    deciding = Thread.currentThread();
    try {
      start.begin(slip);
    } catch (RuntimeException | Error e) {
      broken = e;
    } finally {
      deciding = null;
    }
  }

  /// Decides one command; its answer is kept until the batch is durable.
  void decide(Pending<?> pending) {
    int before = entries.size();
    keep(pending);
    deciding = Thread.currentThread();
    @Nullable Throwable thrown = pending.decide(slip);
    deciding = null;
    if (thrown != null && entries.size() > before) {
      broken = broken == null ? thrown : broken;
      pending.tell();
    }
  }

  /// Where there is no memory to note who waits, he is told at once.
  private void keep(Pending<?> pending) {
    try {
      decided.add(pending);
    } catch (Error e) {
      pending.refuse(BookUnavailable.Reason.OVERLOADED);
      throw e;
    }
  }

  /// What the commands of this filling see; of no use to those of the next.
  private final class Slip implements Draft {

    @Override
    public long timeMicros() {
      return timeMicros;
    }

    @Override
    public long position() {
      return engine.nextPosition();
    }

    @Override
    public void append(Fact fact) {
      @Nullable Thread here = deciding;
      if (here == null || this != slip || !here.equals(Thread.currentThread())) {
        throw new IllegalStateException("only a command that is being decided appends: " + fact);
      }
      Entry entry = new Entry(engine.nextPosition(), timeMicros, fact);
      engine.types().encode(entry, encoded); // may throw: before anything has changed
      deciding = null; // a projection decides nothing
      try {
        entries.add(entry);
        engine.take(entry);
      } catch (RuntimeException | Error e) {
        broken = e; // also if the command swallows it
        throw e;
      } finally {
        deciding = here;
      }
    }
  }

  boolean isBegun() {
    return begun;
  }

  /// Whether there is nothing to write and nobody to answer.
  boolean isEmpty() {
    return entries.isEmpty() && decided.isEmpty();
  }

  int commands() {
    return decided.size();
  }

  int bytes() {
    return encoded.bytes();
  }

  @Nullable Throwable broken() {
    return broken;
  }

  List<Entry> entries() {
    return entries;
  }

  EncodedBatch encoded() {
    return encoded;
  }

  void tellAll() {
    decided.forEach(Pending::tell);
  }

  /// Tells everyone who has no answer yet.
  void refuseAll(BookUnavailable.Reason reason) {
    decided.forEach(pending -> pending.refuse(reason));
  }

  /// Makes it ready to be filled again.
  void clear() {
    encoded.clear();
    entries.clear();
    decided.clear();
    slip = new Slip();
    begun = false;
    broken = null;
  }
}
