package guildhall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Book;
import guildhall.book.Entry;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerFact.Captured;
import guildhall.ledger.LedgerFact.Held;
import guildhall.ledger.LedgerFact.Released;
import guildhall.ledger.LedgerFact.Transferred;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real process moves money under load and is killed with SIGKILL at a random moment, also while
/// it starts: whatever it had acknowledged is in the book, once, and the book is whole.
class LedgerKillTest {

  private static final int CYCLES = Integer.getInteger("guildhall.ledgerKillCycles", 20);
  private static final long SEED = Long.getLong("guildhall.killSeed", 20_261_120);
  private static final int CYCLES_PER_BOOK = 25;
  private static final int PATIENCE_SECONDS = 240;

  @TempDir Path temp;

  private record Acknowledged(Id id, byte what) {}

  @Test
  void load_killedAtRandomMoments_losesAndDoublesNothing() throws Exception {
    Random random = new Random(SEED);
    long acknowledged = 0;
    int atWork = 0;
    long checked = 0;
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      Path folder = temp.resolve("book-" + cycle / CYCLES_PER_BOOK);
      checked = cycle % CYCLES_PER_BOOK == 0 ? 0 : checked;
      List<Acknowledged> told =
          killed(folder, "run-" + cycle, random.nextInt(8) == 0, random.nextInt(250));
      checked = check(folder, told, checked);
      acknowledged += told.size();
      atWork += told.isEmpty() ? 0 : 1;
      if (cycle % CYCLES_PER_BOOK == CYCLES_PER_BOOK - 1) {
        delete(folder);
      }
    }
    System.out.printf(
        "%d kills, %d of them under load, %d movements acknowledged, 0 lost, 0 twice, seed %d%n",
        CYCLES, atWork, acknowledged, SEED);
    assertThat(atWork).isPositive();
  }

  /// Runs the load and kills it.
  ///
  /// @param early whether at a random moment of its start, else when it is under load
  /// @return what it has acknowledged
  private static List<Acknowledged> killed(Path folder, String run, boolean early, int millis)
      throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dguildhall.log=ERROR",
                "-classpath",
                System.getProperty("java.class.path"),
                LedgerLoad.class.getName(),
                folder.toString(),
                run)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    CompletableFuture<Boolean> started = new CompletableFuture<>();
    CompletableFuture<List<Acknowledged>> told =
        CompletableFuture.supplyAsync(() -> read(process, started));
    if (!early) {
      assertThat(started.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it started").isTrue();
    }
    boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
    assertThat(ended).as("it ends only when it is killed").isFalse();
    // through the handle: destroying the process would close its stream before it is read
    assertThat(process.toHandle().destroyForcibly()).isTrue();
    return told.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static List<Acknowledged> read(Process process, CompletableFuture<Boolean> started) {
    List<Acknowledged> told = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(process.getInputStream())) {
      while (true) {
        Acknowledged next = new Acknowledged(new Id(in.readLong(), in.readLong()), in.readByte());
        if (!started.complete(true)) {
          told.add(next);
        }
      }
    } catch (EOFException _) {
      started.complete(false);
      return told;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// @param from entries before it were checked after an earlier kill
  /// @return the position after the last entry
  private static long check(Path folder, List<Acknowledged> told, long from) throws IOException {
    if (!Files.exists(folder)) {
      assertThat(told).isEmpty();
      return 0;
    }
    State state = LedgerLoad.fresh();
    try (Book book = LedgerLoad.open(folder, state)) {
      Set<Acknowledged> found = new HashSet<>();
      long next = from;
      List<Entry> page = book.feed().read(next, 512);
      while (!page.isEmpty()) {
        for (Entry entry : page) {
          note(entry, found);
        }
        next += page.size();
        page = book.feed().read(next, 512);
      }
      assertThat(found).as("what was acknowledged is in the book").containsAll(told);
      assertThat(book.<Long>await(_ -> state.ledger().trialBalanceMicros())).isZero();
      return next;
    }
  }

  private static void note(Entry entry, Set<Acknowledged> found) {
    Acknowledged what =
        switch (entry.fact()) {
          case Transferred moved -> new Acknowledged(moved.id(), LedgerLoad.TRANSFER);
          case Held held -> new Acknowledged(held.id(), LedgerLoad.HOLD);
          case Captured captured -> new Acknowledged(captured.id(), LedgerLoad.CAPTURE);
          case Released released -> new Acknowledged(released.hold(), LedgerLoad.VOID);
          default -> null;
        };
    if (what != null) {
      assertThat(found.add(what)).as("%s is in the book once", entry).isTrue();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
