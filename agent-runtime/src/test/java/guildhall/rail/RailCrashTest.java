package guildhall.rail;

import static guildhall.rail.Till.CREDIT;
import static guildhall.rail.Till.FUND;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.BookUnavailable;
import guildhall.ledger.LedgerStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A crash before each write of the book, and once more in the life after: the same money in the
/// end.
class RailCrashTest {

  private static final Map<String, Long> END =
      Map.of(
          "@rail:file", -3 * CREDIT,
          "@treasury", -2 * FUND,
          "@unclaimed", 3 * CREDIT,
          "ann", FUND + 5 * CREDIT - 7 * CREDIT,
          "bob", FUND + 2 * CREDIT);

  @TempDir private Path temp;

  @Test
  void crash_atEachWrite_everyMovementIsMadeOnce() throws Exception {
    int writes = 0;
    while (crashes(temp.resolve("at" + writes), writes, 0)) {
      writes++;
    }
    assertThat(writes).as("writes of the whole scenario").isEqualTo(7);
    for (int first = 0; first < writes; first++) {
      for (int second = 0; second < writes - first; second++) {
        var _ = crashes(temp.resolve(first + "and" + second), first, second);
      }
    }
  }

  /// @return whether the first life has crashed
  private static boolean crashes(Path folder, int first, int second) throws Exception {
    Files.createDirectories(folder);
    Path files = folder.resolve("rail");
    FileRail.open(files).close();
    Files.writeString(
        files.resolve(FileRail.DEPOSITS),
        "d1,ann,5\nd2,nobody,3\nd3,bob,2\n",
        StandardOpenOption.APPEND);
    boolean crashed = live(folder, files, first);
    var _ = live(folder, files, second);
    try (FileRail rail = FileRail.open(files);
        Till till = new Till(folder, rail)) {
      scenario(till, files);
      assertThat(till.balances()).as("%d, then %d", first, second).isEqualTo(END);
      assertThat(till.openHolds()).isZero();
      assertThat(till.desk().reconcile().isClean()).isTrue();
      assertThat(till.facts()).hasSize(7);
      assertThat(Files.readAllLines(files.resolve(FileRail.PAYOUTS))).hasSize(3);
    }
    return crashed;
  }

  private static boolean live(Path folder, Path files, int writes) throws Exception {
    try (FileRail rail = FileRail.open(files);
        Till till = new Till(folder, rail)) {
      till.crashAfter(writes);
      scenario(till, files);
      return false;
    } catch (BookUnavailable _) {
      return true;
    }
  }

  private static void scenario(Till till, Path files) throws IOException {
    var _ = till.desk().collect();
    asked(till.withdraw("w1", "ann", 7 * CREDIT).status());
    asked(till.withdraw("w2", "bob", 9 * CREDIT).status());
    var _ = till.balances();
    var _ = till.desk().settle();
    note(files, Till.reference("w1") + ",paid,bank\n");
    note(files, Till.reference("w2") + ",refused,no\n");
    assertThat(till.desk().settle()).isZero();
    var _ = till.balances();
  }

  private static void asked(LedgerStatus status) {
    assertThat(status).isIn(LedgerStatus.CREATED, LedgerStatus.EXISTS);
  }

  private static void note(Path files, String line) throws IOException {
    Path results = files.resolve(FileRail.RESULTS);
    if (!Files.readString(results).contains(line)) {
      Files.writeString(results, line, StandardOpenOption.APPEND);
    }
  }
}
