package guildhall.datanet;

import static guildhall.datanet.DeskNode.FEE;
import static guildhall.datanet.DeskNode.GIVEN;
import static guildhall.datanet.DeskNode.csv;
import static guildhall.datanet.DeskNode.reviewed;
import static guildhall.datanet.DeskNode.text;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Book;
import guildhall.book.Entry;
import guildhall.datanet.Charter.Review;
import guildhall.datanet.ContributionDesk.Result;
import guildhall.datanet.DatanetFact.Declined;
import guildhall.datanet.admission.Columns;
import guildhall.datanet.admission.Declaration;
import guildhall.datanet.admission.ItemType;
import guildhall.datanet.admission.Offering;
import guildhall.ledger.AccountKind;
import guildhall.ledger.LedgerFact.Transferred;
import guildhall.ledger.Operation.Freeze;
import guildhall.settlement.SystemAccounts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What failed checks cost: exactly the fee of each beyond the free ones, from who offered it to
/// the platform, and from nobody else.
class DeclineFeesTest {

  private static final String BAD = "call +49 170 1234567 or mail ann@example.com";

  @TempDir Path folder;
  private DeskNode node;

  @BeforeEach
  void open() throws IOException {
    node = DeskNode.in(folder).with(ItemType.ROW, reviewed(1));
    node.open(SystemAccounts.TREASURY, AccountKind.TREASURY, 0);
    node.open(SystemAccounts.PLATFORM, AccountKind.PLATFORM, 0);
    node.open("cid", AccountKind.PRINCIPAL, 100);
    node.open("dot", AccountKind.PRINCIPAL, 100);
    node.open("oda", AccountKind.PRINCIPAL, 100);
  }

  /// Nobody else has moved, and nothing was made or lost.
  @AfterEach
  void close() throws IOException {
    assertThat(node.balance("dot")).isEqualTo(100);
    assertThat(node.balance("oda")).isEqualTo(100);
    assertThat(node.balance("cid") + node.balance(SystemAccounts.PLATFORM)).isEqualTo(100);
    assertThat(node.book.<Long>await(_ -> node.ledger.trialBalanceMicros())).isZero();
    node.close();
  }

  private static Offering bad(int count) {
    return csv("a\n" + (BAD + "\n").repeat(count));
  }

  private long due(Offering offering) throws IOException {
    return switch (node.offer("cid", offering)) {
      case Result.Done(var _, var due) -> due;
      case Result.Refused(var _, var due) -> due;
      case Result.NotNow notNow -> throw new AssertionError(notNow);
    };
  }

  @Test
  void decline_withinTheFreeOnes_movesNothing() throws IOException {
    assertThat(due(bad(2))).isZero();
    assertThat(due(csv("a\n" + text(1) + "\n"))).isZero();
    assertThat(node.balance("cid")).isEqualTo(100);
  }

  @Test
  void decline_beyondTheFreeOnes_costsEachTheFeeInTheGroupOfTheOffer() throws IOException {
    long before = node.book.feed().end();
    assertThat(due(csv("a\n" + text(1) + "\n" + (BAD + "\n").repeat(4)))).isEqualTo(2 * FEE);
    assertThat(node.balance("cid")).isEqualTo(100 - 2 * FEE);
    List<Entry> entries = node.entries(before);
    assertThat(entries).hasSize(6);
    assertThat(entries.subList(1, 5)).allMatch(each -> each.fact() instanceof Declined);
    assertThat(entries.getLast().fact()).isInstanceOf(Transferred.class);
  }

  /// The same rows again, in another order and with one more.
  @Test
  void decline_ofWhatFailedBeforeToday_costsOnlyWhatIsNew() throws IOException {
    String other = "mail bob@example.com\n";
    assertThat(due(csv("a\n" + other + (BAD + "\n").repeat(3)))).isEqualTo(2 * FEE);
    long before = node.book.feed().end();
    assertThat(due(csv("a\n" + (BAD + "\n").repeat(3) + other))).isZero();
    assertThat(node.book.feed().end()).as("nothing is written").isEqualTo(before);
    assertThat(due(csv("a\n" + text(1) + "\n" + (BAD + "\n").repeat(4)))).isEqualTo(FEE);
    assertThat(node.balance("cid")).isEqualTo(100 - 3 * FEE);
    assertThat(node.registered()).hasSize(1);

    node.clock.advanceMicros(86_400_000_000L);
    assertThat(due(bad(3))).as("another day").isEqualTo(FEE);
    assertThat(node.balance("cid")).isZero();
  }

