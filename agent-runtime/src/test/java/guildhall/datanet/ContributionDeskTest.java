package guildhall.datanet;

import static guildhall.datanet.DeskNode.GIVEN;
import static guildhall.datanet.DeskNode.NET;
import static guildhall.datanet.DeskNode.charter;
import static guildhall.datanet.DeskNode.csv;
import static guildhall.datanet.DeskNode.file;
import static guildhall.datanet.DeskNode.stream;
import static guildhall.datanet.DeskNode.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.datanet.Charter.Review;
import guildhall.datanet.ContributionDesk.Result;
import guildhall.datanet.ContributionDesk.Taken;
import guildhall.datanet.DatanetFact.Declined;
import guildhall.datanet.admission.Admission;
import guildhall.datanet.admission.Columns;
import guildhall.datanet.admission.Declaration;
import guildhall.datanet.admission.ItemType;
import guildhall.datanet.admission.NotAdmitted;
import guildhall.datanet.admission.Offering;
import guildhall.datanet.admission.Reason;
import guildhall.json.RecordJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can be handed in, and what is not taken: then nothing of it is, and what was tried is
/// written down.
class ContributionDeskTest {

  private static final Columns ID_AND_TEXT =
      new Columns(Optional.of("id"), Optional.of("text"), Optional.empty());

  @TempDir Path folder;

  private DeskNode node(ItemType type) throws IOException {
    return DeskNode.in(folder.resolve("node")).with(type, Review.NONE);
  }

  private static List<String> ids(List<Taken> taken) {
    return taken.stream().map(Taken::id).toList();
  }

  private static Contribution kept(DeskNode node, String id) throws IOException {
    var registered =
        node.registered().stream()
            .filter(each -> each.key().equals(Contribution.key(NET, id)))
            .findFirst()
            .orElseThrow();
    return RecordJson.read(
        node.contents.get(registered.content()).orElseThrow(), Contribution.class);
  }

  @Test
  void contribute_folder_offersEachFileUnderItsName() throws IOException {
    Path all = folder.resolve("files");
    Path files = Files.createDirectories(all.resolve("sub"));
    Files.writeString(all.resolve("Notes.md"), text(1));
    Files.writeString(all.resolve("notes.txt"), text(2));
    Files.writeString(files.resolve("Über uns.txt"), text(3));
    try (DeskNode node = node(ItemType.TEXT)) {
      List<Taken> taken = node.taken("cid", Offering.folder(all));
      assertThat(ids(taken)).containsExactly("notes", "notes-2", "sub-uber-uns");
      assertThat(taken)
          .allSatisfy(each -> assertThat(each.admission()).isInstanceOf(Admission.Accepted.class));
      assertThat(node.published()).containsExactly("notes", "notes-2", "sub-uber-uns");
      assertThat(kept(node, "notes-2"))
          .isEqualTo(new Contribution("notes-2", "cid", text(2), Map.of()));
    }
  }

  @Test
  void contribute_csv_keepsIdTextAndFieldsInTheirOrder() throws IOException {
    String rows = "id,z,text,a\nAT 4.5,1," + text(1) + ",2\nAT 4.6,3," + text(2) + ",4\n";
    try (DeskNode node = node(ItemType.ROW)) {
      List<Taken> taken = node.taken("cid", new Offering.Csv(stream(rows), ID_AND_TEXT));
      assertThat(ids(taken)).containsExactly("at-4-5", "at-4-6");
      Contribution kept = kept(node, "at-4-5");
      assertThat(kept.text()).isEqualTo(text(1));
      assertThat(List.copyOf(kept.fields().entrySet()))
          .containsExactly(Map.entry("z", "1"), Map.entry("a", "2"));
    }
  }

  @Test
  void contribute_labelledJsonLines_areNumberedBehindThePrefixAndKeepTheirLabel()
      throws IOException {
    String lines =
        "{\"said\":\""
            + text(1)
            + "\",\"mood\":\"glad\"}\n{\"said\":\""
            + text(2)
            + "\",\"mood\":\"sad\"}\n";
    try (DeskNode node = node(ItemType.EXAMPLE)) {
      List<Taken> taken =
          node.taken(
              "cid", new Offering.JsonLines(stream(lines), Columns.labelled("said", "mood")));
      assertThat(ids(taken)).containsExactly("item-1", "item-2");
      assertThat(kept(node, "item-2").fields()).isEqualTo(Map.of("label", "sad"));
    }
  }

