package guildhall.datanet;

import static guildhall.datanet.DeskNode.GIVEN;
import static guildhall.datanet.DeskNode.NET;
import static guildhall.datanet.DeskNode.charter;
import static guildhall.datanet.DeskNode.csv;
import static guildhall.datanet.DeskNode.file;
import static guildhall.datanet.DeskNode.reviewed;
import static guildhall.datanet.DeskNode.stream;
import static guildhall.datanet.DeskNode.text;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.datanet.Charter.Review;
import guildhall.datanet.ContributionDesk.Result;
import guildhall.datanet.ContributionDesk.Taken;
import guildhall.datanet.admission.Admission;
import guildhall.datanet.admission.Columns;
import guildhall.datanet.admission.ItemType;
import guildhall.datanet.admission.Offering;
import guildhall.datanet.admission.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What repeats something is told from what is first, now and after a restart, and from what the
/// same contributor hands in again.
class KnownTextsTest {

  private static final String OTHER = "beer-facts";

  @TempDir Path folder;

  /// An admission without the number of its root, which is another one after a restart.
  private record Said(String kind, String root, boolean withdrawn, int same) {

    static Said of(Admission admission) {
      return admission
              instanceof
              Admission.Alias(
                  Admission.Root.Earlier(var _, var key),
                  var withdrawn,
                  var same,
                  var _)
          ? new Said("Alias", key, withdrawn, same)
          : new Said(admission.getClass().getSimpleName(), "", false, 0);
    }
  }

  private static final Said ACCEPTED = new Said("Accepted", "", false, 0);
  private static final Said AGAIN = new Said("Again", "", false, 0);

  private static Said copyOf(String id, boolean withdrawn) {
    return new Said("Alias", Contribution.key(NET, id), withdrawn, 1000);
  }

  private static Said said(DeskNode node, String contributor, String name, String text)
      throws IOException {
    return Said.of(node.judged(contributor, file(name, text)));
  }

  private static String near(String text) {
    return Texts.noised(Texts.made(new Random(99), 400) + text, 0, new Random(1));
  }

  @Test
  void contribute_copyInAnotherDatanet_isAnAliasOfTheFirstAndNotRead() throws IOException {
    try (DeskNode node = DeskNode.in(folder).withTexts()) {
      assertThat(
              node.book.await(
                  node.curation.charter(
                      OTHER, "olu", charter(ItemType.TEXT, Review.NONE, true, 100))))
          .isEqualTo(CurationStatus.DONE);
      Result first = node.desk.contribute(OTHER, "cid", "x", file("a.txt", text(1)), GIVEN);
      assertThat(first).isInstanceOf(Result.Done.class);
      assertThat(said(node, "dot", "b.txt", text(1).toUpperCase(Locale.ROOT)))
          .isEqualTo(new Said("Alias", OTHER + "#a", false, 1000));
      assertThat(said(node, "dot", "c.txt", text(2))).isEqualTo(ACCEPTED);
      assertThat(node.published()).containsExactly("c");
      assertThat(node.registered())
          .filteredOn(each -> each.key().equals(NET + "#b"))
          .extracting(each -> each.aliasOf().orElseThrow())
          .containsExactly(OTHER + "#a");
    }
  }

  @Test
  void contribute_nearCopy_isAnAliasAndLessThanAll() throws IOException {
    String text = Texts.made(new Random(5), 400);
    try (DeskNode node = DeskNode.in(folder).withTexts()) {
      assertThat(said(node, "cid", "a.txt", text)).isEqualTo(ACCEPTED);
      Said said = said(node, "dot", "b.txt", Texts.noised(text, 0.01, new Random(6)));
      assertThat(said.root()).isEqualTo(NET + "#a");
      assertThat(said.same()).isBetween(800, 999);
    }
  }