  @Test
  void decline_ofTheSameAsAWhole_costsOnceAndOnceForEachReason() throws IOException {
    assertThat(due(bad(2))).isZero();
    assertThat(due(csv("a\none\ntwo,three\n"))).isEqualTo(FEE);
    assertThat(due(csv("a\none\ntwo,three\n"))).isZero();
    assertThat(due(csv("a\ntwo\ntwo,three\n"))).as("something else").isEqualTo(FEE);
    Result result =
        node.desk.contribute(
            DeskNode.NET, "cid", "x", bad(1), new Declaration(Optional.of("MIT"), true));
    assertThat(((Result.Refused) result).dueMicros()).as("another reason").isEqualTo(FEE);
    assertThat(node.balance("cid")).isEqualTo(100 - 3 * FEE);
  }

  /// Somebody else's is theirs, and so is another day's or another datanet's.
  @Test
  void decline_ofWhatSomebodyElseHasOffered_countsForEach() throws IOException {
    assertThat(due(bad(3))).isEqualTo(FEE);
    assertThat(node.offer("eve", bad(3))).isInstanceOf(Result.Done.class);
    assertThat(node.notNow("eve", csv("a\nx\n"))).isEqualTo(CurationStatus.DECLINE_FEE_DUE);
    assertThat(node.balance("cid")).isEqualTo(100 - FEE);
  }

  @Test
  void decline_retriedNearTheQuota_isTheSameAgain() throws IOException {
    var _ = node.with(DeskNode.charter(ItemType.ROW, reviewed(1), true, 4));
    assertThat(due(bad(3))).isEqualTo(FEE);
    assertThat(due(bad(3))).isZero();
    assertThat(due(csv("a\n" + "no\n".repeat(6)))).as("over the quota").isEqualTo(FEE);
    assertThat(due(csv("a\n" + "no\n".repeat(6)))).isZero();
    assertThat(node.balance("cid")).isEqualTo(100 - 2 * FEE);
  }

  @Test
  void decline_restarted_isToldAsBefore() throws IOException {
    assertThat(due(bad(3))).isEqualTo(FEE);
    node.close();
    node = DeskNode.in(folder);
    assertThat(due(bad(3))).isZero();
    assertThat(node.balance("cid")).isEqualTo(100 - FEE);
  }

  @Test
  void decline_ofAll_costsOneFee() throws IOException {
    assertThat(due(bad(2))).isZero();
    assertThat(due(csv("a\none\ntwo,three\n"))).isEqualTo(FEE);
    assertThat(node.balance("cid")).isEqualTo(100 - FEE);
  }

  @Test
  void decline_moreThanThereIs_takesWhatThereIsAndThenNothingIsJudged() throws IOException {
    assertThat(due(bad(7))).isEqualTo(5 * FEE);
    assertThat(node.balance("cid")).isZero();
    InputStream unread =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("it is read");
          }

          @Override
          public int read(byte[] into, int from, int most) {
            throw new AssertionError("it is read");
          }
        };
    assertThat(node.notNow("cid", new Offering.Csv(unread, Columns.none())))
        .isEqualTo(CurationStatus.DECLINE_FEE_DUE);
    assertThat(node.offer("dot", csv("a\n" + text(1) + "\n"))).isInstanceOf(Result.Done.class);
    node.clock.advanceMicros(86_400_000_000L);
    assertThat(due(bad(1))).as("the next day").isZero();
  }

  @Test
  void decline_accountThatMayNotPay_losesNothingAndIsNotJudged() throws IOException {
    assertThat(due(bad(2))).isZero();
    node.decide(new Freeze("cid", true));
    assertThat(node.notNow("cid", bad(1))).isEqualTo(CurationStatus.DECLINE_FEE_DUE);
    assertThat(node.balance("cid")).isEqualTo(100);
    node.decide(new Freeze("cid", false));
    assertThat(due(bad(1))).as("it was offered before").isZero();
    assertThat(due(csv("a\nmail bob@example.com\n"))).isEqualTo(FEE);
  }

  @Test
  void decline_ofWhoHasNoAccount_isFreeAsLongAsItIs() throws IOException {
    assertThat(node.offer("eve", bad(3))).isInstanceOf(Result.Done.class);
    assertThat(node.notNow("eve", bad(1))).isEqualTo(CurationStatus.DECLINE_FEE_DUE);
    assertThat(node.balance("cid")).isEqualTo(100);
  }

  @Test
  void decline_feeBeyondAllNumbers_takesAllAndStopsNothing() throws IOException {
    var _ = node.with(ItemType.ROW, new Review(List.of(), 0, 0, 0, 1, Long.MAX_VALUE / 2));
    Result result = node.desk.contribute(DeskNode.NET, "cid", "x", bad(9), GIVEN);
    assertThat(((Result.Done) result).dueMicros()).isEqualTo(Long.MAX_VALUE);
    assertThat(node.balance("cid")).isZero();
    assertThat(node.book.state()).isEqualTo(Book.State.OPEN);
  }
}
