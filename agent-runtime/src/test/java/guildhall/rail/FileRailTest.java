package guildhall.rail;

import static guildhall.rail.Till.CREDIT;
import static guildhall.rail.Till.FUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.rail.Rail.Answer;
import guildhall.rail.Rail.Deposit;
import guildhall.rail.Rail.Outcome;
import guildhall.rail.Reconciliation.Item;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rail of three files, on real ones.
class FileRailTest {

  @TempDir private Path temp;
  private Path folder = Path.of("");

  @BeforeEach
  void below() {
    folder = temp.resolve("deep/rail");
  }

  private void append(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardOpenOption.APPEND);
  }

  private void rewrite(String from, String to) throws IOException {
    Path file = folder.resolve(FileRail.DEPOSITS);
    Files.writeString(file, Files.readString(file).replace(from, to));
  }

  private static List<String> references(List<Deposit> deposits) {
    return deposits.stream().map(Deposit::reference).toList();
  }

  @Test
  void open_newFolder_isForItsOwnerOnlyAndForOneRailOnly() throws Exception {
    try (FileRail _ = FileRail.open(folder)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
      for (String name : List.of(FileRail.DEPOSITS, FileRail.PAYOUTS, FileRail.RESULTS)) {
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
            .isEqualTo("rw-------");
      }
      assertThat(folder.resolve(FileRail.DEPOSITS)).hasContent("reference,account,amount\n");
      assertThatThrownBy(() -> FileRail.open(folder)).isInstanceOf(IOException.class);
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (FileRail _ = FileRail.open(folder)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
    Files.delete(folder.resolve(FileRail.PAYOUTS));
    assertThatThrownBy(() -> FileRail.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is gone");
  }

  @Test
  void deposits_halfLine_isLeftUntilItIsWhole() throws Exception {
    try (FileRail rail = FileRail.open(folder)) {
      append(FileRail.DEPOSITS, "a,ann,5\nb,ann,1");
      List<Deposit> first = rail.deposits(0, 9);
      assertThat(references(first)).containsExactly("a");
      long after = first.getFirst().cursor();
      assertThat(after >>> 24).isEqualTo("reference,account,amount\na,ann,5\n".length());
      assertThat(rail.deposits(after, 9)).isEmpty();
      append(FileRail.DEPOSITS, "00");
      assertThat(rail.deposits(after, 9)).isEmpty();
      append(FileRail.DEPOSITS, "\r\n");
      assertThat(rail.deposits(after, 9))
          .singleElement()
          .satisfies(it -> assertThat(it.amountMicros()).isEqualTo(100 * CREDIT));
    }
  }

  @Test
  void deposits_malformedLines_areReportedByNumberAndCreditNothing() throws Exception {
    try (FileRail rail = FileRail.open(folder);
        Till till = new Till(temp, rail)) {
      append(FileRail.DEPOSITS, "a,ann,5\n");
      append(FileRail.DEPOSITS, "b,ann\nc,ann,1,1\n,ann,1\nd,,1\ne,ann,\ng,ann,0\nh,ann,-1\n");
      append(FileRail.DEPOSITS, "i,ann,1e3\nj,ann,1.0000001\nk,ann,9223372036855\nl,\"ann,1\n");
      append(FileRail.DEPOSITS, "m,a\"nn,1\na,ann,5\na,bob,7\nn,ann, 1\n\n\r\n");
      Files.write(
          folder.resolve(FileRail.DEPOSITS),
          "o,\u00fc,1\n".getBytes(StandardCharsets.ISO_8859_1),
          StandardOpenOption.APPEND);
      append(FileRail.DEPOSITS, "p,\"bo\"\"b, the\",\"2.5\"\nq,bob,1\n");
      assertThat(till.desk().collect()).isEqualTo(3);
      assertThat(till.balances())
          .containsOnly(
              Map.entry("@rail:file", -8_500_000L),
              Map.entry("@treasury", -2 * FUND),
              Map.entry("@unclaimed", 2_500_000L),
              Map.entry("ann", FUND + 5 * CREDIT),
              Map.entry("bob", FUND + CREDIT));
      assertThat(till.facts())
          .element(1)
          .isInstanceOfSatisfying(
              RailFact.Deposited.class, it -> assertThat(it.account()).isEqualTo("bo\"b, the"));
      assertThat(till.desk().reconcile().unreadable())
          .hasSize(16)
          .startsWith("deposits.csv line 3 has 2 fields instead of 3")
          .contains(
              "deposits.csv line 15 repeats the reference of line 2",
              "deposits.csv line 16 repeats the reference of line 2")
          .endsWith("deposits.csv line 20 is not UTF-8");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a,ann,5\n", "reference;account;amount\n", "\uFEFFreference,account,amount\n"})
  void deposits_withoutTheHeader_areNotTaken(String first) throws Exception {
    try (FileRail rail = FileRail.open(folder)) {
      Files.writeString(folder.resolve(FileRail.DEPOSITS), first + "b,ann,1\n");
      assertThatThrownBy(() -> rail.deposits(0, 9))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not begin with");
    }
  }

  @Test
  void deposits_fileChangedBeforeTheCursor_stopUntilItIsAsItWas() throws Exception {
    try (FileRail rail = FileRail.open(folder);
        Till till = new Till(temp, rail)) {
      append(FileRail.DEPOSITS, "a,ann,5\nb,ann,6\nc,bob,7\n");
      assertThat(till.desk().collect()).isEqualTo(3);
      var before = till.balances();
      String[][] changes = {
        {"b,ann,6\n", ""},
        {"a,ann,5\n", "a,ann,5\nx,ann,6\n"},
        {"b,ann,6", "b,ann,9"},
        {"c,bob,7\n", ""}
      };
      for (String[] change : changes) {
        rewrite(change[0], change[1]);
        append(FileRail.DEPOSITS, "d,ann,8\n");
        assertThatThrownBy(() -> till.desk().collect())
            .as(change[1])
            .isInstanceOf(IOException.class)
            .hasMessageContaining("was changed before byte");
        assertThat(till.balances()).isEqualTo(before);
        Files.writeString(
            folder.resolve(FileRail.DEPOSITS),
            "reference,account,amount\na,ann,5\nb,ann,6\nc,bob,7\n");
      }
      append(FileRail.DEPOSITS, "d,ann,8\n");
      assertThat(till.desk().collect()).isEqualTo(1);
      assertThat(till.balances())
          .containsEntry("ann", FUND + 19 * CREDIT)
          .containsEntry("bob", FUND + 7 * CREDIT);
    }
  }

  @Test
  void reconcile_depositRemovedFromTheFile_isListed() throws Exception {
    try (FileRail rail = FileRail.open(folder);
        Till till = new Till(temp, rail)) {
      append(FileRail.DEPOSITS, "a,ann,5\nb,ann,6\nc,bob,7\n");
      var _ = till.desk().collect();
      assertThat(till.desk().reconcile().isClean()).isTrue();
      rewrite("b,ann,6\n", "");
      Reconciliation it = till.desk().reconcile();
      assertThat(it.depositsOnlyInBook()).containsExactly(new Item("b", "ann", 6 * CREDIT));
      assertThat(it.depositsOnlyAtRail()).isEmpty();
      assertThat(it.differenceMicros()).isEqualTo(-6 * CREDIT);
      append(FileRail.PAYOUTS, "mine,IBAN-9,4\n");
      assertThat(till.desk().reconcile().payoutsOnlyAtRail())
          .containsExactly(new Item("mine", "IBAN-9", 4 * CREDIT));
    }
  }

  @Test
  void pay_again_writesOneLineAndRefusesAnotherBody() throws Exception {
    String whole = "reference,destination,amount\nr1,\"IBAN, \"\"x\"\"\",2.5\n";
    try (FileRail rail = FileRail.open(folder)) {
      assertThat(rail.outcome("r1")).isEqualTo(new Outcome.Unknown());
      for (int i = 0; i < 3; i++) {
        assertThat(rail.pay("r1", "IBAN, \"x\"", 2_500_000)).isEqualTo(new Answer.Accepted());
      }
      assertThat(rail.pay("r1", "IBAN-2", 2_500_000)).isInstanceOf(Answer.Refused.class);
      assertThat(rail.pay("r1", "IBAN, \"x\"", 1)).isInstanceOf(Answer.Refused.class);
      assertThat(rail.pay("r2", "x", 0)).isInstanceOf(Answer.Refused.class);
      assertThat(folder.resolve(FileRail.PAYOUTS)).hasContent(whole);
      assertThat(rail.outcome("r1")).isEqualTo(new Outcome.Pending());
    }
    try (FileRail rail = FileRail.open(folder)) {
      assertThat(rail.pay("r1", "IBAN, \"x\"", 2_500_000)).isEqualTo(new Answer.Accepted());
      assertThat(folder.resolve(FileRail.PAYOUTS)).hasContent(whole);
    }
  }

  @Test
  void pay_afterATornLine_writesOverIt() throws Exception {
    try (FileRail rail = FileRail.open(folder)) {
      var _ = rail.pay("r1", "x", CREDIT);
      append(FileRail.PAYOUTS, "r2,a destination that is longer than the next,10000");
      assertThat(rail.outcome("r2")).isEqualTo(new Outcome.Unknown());
      assertThat(rail.pay("r2", "y", CREDIT)).isEqualTo(new Answer.Accepted());
      assertThat(Files.readString(folder.resolve(FileRail.PAYOUTS)))
          .isEqualTo("reference,destination,amount\nr1,x,1\nr2,y,1\n");
    }
  }

  @Test
  void pay_damagedPayouts_paysNothing() throws Exception {
    try (FileRail rail = FileRail.open(folder)) {
      var _ = rail.pay("r1", "x", CREDIT);
      append(FileRail.PAYOUTS, "r2;y;1\n");
      String damaged = Files.readString(folder.resolve(FileRail.PAYOUTS));
      assertThatThrownBy(() -> rail.pay("r2", "y", CREDIT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("line 3");
      assertThatThrownBy(() -> rail.outcome("r1")).isInstanceOf(IOException.class);
      assertThat(Files.readString(folder.resolve(FileRail.PAYOUTS))).isEqualTo(damaged);
      Files.delete(folder.resolve(FileRail.PAYOUTS));
      assertThatThrownBy(() -> rail.pay("r2", "y", CREDIT)).isInstanceOf(IOException.class);
      assertThat(folder.resolve(FileRail.PAYOUTS)).doesNotExist();
    }
  }

  @Test
  void outcome_asTheOperatorNotesIt_firstLineCounts() throws Exception {
    try (FileRail rail = FileRail.open(folder)) {
      for (String each : List.of("r1", "r2", "r3")) {
        var _ = rail.pay(each, "x", CREDIT);
      }
      append(FileRail.RESULTS, "r1,paid,bank-7\nr2,refused,\"no, never\"\nr9,paid,x\n");
      append(FileRail.RESULTS, "r1,refused,late\nr3,perhaps,\nr3,paid\nr3,pai");
      assertThat(rail.outcome("r1")).isEqualTo(new Outcome.Paid("bank-7"));
      assertThat(rail.outcome("r2")).isEqualTo(new Outcome.Refused("no, never"));
      assertThat(rail.outcome("r3")).isEqualTo(new Outcome.Pending());
      assertThat(rail.outcome("r9")).as("never asked for").isEqualTo(new Outcome.Unknown());
      append(FileRail.RESULTS, "d,\n");
      assertThat(rail.outcome("r3")).isEqualTo(new Outcome.Paid(""));
      assertThat(rail.statement().unreadable())
          .containsExactly(
              "results.csv line 4 is about no payout of this rail",
              "results.csv line 5 contradicts an earlier line",
              "results.csv line 6 says neither paid nor refused",
              "results.csv line 7 has 2 fields instead of 3");
    }
  }
}
