package guildhall.bench.ledger;

import guildhall.book.Entry;
import guildhall.ledger.Ledger;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/// A process of its own for [ScalePart]; prints `name=value`, a line each.
final class ScaleChild {

  private static final int COLLECTIONS = 4;
  private static final int PER_COMMAND = 1000;
  private static final int UNDER_WAY = 16;
  private static final int CHUNK = 200_000;

  private ScaleChild() {}

  /// Runs one part.
  ///
  /// @param args its name, then what it needs
  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "memory" -> memory(Integer.parseInt(args[1]));
      case "build" -> build(Path.of(args[1]), Long.parseLong(args[2]));
      case "replay" -> replay(Path.of(args[1]));
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.exit(0);
  }

  private static void say(String name, double value) {
    System.out.println(String.format(Locale.ROOT, "%s=%.3f", name, value));
  }

  private static void memory(int accounts) {
    Ledger ledger = LedgerBook.empty();
    ledger.apply(LedgerBook.opened(0));
    long before = usedBytes();
    for (int i = 1; i <= accounts; i++) {
      ledger.apply(LedgerBook.opened(i));
    }
    long after = usedBytes();
    require(ledger.find(LedgerBook.name(accounts)).isPresent());
    say("bytes", (double) (after - before) / accounts);
  }

  private static long usedBytes() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void build(Path folder, long entries) throws IOException {
    long start = System.nanoTime();
    try (LedgerBook book = LedgerBook.funded(folder, Options.PAYERS)) {
      Deque<CompletableFuture<Boolean>> open = new ArrayDeque<>();
      for (long left = entries - book.entries(); left > 0; left -= PER_COMMAND) {
        open.add(book.submitMany((int) Math.min(left, PER_COMMAND)));
        if (open.size() == UNDER_WAY) {
          require(open.remove().join());
        }
      }
      for (CompletableFuture<Boolean> each : open) {
        require(each.join());
      }
      require(book.entries() == entries);
    }
    say("seconds", seconds(start));
  }

  private static void require(boolean ok) {
    if (!ok) {
      throw new IllegalStateException("the book was not built as it should be");
    }
  }

  /// Opens the book as a process that starts does; applies its entries, decoded beforehand, to an
  /// empty ledger; and opens it again with the code compiled.
  private static void replay(Path folder) throws IOException {
    long start = System.nanoTime();
    LedgerBook cold = LedgerBook.open(folder, Options.PAYERS);
    say("cold", seconds(start));
    say("apply", apply(cold));
    cold.close();
    start = System.nanoTime();
    try (LedgerBook warm = LedgerBook.open(folder, Options.PAYERS)) {
      say("warm", seconds(start));
      require(warm.trialBalanceMicros() == 0);
    }
  }

  private static double apply(LedgerBook book) {
    Ledger ledger = LedgerBook.empty();
    long nanos = 0;
    long position = 0;
    List<Entry> chunk = book.read(position, CHUNK);
    while (!chunk.isEmpty()) {
      long start = System.nanoTime();
      chunk.forEach(ledger::apply);
      nanos += System.nanoTime() - start;
      position += chunk.size();
      chunk = book.read(position, CHUNK);
    }
    require(ledger.trialBalanceMicros() == 0);
    return nanos / 1e9;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
