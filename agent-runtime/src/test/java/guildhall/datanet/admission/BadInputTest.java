package guildhall.datanet.admission;

import static guildhall.datanet.admission.Offered.GIVEN;
import static guildhall.datanet.admission.Offered.TEXTS;
import static guildhall.datanet.admission.Offered.csv;
import static guildhall.datanet.admission.Offered.files;
import static guildhall.datanet.admission.Offered.json;
import static guildhall.datanet.admission.Offered.judge;
import static guildhall.datanet.admission.Offered.one;
import static guildhall.datanet.admission.Offered.refused;
import static guildhall.datanet.admission.Offered.zip;
import static guildhall.datanet.admission.OfferingLimits.USUAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Each bad input has its status, with the value that is at fault, and nothing of it is taken.
class BadInputTest {

  private static final int MIB = 1 << 20;

  /// Bytes that are made as they are read, and counted.
  private static final class Made extends InputStream {
    private final long size;
    private final byte fill;
    long read;

    Made(long size, char fill) {
      this.size = size;
      this.fill = (byte) fill;
    }

    @Override
    public int read() {
      return read < size ? fill + 0 * (int) ++read : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      int got = (int) Math.min(length, size - read);
      Arrays.fill(bytes, from, from + Math.max(got, 0), fill);
      read += got;
      return got > 0 ? got : -1;
    }
  }

  private static void assertRefused(NotAdmitted why, Reason reason, String... says) {
    assertThat(why.reason()).as(why.sentence()).isEqualTo(reason);
    assertThat(why.sentence())
        .endsWith(".")
        .satisfies(
            sentence -> assertThat(says).allSatisfy(said -> assertThat(sentence).contains(said)));
  }

  @Test
  void empty_ofEachFormat_isRefused() throws IOException {
    assertRefused(judge(TEXTS, one("")).why(), Reason.EMPTY, "note.txt");
    assertRefused(judge(TEXTS, one(" \n ... ")).why(), Reason.EMPTY, "note.txt");
    assertRefused(refused(csv(""), USUAL), Reason.EMPTY, "header");
    assertRefused(refused(csv("a,b\n"), USUAL), Reason.EMPTY, "no rows");
    assertRefused(refused(json("\n\n"), USUAL), Reason.EMPTY);
    assertRefused(refused(new Offering.Folder(List.of()), USUAL), Reason.EMPTY);
    assertRefused(
        refused(new Offering.Zip(Offered.bytes(zip(Map.of("a/", new byte[0])))), USUAL),
        Reason.EMPTY);
  }

  @Test
  void upload_of100MB_isRefusedBeforeItIsReadWhole() throws IOException {
    Made text = new Made(100_000_000, 'a');
    Made csv = new Made(100_000_000, '\n');
    Made zip = new Made(100_000_000, 'P');

    OfferingLimits large = new OfferingLimits(32 * MIB, 1000, 64 * MIB, 10, 8, 10, 32 * MIB, 100);
    assertRefused(
        refused(new Offering.Text("big.txt", text), large), Reason.TOO_LARGE, "33554432 bytes");
    assertThat(text.read).isLessThanOrEqualTo(32 * MIB + 8192);
    assertRefused(refused(new Offering.Csv(csv, Columns.none()), USUAL), Reason.TOO_LARGE);
    assertThat(csv.read).isLessThanOrEqualTo(32 * MIB + 8192);
    assertRefused(refused(new Offering.Zip(zip), USUAL), Reason.TOO_LARGE);
    assertThat(zip.read).isLessThanOrEqualTo(32 * MIB + 8192);
  }

  @Test
  void folder_filesThatAreTooMuchTogether_areRefused() throws IOException {
    var file = new Offering.File("a.txt", () -> new Made(600, 'a'));
    var limits = new OfferingLimits(1000, 10, 1000, 10, 8, 10, 1000, 100);

    assertRefused(
        refused(new Offering.Folder(List.of(file, file)), limits), Reason.TOO_LARGE, "1000 bytes");
  }

  @Test
  void item_largerThanOneMayBe_isRefusedWithItsLine() throws IOException {
    Made endless = new Made(Long.MAX_VALUE, 'a');

    assertRefused(
        refused(new Offering.Text("big.txt", endless), USUAL),
        Reason.ITEM_TOO_LARGE,
        "\"big.txt\"",
        "1048576");
    assertThat(endless.read).isLessThanOrEqualTo(MIB + 2 * 8192);
    String big = "x".repeat(MIB + 1);
    assertThat(refused(csv("a\nb\n" + big + "\n"), USUAL))
        .extracting(NotAdmitted::reason, NotAdmitted::line)
        .containsExactly(Reason.ITEM_TOO_LARGE, 3L);
    assertThat(refused(json("{}\n{\"a\":\"" + big + "\"}"), USUAL))
        .extracting(NotAdmitted::reason, NotAdmitted::line)
        .containsExactly(Reason.ITEM_TOO_LARGE, 2L);
  }

