package guildhall.datanet.admission;

import static guildhall.datanet.admission.Offered.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Whatever the bytes, reading them ends with a status, and no item is larger than one may be.
class ParserFuzzTest {

  private static final int CASES = 4_000;
  private static final int ITEM_MAX = 300;
  private static final OfferingLimits TIGHT =
      new OfferingLimits(2_000, 50, ITEM_MAX, 6, 4, 8, 3_000, 20);

  private static final List<Function<byte[], Offering>> FORMATS =
      List.of(
          bytes -> new Offering.Text("t", bytes(bytes)),
          bytes -> new Offering.Csv(bytes(bytes), Columns.none()),
          bytes -> new Offering.Csv(bytes(bytes), Columns.labelled("a", "b")),
          bytes -> new Offering.JsonLines(bytes(bytes), Columns.none()),
          bytes -> new Offering.JsonLines(bytes(bytes), Columns.text("a")),
          bytes -> new Offering.Zip(bytes(bytes)),
          bytes -> new Offering.Folder(List.of(new Offering.File("f", () -> bytes(bytes)))));

  private static final List<byte[]> GOOD =
      List.of(
          utf8("a,b,c\r\n1,\"two \"\"2\"\"\",3\n4,\"5\n5\",😀\n"),
          utf8(
              """
              {"a":"b","c":[1,{"d":null}]}
              {"a":1e5,"b":"\\u00e9\\ud83d\\ude00"}
              """),
          utf8("\uFEFFSome text,\nwith lines and é and 😀.\n"),
          Offered.zip(Offered.files("a.txt", "a,b\n1,2", "d/", "", "d/b.txt", "x".repeat(250))));

  private static final String PIECES = "\",\n\r{}[]:\\au0é😀ab,12 \u0000\uFEFF";

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void read_goodBytesCutAnywhere_endsWithAStatus() throws IOException {
    for (byte[] good : GOOD) {
      for (int length = 0; length <= good.length; length++) {
        assertEnds(Arrays.copyOf(good, length));
      }
    }
  }

  @Test
  void read_goodBytesChanged_endsWithAStatus() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < CASES; i++) {
      byte[] bytes = GOOD.get(i % GOOD.size()).clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertEnds(bytes);
    }
  }

  @Test
  void read_randomBytesAndPieces_endsWithAStatus() throws IOException {
    Random random = new Random(2);
    int[] pieces = PIECES.codePoints().toArray();
    for (int i = 0; i < CASES; i++) {
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      assertEnds(bytes);
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(100); length > 0; length--) {
        text.appendCodePoint(pieces[random.nextInt(pieces.length)]);
      }
      assertEnds(utf8(text.toString()));
    }
  }

  private static void assertEnds(byte[] bytes) throws IOException {
    for (var format : FORMATS) {
      int[] count = new int[1];
      Reading reading =
          format
              .apply(bytes)
              .read(
                  TIGHT,
                  item -> {
                    assertThat(item.position()).isEqualTo(count[0]++);
                    assertThat(item.text().length()).isLessThanOrEqualTo(ITEM_MAX + 6);
                  });
      switch (reading) {
        case Reading.Whole(var items, var read) -> {
          assertThat(items).isEqualTo(count[0]).isPositive();
          assertThat(read).isLessThanOrEqualTo(bytes.length);
        }
        case Reading.Refused(var why) -> {
          assertThat(why.sentence()).isNotBlank().endsWith(".");
          assertThat(why.line()).isBetween(0L, bytes.length + 1L);
        }
      }
      // and whatever was read can be judged
      var judged = Offered.judge(Offered.TEXTS, format.apply(bytes)).judgement();
      assertThat(judged).isNotNull();
    }
  }
}
