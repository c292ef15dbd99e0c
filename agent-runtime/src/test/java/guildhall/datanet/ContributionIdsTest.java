package guildhall.datanet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever it is called, it gets an id, and no two the same.
class ContributionIdsTest {

  private final ContributionIds ids = new ContributionIds("Row!");

  @ParameterizedTest
  @CsvSource({
    "Notes.txt, notes",
    "a/b/Two Words.md, a-b-two-words",
    "../../etc/passwd, etc-passwd",
    "archive.tar.gz, archive-tar",
    ".gitignore, gitignore",
    "v1.2, v1-2",
    "Crème brûlée.txt, creme-brulee",
    "ＦＵＬＬ.txt, full",
    "文書.txt, row-7",
    "---, row-7"
  })
  void ofFile_name_isLettersDigitsAndHyphens(String name, String id) {
    assertThat(ids.ofFile(Optional.of(name), 7)).isEqualTo(id);
  }

  @Test
  void of_sameAgain_hasANumberThatNobodyElseHas() {
    assertThat(ids.of(Optional.of("a"), 1)).isEqualTo("a");
    assertThat(ids.of(Optional.of("a-2"), 2)).isEqualTo("a-2");
    assertThat(ids.of(Optional.of("A"), 3)).isEqualTo("a-3");
    assertThat(ids.of(Optional.of("a-2"), 4)).isEqualTo("a-2-2");
    assertThat(ids.of(Optional.empty(), 5)).isEqualTo("row-5");
  }

  @Test
  void of_longNamesThatAreTheSame_staysWithinItsLength() {
    String longest = "x".repeat(128);
    assertThat(ids.of(Optional.of(longest + "y"), 1)).isEqualTo(longest);
    assertThat(ids.of(Optional.of(longest + "z"), 2)).isEqualTo("x".repeat(126) + "-2");
  }

  @Test
  void of_anyName_isTheIdOfAContribution() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      String name =
          random
              .ints(random.nextInt(300), 0, random.nextBoolean() ? 0x80 : 0x2_FFFF)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      String id = ids.ofFile(Optional.of(name), i + 1);
      assertThat(new Contribution(id, "cid", "", Map.of()).id()).isEqualTo(id);
    }
    assertThat(new ContributionIds("文").of(Optional.empty(), 3)).isEqualTo("3");
  }
}
