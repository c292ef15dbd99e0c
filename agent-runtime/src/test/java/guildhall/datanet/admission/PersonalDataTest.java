package guildhall.datanet.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is personal is found where it stands; what only looks like it is not.
class PersonalDataTest {

  private static final String SAID = "We wrote to %s last week.";

  private static List<PersonalFinding> in(String text) {
    return PersonalData.in("text", text, 20);
  }

  private static void assertFound(PersonalKind kind, String... values) {
    for (String value : values) {
      String text = SAID.formatted(value);
      int start = text.indexOf(value);
      assertThat(in(text))
          .as(value)
          .containsExactly(new PersonalFinding(kind, "text", start, start + value.length()));
      assertThat(in(value)).as("alone: " + value).hasSize(1);
    }
  }

  private static void assertNothing(String... values) {
    for (String value : values) {
      assertThat(in(SAID.formatted(value))).as(value).isEmpty();
      assertThat(in(value)).as("alone: " + value).isEmpty();
    }
  }

  @Test
  void email_addresses_areFoundAndLookalikesAreNot() {
    assertFound(
        PersonalKind.EMAIL,
        "ann@example.org",
        "ann.o'neill+news@mail.example.co.uk",
        "jürgen@bücher.example",
        "a_1@x-y.museum");
    assertNothing(
        "@Override",
        "root@localhost",
        "logo@2x.png",
        "git@github.com:org/repo",
        "lodash@4.17.21",
        "ann@",
        "@example.org",
        "a@b",
        "ann@.org");
  }

  @Test
  void phone_numbers_areFoundAndLookalikesAreNot() {
    assertFound(
        PersonalKind.PHONE,
        "+49 30 901820",
        "+442079460958",
        "+1 (212) 555-0199",
        "0049 30 901820",
        "(212) 555-0199",
        "212-555-0199",
        "212.555.0199");
    assertThat(in("Tel.: 030 901820")).hasSize(1);
    assertThat(in("call my mobile 0171 5550199 now")).hasSize(1);
    assertNothing(
        "order 20240131",
        "2024-01-31",
        "2024-01-31 12:30:45",
        "1,234,567",
        "12345678901",
        "000123456789",
        "1+23456789",
        "300 400 5000",
        "3.14159265358979",
        "978-3-16-148410-0",
        "@@ -120,7 +1200,81 @@");
  }

  @Test
  void iban_accounts_areFoundAndLookalikesAreNot() {
    assertFound(
        PersonalKind.IBAN,
        "DE89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
        "GB82 WEST 1234 5698 7654 32",
        "FR1420041010050500013M02606",
        "NO9386011117947");
    assertNothing(
        "DE88370400440532013000",
        "DE8937040044053201300",
        "ZZ89370400440532013000",
        "SHA256FINGERPRINT0001",
        "AB12CD34EF56GH78IJ90");
  }

  @Test
  void card_numbers_areFoundAndLookalikesAreNot() {
    assertFound(
        PersonalKind.CARD,
        "4111111111111111",
        "4111 1111 1111 1111",
        "5500-0055-5555-5559",
        "378282246310005",
        "3782 822463 10005",
        "2223003122003222",
        "6011111111111117",
        "30569309025904",
        "4222222222222");
    assertNothing(
        "4111111111111112",
        "1234567812345670",
        "9111111111111111",
        "0.4111111111111111",
        "4111111111111111.5",
        "1764340984000000",
        "411111111111111",
        "deadbeef4111111111111111",
        "41111111-1111-1111-a111-111111111111");
  }

  @Test
  void nationalIds_ofTheKindsThatAreKnown_areFoundAndLookalikesAreNot() {
    assertFound(
        PersonalKind.NATIONAL_ID,
        "123-45-6789",
        "AB 12 34 56 C",
        "AB123456C",
        "12345678Z",
        "X1234567L",
        "RSSMRA85T10A562S",
        "2 55 08 14 168 025 38",
        "255081416802538");
    assertNothing(
        "000-45-6789",
        "666-45-6789",
        "912-45-6789",
        "123-00-6789",
        "123-45-0000",
        "123-45-67890",
        "GB123456C",
        "12345678A",
        "RSSMRA85T10A562T",
        "255081416802539");
  }

