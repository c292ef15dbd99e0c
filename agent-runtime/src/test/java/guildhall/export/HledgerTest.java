package guildhall.export;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Entry;
import guildhall.debian.DebianPackage;
import guildhall.ledger.AccountView;
import guildhall.ledger.LedgerFact.Grouped;
import guildhall.ledger.LedgerFact.Refunded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// hledger, which knows nothing of us, checks what we export and comes to the same balances.
class HledgerTest {

  private static final long SEED = 20_261_120;
  private static final int ENTRIES = 100_000;
  private static final Pattern BALANCE = Pattern.compile("\"(.*)\",\"(-?[0-9.]+)(?: .*)?\"");

  @TempDir Path folder;

  @Test
  void hledger_randomBook_isCleanAndHasOurBalanceOfEveryAccount() throws IOException {
    RandomBook book = RandomBook.of(SEED, ENTRIES);
    System.out.printf("random book: seed %d, %d entries%n", SEED, book.entries().size());
    assertThat(book.entries().stream().filter(each -> each.fact() instanceof Refunded).count())
        .as("refunds")
        .isGreaterThan(1000);
    assertThat(book.entries().stream().filter(each -> each.fact() instanceof Grouped).count())
        .as("groups")
        .isGreaterThan(100);
    Path journal = export(book, 0);
    check(journal);
    assertThat(balances(journal)).isEqualTo(ours(book));
  }

  @Test
  void hledger_laterPartOfABook_opensWithWhatWasBefore() throws IOException {
    RandomBook book = RandomBook.of(SEED + 1, 4000);
    Path journal = export(book, 2000);
    check(journal);
    Map<String, String> theirs = balances(journal);
    Map<String, String> ours = ours(book);
    theirs.remove("equity:opening");
    assertThat(theirs)
        .isNotEmpty()
        .allSatisfy((name, balance) -> assertThat(balance).as(name).isEqualTo(ours.get(name)));
  }

  private Path export(RandomBook book, int from) throws IOException {
    Export export = ExportFormat.HLEDGER.start(from);
    Units units = name -> book.ledger().find(name).orElseThrow().unit();
    StringBuilder out = new StringBuilder();
    export.begin(out);
    List<Entry> part = book.entries().subList(from, book.entries().size());
    part.forEach(entry -> export.append(entry, units, out));
    return Files.writeString(folder.resolve("book.journal"), out);
  }

  private static void check(Path journal) {
    DebianPackage.Ran checked =
        DebianPackage.hledger()
            .run("-f", journal.toString(), "check", "--strict", "ordereddates", "uniqueleafnames");
    assertThat(checked.said()).isEmpty();
    assertThat(checked.exitStatus()).isZero();
  }

  /// What hledger counts, by our names; accounts at zero are left out.
  private static Map<String, String> balances(Path journal) {
    DebianPackage.Ran ran =
        DebianPackage.hledger()
            .run("-f", journal.toString(), "balance", "--flat", "--no-total", "-O", "csv");
    assertThat(ran.exitStatus()).as(ran.said()).isZero();
    Map<String, String> balances = new TreeMap<>();
    ran.said()
        .lines()
        .skip(1)
        .forEach(line -> {
          Matcher matcher = BALANCE.matcher(line);
          if (matcher.matches()) {
            balances.put(HledgerName.original(matcher.group(1)), matcher.group(2));
          } else {
            assertThat(line).as("several units only in what opens").contains("equity:opening");
          }
        });
    return balances;
  }

  private static Map<String, String> ours(RandomBook book) {
    Map<String, String> balances = new TreeMap<>();
    for (AccountView account : book.ledger().accounts()) {
      if (account.balanceMicros() != 0) {
        balances.put(account.account(), Credits.whole(account.balanceMicros()));
      }
    }
    return balances;
  }
}