  @Test
  void contribute_itemsThatDoNotPass_areDeclinedAndTheOthersOffered() throws IOException {
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.writeString(files.resolve("a.txt"), "");
    Files.writeString(files.resolve("b.txt"), text(1));
    Files.writeString(files.resolve("c.txt"), "x ".repeat(60_000));
    Files.writeString(files.resolve("d.txt"), "write to ann@example.com today");
    try (DeskNode node = node(ItemType.TEXT)) {
      List<Taken> taken = node.taken("cid", Offering.folder(files));
      assertThat(taken)
          .extracting(
              each -> each.admission() instanceof Admission.Refused(var why) ? why.reason() : null)
          .containsExactly(Reason.EMPTY, null, Reason.ITEM_TOO_LARGE, Reason.PERSONAL_DATA);
      assertThat(node.published()).containsExactly("b");
      assertThat(declined(node, 0)).containsExactly("empty", "item_too_large", "personal_data");
    }
  }

  private static List<String> declined(DeskNode node, long from) {
    return node.entries(from).stream()
        .map(entry -> entry.fact() instanceof Declined declined ? declined.code() : "")
        .filter(code -> !code.isEmpty())
        .toList();
  }

  /// What is refused as a whole leaves its reason and nothing else.
  private static void assertRefused(DeskNode node, Offering offering, Reason reason, String part)
      throws IOException {
    assertRefused(node, offering, GIVEN, reason, part);
  }

  private static void assertRefused(
      DeskNode node, Offering offering, Declaration declaration, Reason reason, String part)
      throws IOException {
    long before = node.book.feed().end();
    NotAdmitted why = node.refused(offering, declaration);
    assertThat(why.reason()).isEqualTo(reason);
    assertThat(why.sentence()).contains(part);
    assertThat(declined(node, before)).containsExactly(reason.code());
    assertThat(node.book.feed().end()).isEqualTo(before + 1);
    assertThat(node.registered()).isEmpty();
  }

  @Test
  void contribute_badTexts_areRefusedAsAWhole() throws IOException {
    try (DeskNode node = node(ItemType.TEXT)) {
      byte[] latin = "caf\u00e9 au lait".getBytes(StandardCharsets.ISO_8859_1);
      assertRefused(
          node,
          new Offering.Text("a.txt", new ByteArrayInputStream(latin)),
          Reason.WRONG_ENCODING,
          "a.txt");
      assertRefused(
          node, file("a.txt", "x".repeat(2 << 20)), Reason.ITEM_TOO_LARGE, "1048576 bytes");
      assertRefused(node, csv("a,b\n1,2"), Reason.WRONG_TYPE, "type row");
      assertRefused(
          node,
          file("a.txt", text(1)),
          new Declaration(Optional.empty(), true),
          Reason.LICENCE_MISSING,
          "CC0-1.0");
      assertRefused(
          node,
          file("a.txt", text(1)),
          new Declaration(Optional.of("MIT"), true),
          Reason.LICENCE_NOT_ACCEPTED,
          "MIT");
      assertRefused(
          node,
          file("a.txt", text(1)),
          new Declaration(Optional.of("CC0-1.0"), false),
          Reason.CONSENT_MISSING,
          "consent");
      assertThat(node.offer("cid", file("a.txt", text(1)))).isInstanceOf(Result.Done.class);
    }
  }