  @Test
  void items_moreThanThereMayBe_areRefused() throws IOException {
    var limits = new OfferingLimits(1000, 2, 1000, 10, 8, 10, 1000, 100);

    assertThat(csv("a\n1\n2").read(limits, _ -> {})).isEqualTo(new Reading.Whole(2, 5));
    assertRefused(refused(csv("a\n1\n2\n3"), limits), Reason.TOO_MANY_ITEMS, "2 items");
  }

  @Test
  void encoding_notUtf8_isRefusedWithItsLine() throws IOException {
    byte[] latin = "first\nsecond\ncaf\u00e9 au lait".getBytes(StandardCharsets.ISO_8859_1);
    NotAdmitted why = refused(new Offering.Text("menu.txt", Offered.bytes(latin)), USUAL);

    assertRefused(why, Reason.WRONG_ENCODING, "\"menu.txt\"", "line 3", "0xE9");
    assertThat(why.line()).isEqualTo(3);
    assertRefused(
        refused(
            new Offering.Text("w.txt", Offered.bytes("hi".getBytes(StandardCharsets.UTF_16))),
            USUAL),
        Reason.WRONG_ENCODING,
        "UTF-16");
    byte[] cut = "caf\u00e9".getBytes(StandardCharsets.UTF_8);
    assertRefused(
        refused(new Offering.Text("w.txt", Offered.bytes(Arrays.copyOf(cut, 4))), USUAL),
        Reason.WRONG_ENCODING);
  }

  @Test
  void encoding_whatNoTextHas_isRefusedWithItsPlace() throws IOException {
    assertRefused(judge(TEXTS, one("a b\u0000c")).why(), Reason.WRONG_ENCODING, "U+0000", "3");
    assertRefused(judge(TEXTS, one("a\rb")).why(), Reason.WRONG_ENCODING, "U+000D");
    assertRefused(
        judge(Offered.ROWS, json("{\"a\":\"x \\ud83d\"}")).why(), Reason.WRONG_ENCODING, "U+D83D");
    assertRefused(
        judge(Offered.ROWS, json("{\"a\\u0007\":\"x\"}")).why(), Reason.WRONG_ENCODING, "U+0007");
    assertThat(judge(TEXTS, one("a\tb\n😀 c")).only()).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void zip_thatInflatesWithoutEnd_isABomb() throws IOException {
    byte[] zeros = new byte[200 * MIB];
    Arrays.fill(zeros, (byte) 'a');
    byte[] bomb = zip(Map.of("a.txt", zeros));
    OfferingLimits any = new OfferingLimits(MIB, 10, 1 << 30, 10, 8, 10, 1L << 40, 100);

    assertThat(bomb.length).isLessThan(MIB);
    assertRefused(
        refused(new Offering.Zip(Offered.bytes(bomb)), any),
        Reason.ZIP_BOMB,
        "100 times",
        "\"a.txt\"");
    OfferingLimits flat = new OfferingLimits(MIB, 10, 1 << 30, 10, 8, 10, 50 * MIB, 1 << 30);
    assertRefused(
        refused(new Offering.Zip(Offered.bytes(bomb)), flat), Reason.ZIP_BOMB, "52428800 bytes");
    assertRefused(refused(new Offering.Zip(Offered.bytes(bomb)), USUAL), Reason.ZIP_BOMB);
  }

  @Test
  void zip_bombInWhatIsPassedOver_isABombAsWell() throws IOException {
    byte[] bomb = zip(Map.of("__MACOSX/a", new byte[200 * MIB]));

    assertRefused(refused(new Offering.Zip(Offered.bytes(bomb)), USUAL), Reason.ZIP_BOMB);
  }

  @Test
  void zip_manyEntries_areABomb() throws IOException {
    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i <= 10_000; i++) {
      many.put("f" + i, new byte[] {'a'});
    }

    assertRefused(
        refused(new Offering.Zip(Offered.bytes(zip(many))), USUAL), Reason.ZIP_BOMB, "10000");
  }

  @Test
  void zip_inAZip_isNotOpened() throws IOException {
    byte[] nested = zip(files("a.txt", "a"));
    for (int i = 0; i < 5; i++) {
      nested = zip(Map.of("deeper.zip", nested));
    }

    assertRefused(
        refused(new Offering.Zip(Offered.bytes(nested)), USUAL),
        Reason.WRONG_ENCODING,
        "\"deeper.zip\"",
        "archive");
  }

