package guildhall.datanet;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.attribution.span.SpanMatches;
import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.ContentId;
import guildhall.book.Entry;
import guildhall.book.MemoryContentStore;
import guildhall.book.MemoryJournal;
import guildhall.datanet.Charter.Review;
import guildhall.datanet.Charter.Rules;
import guildhall.datanet.Curation.Judgement;
import guildhall.datanet.Curation.Offer;
import guildhall.datanet.Curation.Offers;
import guildhall.datanet.admission.ItemType;
import guildhall.datanet.text.Tokenizer;
import guildhall.json.RecordJson;
import guildhall.runtime.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The index of spans in step with the book, over restarts, and with folders that are of no use.
class SpanRegisterTest {

  private static final String NET = "hills";
  private static final String SLATE =
      "on the slate hills the vines root deeper than any plough goes";
  private static final String CHALK = "below the chalk cliff every cellar keeps the cold of winter";
  private static final String SAND = "between the dunes no louse has ever found its way to a root";

  @TempDir Path folder;

  private final MemoryContentStore contents = new MemoryContentStore();
  private final Datanets datanets = new Datanets();
  private final Curation curation = new Curation(datanets, (_, _) -> 0);
  private Book book;
  private SpanRegister register;
  private long taken;

  @BeforeEach
  void open() throws IOException {
    book =
        Book.open(
            new Book.Setup(
                new MemoryJournal(),
                Facts.all(),
                List.of(datanets),
                BookClock.system(),
                _ -> {},
                64));
    var _ =
        book.await(
            curation.charter(
                NET,
                "olga",
                new Charter(
                    "What hills grow.",
                    Rules.of(ItemType.TEXT, "CC0-1.0"),
                    0,
                    true,
                    new Review(List.of("rea"), 1, 0, 0, 20, 0),
                    Optional.empty())));
    register = opened();
  }

  @AfterEach
  void close() throws IOException {
    book.close();
  }

  private SpanRegister opened() throws IOException {
    SpanRegister.Start start =
        book.await(draft -> SpanRegister.Start.of(draft.position(), datanets));
    taken = start.position();
    return SpanRegister.open(contents, Optional.of(folder), start);
  }

  private void offer(String id, String text, Optional<String> aliasOf) {
    byte[] bytes = RecordJson.bytes(new Contribution(id, "cid", text, Map.of()));
    ContentId content = contents.write("cid", bytes);
    Offer offer = new Offer(id, content, "CC0-1.0", bytes.length, 0, aliasOf);
    assertThat(
            book.await(curation.offer(new Offers(NET, "cid", List.of(offer), List.of()))).status())
        .isEqualTo(CurationStatus.DONE);
  }

  private void judge(String id, boolean approved) {
    assertThat(
            book.<CurationStatus>await(
                curation.review(new Judgement(NET, id, "rea", approved, "as it is"))))
        .isEqualTo(CurationStatus.DONE);
  }

  private SpanRegister.View view() {
    long end = book.await(draft -> draft.position());
    book.feed().read(taken, Math.toIntExact(end - taken)).forEach(register::apply);
    taken = end;
    return register.view(book, contents);
  }

  private List<String> holders(String answer) {
    SpanMatches matches = view().documents().matches(Tokenizer.tokens(answer));
    return matches.runs().stream()
        .flatMap(run -> run.holder().stream())
        .map(SpanMatches.Holder::owner)
        .distinct()
        .toList();
  }

  @Test
  void view_acceptedInAnotherOrder_whoOfferedFirstIsFirst() {
    offer("one", SLATE, Optional.empty());
    offer("two", SLATE + " and " + CHALK, Optional.empty());
    judge("two", true);
    judge("one", true);
    assertThat(holders(SLATE)).containsExactly("hills#one");
    assertThat(holders(CHALK)).containsExactly("hills#two");
  }

  @Test
  void view_copyRejectedWithdrawnOrReplaced_isNotFound() {
    offer("one", SLATE, Optional.empty());
    offer("copy", SLATE, Optional.of("hills#one"));
    offer("two", CHALK, Optional.empty());
    offer("three", SAND, Optional.empty());
    assertThat(holders(CHALK)).containsExactly("hills#two");
    judge("two", false);
    judge("three", true);
    assertThat(holders(CHALK)).isEmpty();
    assertThat(holders(SLATE)).containsExactly("hills#one");
    assertThat(holders(SAND)).containsExactly("hills#three");
    assertThat(book.<CurationStatus>await(curation.withdraw(NET, "three", "cid", "moved", false)))
        .isEqualTo(CurationStatus.DONE);
    assertThat(holders(SAND)).isEmpty();
    offer("three", CHALK, Optional.empty());
    assertThat(holders(CHALK)).containsExactly("hills#three");
  }