  @Test
  void ipAddresses_public_areFoundAndLookalikesAreNot() {
    assertFound(
        PersonalKind.IP_ADDRESS,
        "81.2.69.142",
        "2a00:1450:4001:81b::200e",
        "2001:4860:4860:0:0:0:0:8888");
    assertThat(in("from 81.2.69.142:8080 to us")).hasSize(1);
    assertThat(in("at 81.2.69.142. Then")).hasSize(1);
    assertNothing(
        "version 81.2.69.142",
        "v81.2.69.142",
        "JDK 21.0.3.9",
        "tool-81.2.69.142",
        "81.2.69.142.5",
        "81.2.69.142-beta",
        "1.2.3.4",
        "256.2.69.142",
        "081.2.69.142",
        "10.1.22.33",
        "192.168.10.20",
        "172.16.30.40",
        "127.0.0.11",
        "203.0.113.77",
        "12:30:45",
        "std::vector",
        "add::face",
        "2001:db8::17",
        "fe80::1ff:fe23:4567:890a");
  }

  @Test
  void judge_personalData_isRefusedWithoutSayingIt() throws IOException {
    NotAdmitted why =
        Offered.judge(Offered.TEXTS, Offered.one("Ask ann@example.org, she knows.")).why();

    assertThat(why.reason()).isEqualTo(Reason.PERSONAL_DATA);
    assertThat(why.sentence())
        .isEqualTo("Item 0 (\"note.txt\") has an e-mail address in text at characters 4 to 19.");
    var row = Offered.judge(Offered.ROWS, Offered.csv("name,phone\nAnn,+49 30 901820"));
    assertThat(row.why().sentence()).contains("field \"phone\"").doesNotContain("901820");
  }

  @Test
  void judge_personalDataThatIsTolerated_isNotedWithoutSayingIt() throws IOException {
    AdmissionRules lenient =
        new AdmissionRules(
            ItemType.TEXT,
            1000,
            new Quota(1000, 10),
            Set.of("CC-BY-4.0"),
            Set.of(PersonalKind.IP_ADDRESS),
            0,
            Set.of(),
            Map.of());

    var said = Offered.judge(lenient, Offered.one("It came from 81.2.69.142 at night."));

    assertThat(((Admission.Accepted) said.only()).notes())
        .containsExactly(
            "It has an IP address in text at characters 13 to 24, which is tolerated.");
    assertThat(Offered.judge(lenient, Offered.one("81.2.69.142 is ann@x.example")).why().reason())
        .isEqualTo(Reason.PERSONAL_DATA);
  }

  @Test
  void in_moreThanIsAskedFor_endsThere() {
    assertThat(PersonalData.in("text", "a@b.example ".repeat(1000), 20)).hasSize(20);
  }

  @Test
  void in_hostileText_looksAtEachPlaceBriefly() {
    // each would take hours if a place were looked at to the end of the text
    for (String piece :
        List.of(
            "a@", "@a.", "1", "1 ", "4111 ", "+1 ", "AB12", "DE89 ", "2a00:", "1.", "(", "0",
            "A")) {
      String text = piece.repeat(1_000_000 / piece.length());
      assertThat(in(text).size()).isLessThanOrEqualTo(20);
    }
  }

  @Test
  void in_randomText_neverFails() {
    Random random = new Random(3);
    String pieces = "0123456789 .-+()/:@aAfFXYZDE é😀,_'\n";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        text.append(pieces.charAt(random.nextInt(pieces.length())));
      }
      int last = 0;
      for (PersonalFinding found : in(text.toString())) {
        assertThat(found.end()).isLessThanOrEqualTo(text.length());
        assertThat(found.start()).isLessThan(found.end()).isGreaterThanOrEqualTo(0);
        assertThat(found.end()).isGreaterThan(last);
        last = found.end();
      }
    }
  }

  @Test
  void in_anItem_looksEverywhere() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("a", "x@y.example");
    Item item =
        new Item(
            0,
            Optional.empty(),
            ItemType.EXAMPLE,
            "81.2.69.142",
            fields,
            Optional.of("+442079460958"));

    assertThat(PersonalData.in(item, 9))
        .extracting(PersonalFinding::where)
        .isEqualTo(Arrays.asList("text", "field \"a\"", "label"));
  }
}
