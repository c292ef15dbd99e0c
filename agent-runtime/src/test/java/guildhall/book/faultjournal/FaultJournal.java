package guildhall.book.faultjournal;

import guildhall.book.EncodedBatch;
import guildhall.book.Journal;
import guildhall.book.RawEntry;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Wraps a journal and fails as told: by a script of appends, counted from 1, or by a seed. Once an
/// append has failed, all later ones do, as a journal promises. Script it before it is used.
public final class FaultJournal implements Journal {

  /// What happens at an append.
  @FunctionalInterface
  private interface Fault {
    void strike(Step write) throws IOException;
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private final Journal journal;
  private final Map<Integer, Fault> script = new HashMap<>();
  private final Random random;
  private final int faultsPerThousand;
  private final AtomicInteger appends = new AtomicInteger();
  private volatile boolean failed;
  private volatile boolean readsFail;

  private FaultJournal(Journal journal, long seed, int faultsPerThousand) {
    this.journal = journal;
    this.random = new Random(seed);
    this.faultsPerThousand = faultsPerThousand;
  }

  /// Fails only as scripted.
  public static FaultJournal over(Journal journal) {
    return new FaultJournal(journal, 0, 0);
  }

  /// Fails at random, before or after writing: the same seed, the same faults.
  public static FaultJournal seeded(Journal journal, long seed, int faultsPerThousand) {
    return new FaultJournal(journal, seed, faultsPerThousand);
  }

  /// The n-th append fails and nothing of it is written.
  public FaultJournal failBefore(int append) {
    script.put(append, _ -> fail("before writing"));
    return this;
  }

  /// The n-th append is durable, but fails: an answer of the disk was lost.
  public FaultJournal failAfter(int append) {
    script.put(
        append,
        write -> {
          write.run();
          fail("after writing");
        });
    return this;
  }

  /// The n-th append breaks off with an error of the machine instead of an exception of the disk.
  public FaultJournal breakOff(int append) {
    script.put(
        append,
        _ -> {
          throw new StackOverflowError("on purpose");
        });
    return this;
  }

  /// The n-th append waits at a gate before it writes.
  public Gate hold(int append) {
    Gate gate = new Gate();
    script.put(
        append,
        write -> {
          gate.pass();
          write.run();
        });
    return gate;
  }

  /// The n-th append waits at a gate and then fails without writing.
  public Gate holdThenFail(int append) {
    Gate gate = new Gate();
    script.put(
        append,
        _ -> {
          gate.pass();
          fail("behind the gate");
        });
    return gate;
  }

  /// From now on nothing can be read.
  public void failReads() {
    readsFail = true;
  }

  /// Appends so far, failed ones included.
  public int appends() {
    return appends.get();
  }

  @Override
  public void replay(long from, long contents, Consumer<RawEntry> reader) throws IOException {
    journal.replay(from, contents, reader);
  }

  @Override
  public void append(EncodedBatch batch) throws IOException {
    if (failed) {
      throw new IOException("failed before, on purpose");
    }
    int append = appends.incrementAndGet();
    script.getOrDefault(append, this::strikeAtRandom).strike(() -> journal.append(batch));
  }

  private void strikeAtRandom(Step write) throws IOException {
    boolean fault = random.nextInt(1000) < faultsPerThousand;
    boolean before = random.nextBoolean();
    if (fault && before) {
      fail("at random, before writing");
    }
    write.run();
    if (fault) {
      fail("at random, after writing");
    }
  }

  private void fail(String where) throws IOException {
    failed = true;
    throw new IOException("failed on purpose " + where);
  }

  @Override
  public List<RawEntry> read(long from, int max) throws IOException {
    if (readsFail) {
      throw new IOException("reads fail on purpose");
    }
    return journal.read(from, max);
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