  private static byte[] zip(String name, int length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("first.txt"));
      zip.write(text(1).getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry(name));
      byte[] block = new byte[1 << 16];
      Arrays.fill(block, (byte) 'z');
      for (int left = length; left > 0; left -= block.length) {
        zip.write(block, 0, Math.min(left, block.length));
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void contribute_archives_areTakenWholeOrNotAtAll() throws IOException {
    try (DeskNode node = node(ItemType.TEXT)) {
      assertRefused(
          node,
          new Offering.Zip(new ByteArrayInputStream(zip("__MACOSX/bomb", 8 << 20))),
          Reason.ZIP_BOMB,
          "100 times");
      byte[] good = zip("second.txt", 1000);
      assertRefused(
          node,
          new Offering.Zip(new ByteArrayInputStream(Arrays.copyOf(good, good.length - 30))),
          Reason.BAD_ARCHIVE,
          "cut off");
      assertThat(ids(node.taken("cid", new Offering.Zip(new ByteArrayInputStream(good)))))
          .containsExactly("first", "second");
    }
  }

  /// As a gateway would hand it on: the peer goes away in the middle of its archive.
  @Test
  void contribute_socketThatEndsInTheMiddle_takesNothing() throws Exception {
    byte[] zip = zip("second.txt", 100_000);
    try (DeskNode node = node(ItemType.TEXT);
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread peer =
          Thread.ofVirtual()
              .start(() -> {
                try (Socket out =
                    new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
                  OutputStream bytes = out.getOutputStream();
                  bytes.write(zip, 0, zip.length / 2);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      try (Socket in = server.accept()) {
        in.setSoTimeout(20_000);
        assertRefused(node, new Offering.Zip(in.getInputStream()), Reason.BAD_ARCHIVE, "archive");
      }
      peer.join();
    }
  }

  @Test
  void contribute_badRows_areRefusedWithTheirLine() throws IOException {
    try (DeskNode node = node(ItemType.ROW)) {
      assertRefused(node, csv("a,b\n1,2\n3\n"), Reason.MALFORMED, "Line 3");
      assertThat(node.refused(csv("a,b\n1,2\n3\n"), GIVEN).line()).isEqualTo(3);
      assertRefused(node, csv("a,b\n"), Reason.EMPTY, "no rows");
    }
  }

  /// Fields that cannot be searched are a reason, not an exception, whatever they are.
  @Test
  void contribute_fieldsNoDatanetCanKeep_areDeclinedEach() throws IOException {
    String lines =
        "{\"$text\":\"one two\"}\n{\"a\":\""
            + "x".repeat(10_001)
            + "\"}\n{\"a\":\"half \\ud800 pair\"}\n{\"a\":\"three four\"}\n";
    try (DeskNode node = node(ItemType.ROW)) {
      List<Taken> taken = node.taken("cid", new Offering.JsonLines(stream(lines), Columns.none()));
      assertThat(taken.subList(0, 3))
          .extracting(each -> ((Admission.Refused) each.admission()).why().reason())
          .containsExactly(Reason.RULE_BROKEN, Reason.RULE_BROKEN, Reason.WRONG_ENCODING);
      assertThat(node.registered())
          .extracting(Datanets.Registered::key)
          .containsExactly(NET + "#item-4");
    }
  }

  @Test
  void contribute_labelBesideAFieldOfThatName_isDeclined() throws IOException {
    String line = "{\"said\":\"so good\",\"mood\":\"glad\",\"label\":\"x\"}";
    try (DeskNode node = node(ItemType.EXAMPLE)) {
      var admission =
          node.judged(
              "cid", new Offering.JsonLines(stream(line), Columns.labelled("said", "mood")));
      assertThat(((Admission.Refused) admission).why().sentence()).contains("beside its label");
    }
  }

  @Test
  void contribute_moreThanADayTakes_refusesAllOfIt() throws IOException {
    try (DeskNode node = DeskNode.in(folder.resolve("node"))) {
      var _ = node.with(charter(ItemType.ROW, Review.NONE, true, 3));
      assertRefused(node, csv("a\none\ntwo\nthree\nfour"), Reason.OVER_QUOTA, "3 a day");
      assertThat(node.taken("dot", csv("a\none\ntwo\nthree"))).hasSize(3);
    }
  }

  @Test
  void contribute_whereNothingMayBeOffered_readsNothingAndLeavesNoEntry() throws IOException {
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
    Offering offering = new Offering.Text("a.txt", unread);
    try (DeskNode node = DeskNode.in(folder.resolve("node"))) {
      assertThat(node.notNow("cid", offering)).isEqualTo(CurationStatus.DATANET_NOT_FOUND);
      var _ = node.with(charter(ItemType.TEXT, Review.NONE, false, 3));
      assertThat(node.notNow("cid", offering)).isEqualTo(CurationStatus.CLOSED_TO_CONTRIBUTIONS);
      assertThat(node.notNow("@treasury", offering)).isEqualTo(CurationStatus.BAD_NAME);
    }
  }

  @Test
  void contribute_idOfSomethingElse_takesNothingAndNamesIt() throws IOException {
    try (DeskNode node = node(ItemType.TEXT)) {
      var _ = node.taken("dot", file("b.txt", text(1)));
      Path files = Files.createDirectories(folder.resolve("files"));
      Files.writeString(files.resolve("a.txt"), text(2));
      Files.writeString(files.resolve("b.txt"), text(3));
      long before = node.book.feed().end();
      assertThat(node.offer("cid", Offering.folder(files)))
          .isEqualTo(new Result.NotNow(CurationStatus.ID_TAKEN, "b"));
      assertThat(node.book.feed().end()).isEqualTo(before);
    }
  }

  @Test
  void contribute_streamThatFails_isAnExceptionAndLeavesNoEntry() throws IOException {
    try (DeskNode node = node(ItemType.ROW)) {
      InputStream rows = stream("a\none\ntwo\n");
      InputStream failing =
          new InputStream() {
            @Override
            public int read() throws IOException {
              int next = rows.read();
              if (next < 0) {
                throw new IOException("the line is cut");
              }
              return next;
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
              into[from] = (byte) read();
              return 1;
            }
          };
      long before = node.book.feed().end();
      assertThatThrownBy(() -> node.offer("cid", new Offering.Csv(failing, Columns.none())))
          .isInstanceOf(IOException.class)
          .hasMessage("the line is cut");
      assertThat(node.book.feed().end()).isEqualTo(before);
      assertThat(node.taken("cid", csv("a\none\n"))).hasSize(1);
    }
  }

  private record Told(int items, long bytes) {}

  @Test
  void contribute_bulk_tellsHowFarItIs() throws IOException {
    StringBuilder rows = new StringBuilder("a\n");
    for (int i = 0; i < 2000; i++) {
      rows.append("number ").append(i).append('\n');
    }
    List<Told> told = new ArrayList<>();
    try (DeskNode node = DeskNode.in(folder.resolve("node"))) {
      var _ = node.with(charter(ItemType.ROW, Review.NONE, true, 5000));
      Result result =
          node.desk.contribute(
              NET,
              "cid",
              "row",
              csv(rows.toString()),
              GIVEN,
              (items, bytes) -> told.add(new Told(items, bytes)));
      assertThat(result).isInstanceOf(Result.Done.class);
      assertThat(told).hasSize(2000);
      assertThat(told).isSortedAccordingTo((a, b) -> Long.compare(a.bytes(), b.bytes()));
      assertThat(told).extracting(Told::items).startsWith(1, 2, 3).endsWith(2000);
      assertThat(told.getFirst().bytes()).isLessThan(rows.length());
      assertThat(told.getLast().bytes()).isEqualTo(rows.length());
      assertThat(node.published()).hasSize(2000).endsWith("row-2000");
    }
  }

  @Test
  void contribute_listenerThatThrows_takesNothingAndLetsOthersGoOn() throws IOException {
    try (DeskNode node = node(ItemType.ROW)) {
      long before = node.book.feed().end();
      assertThatThrownBy(() ->
              node.desk.contribute(
                  NET,
                  "cid",
                  "row",
                  csv("a\none\ntwo\n"),
                  GIVEN,
                  (_, _) -> {
                    throw new IllegalStateException("stop");
                  }))
          .hasMessage("stop");
      assertThat(node.book.feed().end()).isEqualTo(before);
      assertThat(node.taken("cid", csv("a\none\n"))).hasSize(1);
    }
  }

  @Test
  void contribute_beforeWhatIsKnownIsRead_isBusyAndLeavesNoEntry() throws IOException {
    try (DeskNode node = DeskNode.impatientIn(folder.resolve("node")).withTexts()) {
      assertThat(node.notNow("cid", file("a.txt", text(1)))).isEqualTo(CurationStatus.BUSY);
    }
  }
}