  @Test
  void contribute_copyInTheSameOffering_isAnAliasOfThatItem() throws IOException {
    try (DeskNode node = DeskNode.in(folder).with(ItemType.ROW, Review.NONE)) {
      List<Taken> taken = node.taken("cid", csv("a\none two\nthree\nONE two\n"));
      assertThat(taken)
          .extracting(each -> each.admission().getClass().getSimpleName())
          .containsExactly("Accepted", "Accepted", "Alias");
      assertThat(node.registered())
          .extracting(each -> each.aliasOf().orElse(""))
          .containsExactly("", "", NET + "#item-1");
    }
  }

  /// Rows are compared by the same whether they come or are there: whichever of their fields is the
  /// text or the label.
  @Test
  void contribute_copiesOfRowsAndExamples_areExactAliases() throws IOException {
    String lines = "{\"t\":\"so good\",\"by\":\"ann\",\"mood\":\"glad\"}";
    for (Columns columns :
        List.of(Columns.none(), Columns.text("t"), Columns.labelled("t", "mood"))) {
      ItemType type = columns.label().isPresent() ? ItemType.EXAMPLE : ItemType.ROW;
      String id = "x" + columns.label().isPresent() + columns.text().isPresent();
      try (DeskNode node = DeskNode.in(folder.resolve(id)).with(type, Review.NONE)) {
        for (String contributor : List.of("cid", "dot")) {
          Result result =
              node.desk.contribute(
                  NET,
                  contributor,
                  contributor,
                  new Offering.JsonLines(stream(lines), columns),
                  GIVEN);
          Said said = Said.of(((Result.Done) result).items().getFirst().admission());
          assertThat(said).isEqualTo(contributor.equals("cid") ? ACCEPTED : copyOf("cid-1", false));
        }
      }
    }
  }

  @Test
  void contribute_sameOfferingAgain_addsNothingAndNamesTheSameIds() throws IOException {
    String rows = "a,b\none two,x\nthree,y\nONE two,x\n";
    try (DeskNode node = DeskNode.in(folder)) {
      var _ = node.with(charter(ItemType.ROW, reviewed(1), true, 3)); // which the first uses up
      List<Taken> first = node.taken("cid", csv(rows));
      long before = node.book.feed().end();
      for (boolean accepted : new boolean[] {false, true}) {
        List<Taken> again = node.taken("cid", csv(rows));
        assertThat(again).extracting(Taken::id).containsExactly("item-1", "item-2", "item-3");
        assertThat(again)
            .extracting(Taken::id)
            .containsExactlyElementsOf(first.stream().map(Taken::id).toList());
        assertThat(again).extracting(each -> Said.of(each.admission())).containsOnly(AGAIN);
        assertThat(node.book.feed().end()).isEqualTo(before);
        if (!accepted) {
          assertThat(node.review("item-1", true)).isEqualTo(CurationStatus.DONE);
          before = node.book.feed().end();
        }
      }
      assertThat(node.notNow("dot", csv(rows))).isEqualTo(CurationStatus.ID_TAKEN);
    }
  }

  @Test
  void contribute_sameWithMore_addsOnlyWhatIsNew() throws IOException {
    try (DeskNode node = DeskNode.in(folder).with(ItemType.ROW, Review.NONE)) {
      var _ = node.taken("cid", csv("a\none\n"));
      long before = node.book.feed().end();
      assertThat(node.taken("cid", csv("a\none\ntwo\n")))
          .extracting(each -> Said.of(each.admission()))
          .containsExactly(AGAIN, ACCEPTED);
      assertThat(node.entries(before)).as("offered and accepted").hasSize(2);
      assertThat(node.published()).containsExactly("item-1", "item-2");
    }
  }

