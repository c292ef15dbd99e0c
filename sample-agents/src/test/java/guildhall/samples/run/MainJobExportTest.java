package guildhall.samples.run;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.export.HledgerName;
import guildhall.ledger.AccountView;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The book of the main job, exported by the running node: hledger finds nothing wrong with it and
/// comes to our balance of every account.
class MainJobExportTest {

  private static final Pattern BALANCE = Pattern.compile("\"(.*)\",\"(-?[0-9.]+) credit\"");

  @TempDir Path data;

  @Test
  void export_mainJob_isCleanForHledgerAndHasOurBalances() throws Exception {
    RunProcess job =
        RunProcess.start(
            List.of(
                "run.once=true",
                "run.approve=true",
                "guildhall.data=" + data,
                "guildhall.http.port=0"),
            line -> line.contains("task t"));
    assertThat(job.exitStatus()).as("%s", job.lines()).isZero();
    Path journal = data.resolve("book.ledger");
    Map<String, BigDecimal> ours = new TreeMap<>();
    try (SampleNode node = new SampleNode(MainJobTest.config(data))) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(node.address() + "/v1/admin/book/export?format=hledger"))
              .header(
                  "Authorization", "Bearer " + Files.readString(data.resolve("admin.key")).strip())
              .build();
      try (HttpClient client = HttpClient.newHttpClient()) {
        assertThat(client.send(request, BodyHandlers.ofFile(journal)).statusCode()).isEqualTo(200);
      }
      List<AccountView> accounts =
          node.guildhall().book().await(_ -> node.guildhall().state().ledger().accounts());
      accounts.stream()
          .filter(account -> account.balanceMicros() != 0)
          .forEach(account ->
              ours.put(account.account(), BigDecimal.valueOf(account.balanceMicros(), 6)));
    }
    assertThat(Hledger.run("-f", journal.toString(), "check", "--strict", "ordereddates"))
        .isEmpty();
    assertThat(ours).containsKeys("local", "@treasury", "@platform", "@vesting", "research-deep");
    assertThat(balances(journal)).isEqualTo(ours);
  }

  private static Map<String, BigDecimal> balances(Path journal) throws Exception {
    Map<String, BigDecimal> balances = new TreeMap<>();
    Hledger.run("-f", journal.toString(), "balance", "--flat", "--no-total", "-O", "csv")
        .lines()
        .skip(1)
        .forEach(line -> {
          Matcher matcher = BALANCE.matcher(line);
          assertThat(matcher.matches()).as(line).isTrue();
          balances.put(HledgerName.original(matcher.group(1)), new BigDecimal(matcher.group(2)));
        });
    return balances;
  }
}
