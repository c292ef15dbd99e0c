package guildhall.datanet;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.Entry;
import guildhall.book.FileContentStore;
import guildhall.book.FileJournal;
import guildhall.datanet.Charter.Review;
import guildhall.datanet.Charter.Rules;
import guildhall.datanet.ContributionDesk.Result;
import guildhall.datanet.ContributionDesk.Taken;
import guildhall.datanet.admission.Admission;
import guildhall.datanet.admission.Columns;
import guildhall.datanet.admission.Declaration;
import guildhall.datanet.admission.ItemType;
import guildhall.datanet.admission.NotAdmitted;
import guildhall.datanet.admission.Offering;
import guildhall.datanet.admission.OfferingLimits;
import guildhall.datanet.admission.Texts;
import guildhall.ledger.AccountKind;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.ledger.LedgerStatus;
import guildhall.ledger.Operation;
import guildhall.runtime.Facts;
import guildhall.settlement.DeclineFees;
import guildhall.settlement.SystemAccounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A desk over a real book and real contents in a folder, with accounts.
final class DeskNode implements AutoCloseable {

  static final String NET = "wine-facts";
  static final Declaration GIVEN = new Declaration(Optional.of("CC0-1.0"), true);
  static final long FEE = 30;

  final Datanets datanets = new Datanets();
  final Ledger ledger = new Ledger(0);
  final Curation curation = new Curation(datanets, (_, _) -> 0, new DeclineFees(ledger));
  final BookClock.Manual clock = BookClock.manual(Instant.parse("2026-01-01T12:00:00Z"));
  final FileContentStore contents;
  final Book book;
  final ContributionDesk desk;

  private DeskNode(Path folder, Duration patience) throws IOException {
    contents = FileContentStore.open(folder.resolve("contents"));
    book =
        Book.open(
            new Book.Setup(
                FileJournal.open(folder.resolve("journal"), 1 << 16),
                Optional.of(contents),
                Facts.all(),
                List.of(ledger, datanets),
                clock,
                _ -> {},
                64,
                Optional.empty()));
    desk =
        new ContributionDesk(
            new ContributionDesk.Parts(
                book,
                contents,
                datanets,
                curation,
                OfferingLimits.USUAL,
                patience,
                Optional::empty));
  }

  /// Opens what lies in a folder, or makes it.
  static DeskNode in(Path folder) throws IOException {
    return new DeskNode(folder, Duration.ofSeconds(20));
  }

  /// The same, that waits for nothing.
  static DeskNode impatientIn(Path folder) throws IOException {
    return new DeskNode(folder, Duration.ZERO);
  }

  /// With a datanet of texts that everything is accepted to.
  DeskNode withTexts() {
    return with(ItemType.TEXT, Review.NONE);
  }

  /// With a datanet.
  DeskNode with(ItemType type, Review review) {
    return with(charter(type, review, true, 1000));
  }

  DeskNode with(Charter charter) {
    assertThat(book.await(curation.charter(NET, "oda", charter))).isEqualTo(CurationStatus.DONE);
    return this;
  }

  static Charter charter(ItemType type, Review review, boolean open, long dayItems) {
    return new Charter(
        "What is drunk where.",
        new Rules(
            type,
            100_000,
            dayItems,
            10_000_000,
            List.of("CC0-1.0"),
            List.of(),
            0,
            List.of(),
            List.of()),
        100,
        open,
        review,
        Optional.empty());
  }

  /// One reviewer, two free declines, then a fee for each.
  static Review reviewed(int quorum) {
    return new Review(List.of("rea"), quorum, 0, 0, 2, FEE);
  }

  /// A text of its own that is like no other.
  static String text(int seed) {
    return Texts.made(new Random(seed), 60);
  }

  static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  static Offering.Text file(String name, String text) {
    return new Offering.Text(name, stream(text));
  }

  static Offering.Csv csv(String rows) {
    return new Offering.Csv(stream(rows), Columns.none());
  }

  Result offer(String contributor, Offering offering) throws IOException {
    return desk.contribute(NET, contributor, "item", offering, GIVEN);
  }

  /// Offers what is to be judged item by item.
  List<Taken> taken(String contributor, Offering offering) throws IOException {
    Result result = offer(contributor, offering);
    assertThat(result).isInstanceOf(Result.Done.class);
    return ((Result.Done) result).items();
  }

  Admission judged(String contributor, Offering offering) throws IOException {
    return taken(contributor, offering).getFirst().admission();
  }

  /// Offers what is to be refused as a whole.
  NotAdmitted refused(Offering offering, Declaration declaration) throws IOException {
    Result result = desk.contribute(NET, "cid", "item", offering, declaration);
    assertThat(result).isInstanceOf(Result.Refused.class);
    return ((Result.Refused) result).why();
  }

  /// Offers what leaves no entry.
  CurationStatus notNow(String contributor, Offering offering) throws IOException {
    long before = book.feed().end();
    Result result = offer(contributor, offering);
    assertThat(result).isInstanceOf(Result.NotNow.class);
    assertThat(book.feed().end()).isEqualTo(before);
    return ((Result.NotNow) result).status();
  }

  CurationStatus review(String id, boolean approved) {
    return book.await(
        curation.review(new Curation.Judgement(NET, id, "rea", approved, approved ? "" : "dull")));
  }

  void withdraw(String id, String by) {
    assertThat(book.await(curation.withdraw(NET, id, by, "wrong", false)))
        .isEqualTo(CurationStatus.DONE);
  }

  List<Datanets.Registered> registered() {
    return book.await(_ -> datanets.registered());
  }

  List<String> published() {
    var as = book.await(curation.publish(NET, "oda"));
    return book
        .await(_ -> datanets.version(NET, as.version()).orElseThrow().contributions())
        .stream()
        .map(DatanetFact.Contributed::id)
        .toList();
  }

  List<Entry> entries(long from) {
    return book.feed().read(from, 100_000);
  }

  void open(String account, AccountKind kind, long micros) {
    decide(new Operation.OpenAccount(account, account, kind));
    if (micros > 0) {
      decide(
          new Operation.Transfer(
              Id.at(1_767_268_800_000_000L, "fund", account),
              SystemAccounts.TREASURY,
              List.of(new Operation.Credit(account, micros)),
              "fund"));
    }
  }

  void decide(Operation operation) {
    assertThat(
            book.<LedgerStatus>await(draft ->
                ledger.decide(operation, draft.timeMicros(), draft.position()).appendTo(draft)))
        .isEqualTo(LedgerStatus.CREATED);
  }

  long balance(String account) {
    return book.await(_ -> ledger.find(account).orElseThrow().balanceMicros());
  }

  @Override
  public void close() throws IOException {
    desk.close();
    book.close();
    contents.close();
  }
}