  @Test
  void view_held_staysAsItWas() {
    offer("one", SLATE, Optional.empty());
    SpanRegister.View before = view();
    judge("one", false);
    SpanRegister.View after = view();
    int[] answer = Tokenizer.tokens(SLATE);
    assertThat(before.documents().matches(answer).runs()).isNotEmpty();
    assertThat(after.documents().matches(answer).runs()).isEmpty();
    assertThat(after.position())
        .as("after the table, the judgement and the rejection")
        .isEqualTo(before.position() + 3);
  }

  @Test
  void open_filesOrNone_findsTheSameAndWritesTheSame() throws IOException {
    offer("one", SLATE, Optional.empty());
    offer("gone", SAND, Optional.empty());
    offer("copy", SLATE, Optional.of("hills#one"));
    judge("gone", false);
    assertThat(holders(SLATE)).containsExactly("hills#one");
    register.close();
    offer("two", CHALK, Optional.empty());
    register = opened();
    assertThat(holders(SLATE + " " + CHALK + " " + SAND)).containsExactly("hills#one", "hills#two");
    register = emptied();
    assertThat(holders(SLATE + " " + CHALK + " " + SAND)).containsExactly("hills#one", "hills#two");
    register.close();
    Map<String, byte[]> once = files();
    register = emptied();
    register.close();
    assertThat(files()).usingRecursiveComparison().isEqualTo(once);
  }

  private SpanRegister emptied() throws IOException {
    for (String file : files().keySet()) {
      Files.delete(folder.resolve(file));
    }
    return opened();
  }

  private Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  @Test
  void open_damagedOrOfAnotherBook_isMadeAgain() throws IOException {
    offer("one", SLATE, Optional.empty());
    assertThat(holders(SLATE)).containsExactly("hills#one");
    register.close();
    Path file = folder.resolve(files().keySet().iterator().next());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    register = opened();
    assertThat(holders(SLATE)).containsExactly("hills#one");
    register.close();
    Datanets other = new Datanets();
    other.apply(
        new Entry(
            0,
            0,
            new DatanetFact.Contributed(
                NET,
                "else",
                "dot",
                contents.write(
                    "dot", RecordJson.bytes(new Contribution("else", "dot", CHALK, Map.of()))))));
    SpanRegister foreign =
        SpanRegister.open(contents, Optional.of(folder), SpanRegister.Start.of(1, other));
    assertThat(foreign.view(book, contents).documents().matches(Tokenizer.tokens(SLATE)).runs())
        .isEmpty();
    assertThat(foreign.view(book, contents).documents().matches(Tokenizer.tokens(CHALK)).runs())
        .isNotEmpty();
  }

  @Test
  void likeliest_copyWithEveryFifthWordChanged_isTheOriginal() {
    offer("one", SLATE + " " + CHALK, Optional.empty());
    offer("two", SAND + " and nowhere else", Optional.empty());
    var _ = view();
    String[] words = (SLATE + " " + CHALK).split(" ");
    for (int i = 0; i < words.length; i += 5) {
      words[i] = "changed";
    }
    assertThat(register.likeliest(Tokenizer.tokens(String.join(" ", words)))).contains("hills#one");
    assertThat(register.likeliest(Tokenizer.tokens("nothing of all that"))).isEmpty();
  }

  @Test
  void view_twiceAsMuchRegistered_freezesANewTableAndNeverBefore() throws IOException {
    assertThat(view().table()).as("of nothing").isZero();
    offer("one", SLATE, Optional.empty());
    SpanRegister.View first = view();
    assertThat(first.table()).isEqualTo(1);
    assertThat(first.frequencies().count(Tokenizer.tokens("slate")[0])).isEqualTo(1);
    offer("two", "short", Optional.empty());
    assertThat(view().table()).isEqualTo(1);
    assertThat(view().frequencies().count(Tokenizer.tokens("short")[0])).isZero();
    register.close();
    register = opened();
    assertThat(view().table()).isEqualTo(1);
    assertThat(view().rarity("slate")).isLessThan(view().rarity("unheard"));
    offer("three", CHALK + " " + SAND, Optional.empty());
    assertThat(view().table()).isEqualTo(2);
    assertThat(view().frequencies().count(Tokenizer.tokens("short")[0])).isEqualTo(1);
  }
}