  @Test
  void reject_root_leavesNoAliasOfItAndItsTextIsJudgedAfresh() throws IOException {
    try (DeskNode node = DeskNode.in(folder).with(ItemType.TEXT, reviewed(1))) {
      assertThat(said(node, "cid", "a.txt", text(1))).isEqualTo(ACCEPTED);
      assertThat(said(node, "dot", "b.txt", text(1))).isEqualTo(copyOf("a", false));
      assertThat(said(node, "eve", "c.txt", text(1))).isEqualTo(copyOf("a", false));
      assertThat(node.review("b", true)).isEqualTo(CurationStatus.DONE);
      assertThat(node.published()).as("an alias is not read").isEmpty();
      assertThat(node.review("a", false)).isEqualTo(CurationStatus.DONE);
      assertThat(node.registered())
          .extracting(each -> each.key() + each.aliasOf().orElse(""))
          .containsExactly(NET + "#b", NET + "#c" + NET + "#b");
      assertThat(node.published()).as("it stands for itself").containsExactly("b");
      assertThat(said(node, "fay", "d.txt", text(1))).isEqualTo(copyOf("b", false));
      assertThat(node.review("c", false)).isEqualTo(CurationStatus.DONE);
      assertThat(said(node, "cid", "e.txt", text(2))).isEqualTo(ACCEPTED);
      assertThat(node.review("e", false)).isEqualTo(CurationStatus.DONE);
      assertThat(said(node, "cid", "e.txt", text(2))).as("afresh").isEqualTo(ACCEPTED);
    }
  }

  @Test
  void withdraw_root_leavesItsCopiesAliases() throws IOException {
    try (DeskNode node = DeskNode.in(folder).with(ItemType.TEXT, reviewed(1))) {
      assertThat(said(node, "cid", "a.txt", text(1))).isEqualTo(ACCEPTED);
      assertThat(said(node, "cid", "w.txt", text(2))).isEqualTo(ACCEPTED);
      assertThat(node.review("a", true)).isEqualTo(CurationStatus.DONE);
      node.withdraw("a", "cid");
      node.withdraw("w", "cid"); // before anybody has judged it
      assertThat(said(node, "dot", "b.txt", text(1))).isEqualTo(copyOf("a", true));
      assertThat(said(node, "dot", "v.txt", text(2))).isEqualTo(copyOf("w", true));
      assertThat(said(node, "cid", "a.txt", text(1)))
          .as("who takes it back does not earn by it again")
          .isEqualTo(copyOf("a", true));
    }
  }

  @Test
  void publish_withoutAnOffer_isKnownTooWithWhatItReplaced() throws IOException {
    try (DeskNode node = DeskNode.in(folder).withTexts()) {
      assertThat(said(node, "cid", "z.txt", text(9))).isEqualTo(ACCEPTED);
      DatanetService service = new DatanetService(node.book, node.contents, node.datanets);
      for (int i = 1; i <= 2; i++) {
        var _ = service.publish(NET, List.of(new Contribution("p", "oda", text(i), Map.of())));
      }
      assertThat(said(node, "dot", "b.txt", text(1))).isEqualTo(copyOf("p", false));
      assertThat(said(node, "dot", "c.txt", text(2))).isEqualTo(copyOf("p", false));
    }
  }