  @Test
  void zip_cutOffOrTwofold_isRefused() throws IOException {
    byte[] whole = zip(files("a.txt", "one two three", "b.txt", "four"));

    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThat(refused(new Offering.Zip(Offered.bytes(part)), USUAL).reason())
          .as("first %d bytes", length)
          .isEqualTo(Reason.BAD_ARCHIVE);
    }
    byte[] other = zip(files("c.txt", "x"));
    byte[] twice = Arrays.copyOf(whole, whole.length + other.length);
    System.arraycopy(other, 0, twice, whole.length, other.length);
    assertRefused(
        refused(new Offering.Zip(Offered.bytes(twice)), USUAL),
        Reason.BAD_ARCHIVE,
        "lists 1 entries and has 2");
  }

  @Test
  void csv_badLines_areRefusedWithTheirNumber() throws IOException {
    Map<String, Long> bad = new LinkedHashMap<>();
    bad.put("a,b\n1,2\n3\n", 3L);
    bad.put("a,b\n1,2,3\n", 2L);
    bad.put("a,b\n\"1\n1\",2\n3,4,5\n", 4L);
    bad.put("a,a\n1,2\n", 1L);
    bad.put("a,\n1,2\n", 1L);
    bad.put("a,b\n1,2\n3,\"4\n5\n", 3L);
    bad.put("a,b\n1,\"2\"3\n", 2L);
    bad.put("a,b\n1,2\"\n", 2L);
    bad.put("a" + ",a".repeat(300), 1L);

    for (var each : bad.entrySet()) {
      NotAdmitted why = refused(csv(each.getKey()), USUAL);
      assertRefused(why, Reason.MALFORMED, "Line " + each.getValue());
      assertThat(why.line()).isEqualTo(each.getValue());
    }
    assertRefused(
        refused(new Offering.Csv(Offered.text("a\n1"), Columns.text("story")), USUAL),
        Reason.MALFORMED,
        "\"story\"");
  }

  @Test
  void json_badLines_areRefusedWithTheirNumber() throws IOException {
    List<String> bad =
        List.of(
            "[1]",
            "7",
            "{\"a\":1",
            "{\"a\":1} {}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":{\"b\":1,\"b\":2}}",
            "{\"a\":" + "[".repeat(8) + "]".repeat(8) + "}",
            "{\"a\":" + "[".repeat(100_000),
            "{\"a\":NaN}",
            "{\"\":1}",
            "{'a':1}",
            "{\"a\":1,}");

    for (String each : bad) {
      NotAdmitted why = refused(json("{\"ok\":1}\n" + each + "\n{}"), USUAL);
      assertRefused(why, Reason.MALFORMED, "Line 2 ");
      assertThat(why.line()).isEqualTo(2);
    }
    assertThat(Offered.items(json("{\"a\":" + "[".repeat(7) + "]".repeat(7) + "}"))).hasSize(1);
  }

  @Test
  void licence_missingOrOther_refusesAll() throws IOException {
    Duplicates none = new Duplicates(7);
    for (String each : List.of("", " ", "GPL-3.0-only", "MIT OR x", "MIT\n")) {
      var declared = new Declaration(Optional.of(each).filter(text -> !text.isEmpty()), true);
      var said =
          judge(TEXTS, declared, Quota.Usage.NONE, none, new Offered.Known(), one("bees dance"));

      boolean fine = each.strip().equals("MIT");
      assertThat(said.judgement() instanceof Judgement.Judged).as(each).isEqualTo(fine);
      if (!fine) {
        assertThat(said.why().reason())
            .isEqualTo(each.isBlank() ? Reason.LICENCE_MISSING : Reason.LICENCE_NOT_ACCEPTED);
        assertThat(said.why().sentence()).contains(each.strip(), "CC-BY-4.0, MIT");
        assertThat(said.admissions()).isEmpty();
      }
    }
    var silent = new Declaration(Optional.of("mit"), false);
    assertRefused(
        judge(TEXTS, silent, Quota.Usage.NONE, none, new Offered.Known(), one("bees")).why(),
        Reason.CONSENT_MISSING);
    assertThat(none.size()).isZero();
  }

  @Test
  void quota_ofBytesOrItemsExceeded_refusesAllAndCountsWhatCameBefore() throws IOException {
    AdmissionRules rules =
        new AdmissionRules(
            ItemType.ROW, 100, new Quota(10, 3), Set.of("MIT"), Set.of(), 0, Set.of(), Map.of());
    Declaration mit = new Declaration(Optional.of("MIT"), true);
    Duplicates none = new Duplicates(7);
    Offered.Known known = new Offered.Known();

    var three = judge(rules, mit, Quota.Usage.NONE, none, known, csv("a\n1\n2\n3"));
    assertThat(three.judgement())
        .isEqualTo(new Judgement.Judged(3, 0, 0, 7, new Quota.Usage(3, 3), 0));
    var four = judge(rules, mit, Quota.Usage.NONE, none, known, csv("a\n1\n2\n3\n4"));
    assertRefused(four.why(), Reason.OVER_QUOTA, "4 items", "3 a day", "item 3");
    assertThat(four.judgement()).isInstanceOf(Judgement.Refused.class);
    var used = new Quota.Usage(9, 0);
    assertRefused(
        judge(rules, mit, used, none, known, csv("a\n12")).why(), Reason.OVER_QUOTA, "11 bytes");
    assertThat(judge(rules, mit, used, none, known, csv("a\n1")).judgement())
        .isInstanceOf(Judgement.Judged.class);
    assertThat(none.size()).isZero();
  }

  @Test
  void type_otherThanTheDatanets_refusesAll() throws IOException {
    assertRefused(
        judge(TEXTS, csv("a\nx y z")).why(), Reason.WRONG_TYPE, "type row", "takes text only");
    assertRefused(judge(Offered.ROWS, one("bees")).why(), Reason.WRONG_TYPE);
  }

  @Test
  void size_overTheDatanets_refusesTheItemAndNoOther() throws IOException {
    AdmissionRules rules =
        new AdmissionRules(
            ItemType.ROW,
            5,
            new Quota(99, 9),
            Set.of("CC-BY-4.0"),
            Set.of(),
            0,
            Set.of(),
            Map.of());

    var said = judge(rules, csv("a\nsix six\nfive"));

    assertRefused(said.why(), Reason.ITEM_TOO_LARGE, "Item 0", "7 bytes", "at most 5");
    assertThat(said.judgement())
        .isEqualTo(new Judgement.Judged(1, 0, 1, 14, new Quota.Usage(11, 2), 0));
  }

  @Test
  void rules_brokenByAnItem_nameTheValue() throws IOException {
    AdmissionRules rules =
        new AdmissionRules(
            ItemType.ROW,
            1000,
            new Quota(1000, 100),
            Set.of("CC-BY-4.0"),
            Set.of(),
            3,
            Set.of("land"),
            Map.of("land", Set.of("FR", "DE")));
    String header = "story,land\n";
    List<Admission> all = new ArrayList<>();
    for (String row :
        List.of("two,DE", "one two three,", "one two three,\"X\u202E\"", "a b c,FR")) {
      all.add(
          judge(rules, new Offering.Csv(Offered.text(header + row), Columns.text("story"))).only());
    }

    assertRefused(((Admission.Refused) all.get(0)).why(), Reason.RULE_BROKEN, "1 words", "least 3");
    assertRefused(((Admission.Refused) all.get(1)).why(), Reason.RULE_BROKEN, "\"land\"");
    assertRefused(((Admission.Refused) all.get(2)).why(), Reason.RULE_BROKEN, "\"X?\"", "DE, FR");
    assertThat(all.get(3)).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void checks_allBroken_areSaidInTheirOrder() throws IOException {
    Declaration nothing = new Declaration(Optional.empty(), false);
    AdmissionRules rules =
        new AdmissionRules(
            ItemType.TEXT, 4, new Quota(0, 0), Set.of("MIT"), Set.of(), 9, Set.of(), Map.of());
    Duplicates none = new Duplicates(7);
    Offered.Known known = new Offered.Known();

    assertThat(
            List.of(
                judge(rules, nothing, Quota.Usage.NONE, none, known, csv("a\n\u0001")).why(),
                judge(rules, nothing, Quota.Usage.NONE, none, known, one("\u0001")).why(),
                judge(rules, nothing, Quota.Usage.NONE, none, known, one(".....")).why(),
                judge(rules, nothing, Quota.Usage.NONE, none, known, one("a@b.example")).why(),
                judge(rules, nothing, Quota.Usage.NONE, none, known, one("a")).why(),
                judge(TEXTS, nothing, Quota.Usage.NONE, none, known, one("a@b.org")).why(),
                judge(TEXTS, GIVEN, Quota.Usage.NONE, none, known, one("a@b.org")).why()))
        .extracting(NotAdmitted::reason)
        .containsExactly(
            Reason.WRONG_TYPE,
            Reason.WRONG_ENCODING,
            Reason.EMPTY,
            Reason.ITEM_TOO_LARGE,
            Reason.OVER_QUOTA,
            Reason.LICENCE_MISSING,
            Reason.PERSONAL_DATA);
  }
}
