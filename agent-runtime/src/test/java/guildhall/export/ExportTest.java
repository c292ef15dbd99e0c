package guildhall.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.book.Entry;
import guildhall.json.RecordJson;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerFact;
import guildhall.ledger.LedgerFact.Posting;
import guildhall.ledger.LedgerFact.Transferred;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names, lines of JSON, and CSV.
class ExportTest {

  private static final long TIME = 1_780_000_000_123_456L;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          local          | local
          @treasury      | @treasury
          a b            | a b
          `two  spaces`  | two%20%20spaces
          ` leading`     | %20leading
          `trailing `    | trailing%20
          a:b;c          | a%3Ab%3Bc
          100%           | 100%25
          żółć           | żółć
          名前            | 名前
          (a)[b]         | %28a%29%5Bb%5D
          -1.5           | -1.5
          """)
  void name_anyCharacters_isMappedAndToldBack(String name, String mapped) {
    assertThat(HledgerName.of(name)).isEqualTo(mapped);
    assertThat(HledgerName.original(mapped)).isEqualTo(name);
  }

  @Test
  void name_random_isToldBackAndNeverEndsItself() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = 1 + random.nextInt(8); length > 0; length--) {
        int c = random.nextInt(random.nextBoolean() ? 0x80 : 0x20000);
        text.appendCodePoint(Character.getType(c) == Character.SURROGATE ? ' ' : c);
      }
      String name = text.toString();
      String mapped = HledgerName.of(name);
      assertThat(HledgerName.original(mapped)).as(mapped).isEqualTo(name);
      assertThat(mapped).doesNotContain("  ", ":", ";", "\n", "\t").isEqualTo(mapped.strip());
    }
  }

  @Test
  void name_notMapped_isRefused() {
    assertThatThrownBy(() -> HledgerName.original("a%2"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HledgerName.original("a%zz"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Entry transfer(String reason) {
    return new Entry(
        41,
        TIME,
        new Transferred(
            new Id(1, 2),
            reason,
            99,
            List.of(
                new Posting("@treasury", -1_500_000, -1_500_000, -1, -1),
                new Posting("say \"hi\", ada", 1_500_000, 1_500_000, -1, -1))));
  }

  private static String exported(ExportFormat format, Entry... entries) {
    Export export = format.start(0);
    StringBuilder out = new StringBuilder();
    export.begin(out);
    for (Entry entry : entries) {
      export.append(entry, _ -> "credit", out);
    }
    return out.toString();
  }

  @Test
  void csv_awkwardFields_areQuotedAsRfc4180Says() {
    String prefix = "41,2026-05-28T20:26:40.123456Z,transfer,00000000000000010000000000000002,,";
    assertThat(exported(ExportFormat.CSV, transfer("line\nbreak")))
        .isEqualTo(
            "position,time,kind,id,link,reason,account,unit,amount,balance\r\n"
                + prefix
                + "\"line\nbreak\",@treasury,credit,-1.500000,-1.500000\r\n"
                + prefix
                + "\"line\nbreak\",\"say \"\"hi\"\", ada\",credit,1.500000,1.500000\r\n");
  }

  @Test
  void jsonl_everyFact_isOneLineWithAllItsFields() {
    Entry refused =
        new Entry(
            42,
            TIME,
            new LedgerFact.Refused(
                new Id(3, 4), 5, guildhall.ledger.LedgerStatus.INSUFFICIENT_FUNDS));
    List<String> lines =
        exported(ExportFormat.JSONL, transfer("two\nlines"), refused).lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode first = RecordJson.readTree(lines.getFirst().getBytes(StandardCharsets.UTF_8));
    assertThat(first.path("position").asLong()).isEqualTo(41);
    assertThat(first.path("type").asText()).isEqualTo("Transferred");
    assertThat(first.at("/fact/id").asText()).isEqualTo("00000000000000010000000000000002");
    assertThat(first.at("/fact/reason").asText()).isEqualTo("two\nlines");
    assertThat(first.at("/fact/postings/1/amountMicros").asLong()).isEqualTo(1_500_000);
    JsonNode second = RecordJson.readTree(lines.getLast().getBytes(StandardCharsets.UTF_8));
    assertThat(second.at("/fact/status").asText()).isEqualTo("INSUFFICIENT_FUNDS");
  }

  @Test
  void hledger_movement_hasCodePositionAndAssertions() {
    assertThat(exported(ExportFormat.HLEDGER, transfer("a;b")))
        .endsWith(
            """
            commodity 1.000000 credit
            2026-05-28 (00000000000000010000000000000002) a%3Bb  ; position:41, kind:transfer
                @treasury  -1.500000 credit = -1.500000 credit
                say %22hi%22%2C ada  1.500000 credit = 1.500000 credit

            """);
  }
}