  @Test
  void contribute_sameTextFromTwoAtOnce_isFirstOnce() throws Exception {
    try (DeskNode node = DeskNode.in(folder).withTexts();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 20; round++) {
        String text = text(100 + round);
        String name = "r" + round;
        CyclicBarrier together = new CyclicBarrier(2);
        List<Future<Said>> both = new ArrayList<>();
        for (String contributor : List.of("cid", "dot")) {
          both.add(
              threads.submit(() -> {
                var _ = together.await(20, TimeUnit.SECONDS);
                return said(node, contributor, name + contributor, text);
              }));
        }
        List<String> kinds = new ArrayList<>();
        for (var each : both) {
          kinds.add(each.get(20, TimeUnit.SECONDS).kind());
        }
        assertThat(kinds).containsExactlyInAnyOrder("Accepted", "Alias");
      }
    }
  }

  /// A history with everything in it.
  private static void live(DeskNode node) throws IOException {
    var _ = node.with(ItemType.TEXT, reviewed(1));
    for (int i = 1; i <= 8; i++) {
      var _ = said(node, "cid", "t" + i + ".txt", near(text(i)).substring(0, 300 + 200 * i));
    }
    for (int i = 10; i < 20; i++) {
      var _ = said(node, "cid", "s" + i + ".txt", text(i));
    }
    for (int i = 10; i < 14; i++) {
      var _ = said(node, "dot", "c" + i + ".txt", text(i));
      var _ = said(node, "eve", "d" + i + ".txt", text(i));
    }
    for (String each : List.of("s10", "s11", "c12", "s14", "t1")) {
      assertThat(node.review(each, false)).as(each).isEqualTo(CurationStatus.DONE);
    }
    for (String each : List.of("s12", "s15", "c11", "t2")) {
      assertThat(node.review(each, true)).as(each).isEqualTo(CurationStatus.DONE);
    }
    for (String each : List.of("c10", "s15", "s16", "c11")) {
      node.withdraw(each, "oda");
    }
    var _ = said(node, "fay", "s15.txt", text(15));
    var _ = said(node, "fay", "s16.txt", text(30));
    assertThat(node.review("s15", false)).isEqualTo(CurationStatus.DONE);
    DatanetService service = new DatanetService(node.book, node.contents, node.datanets);
    for (int i = 40; i < 43; i++) {
      var _ = service.publish(NET, List.of(new Contribution("p", "oda", text(i), Map.of())));
    }
    node.withdraw("p", "oda");
    var _ = service.publish(NET, List.of(new Contribution("p", "oda", text(43), Map.of())));
  }

  private static List<Said> probes(DeskNode node) throws IOException {
    List<Said> found = new ArrayList<>();
    List<String> texts =
        Stream.concat(
                Stream.iterate(1, i -> i < 45, i -> i + 1).map(DeskNode::text),
                Stream.iterate(1, i -> i < 9, i -> i + 1)
                    .map(i -> near(text(i)).substring(0, 250 + 200 * i)))
            .toList();
    for (int i = 0; i < texts.size(); i++) {
      found.add(said(node, "guy", "probe" + i + ".txt", texts.get(i)));
    }
    found.add(said(node, "cid", "s17.txt", text(17)));
    return found;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path there = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(there);
        } else {
          Files.copy(file, there);
        }
      }
    }
  }

  @Test
  void contribute_afterARestart_isJudgedAsWithoutOne() throws IOException {
    List<Said> without;
    try (DeskNode node = DeskNode.in(folder.resolve("without"))) {
      live(node);
      copy(folder.resolve("without"), folder.resolve("with")); // as a crash would leave it
      without = probes(node);
    }
    try (DeskNode node = DeskNode.in(folder.resolve("with"))) {
      assertThat(probes(node)).isEqualTo(without);
    }
    assertThat(without).contains(ACCEPTED, AGAIN, copyOf("s12", false), copyOf("c10", true));
    assertThat(without).contains(copyOf("p", true), copyOf("p", false), copyOf("s16", true));
  }

  @Test
  void contribute_erasedContent_isFoundByWhatIsKnownOfIt() throws IOException {
    String text = Texts.made(new Random(5), 400);
    try (DeskNode node = DeskNode.in(folder).withTexts()) {
      assertThat(said(node, "cid", "a.txt", text)).isEqualTo(ACCEPTED);
      node.withdraw("a", "cid");
      node.contents.erase(node.book.await(_ -> node.datanets.known()).getFirst().content());
      assertThat(said(node, "dot", "b.txt", text)).isEqualTo(copyOf("a", true));
      assertThat(said(node, "dot", "c.txt", Texts.noised(text, 0.01, new Random(6))).root())
          .isEqualTo(NET + "#a");
    }
    try (DeskNode node = DeskNode.in(folder)) {
      assertThat(said(node, "eve", "d.txt", text)).as("its copy is known").isNotEqualTo(ACCEPTED);
    }
  }
}
