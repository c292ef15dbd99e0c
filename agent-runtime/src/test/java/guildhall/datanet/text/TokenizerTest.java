package guildhall.datanet.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is a token, where it is, and what makes no difference.
final class TokenizerTest {

  @Test
  void located_plainText_partsAtEverythingButLettersAndDigits() {
    String text = " The quick-brown fox's 3.14 e_mail… ";

    assertThat(pieces(text))
        .containsExactly("The", "quick", "brown", "fox", "s", "3", "14", "e", "mail");
    assertThat(Tokenizer.tokens("")).isEmpty();
    assertThat(Tokenizer.tokens(" .,-\n\u00B4\u0301")).isEmpty();
  }

  /// The numbers are kept in files: a change of them is a new version.
  @Test
  void tokens_ofVersionOne_areTheseNumbers() {
    assertThat(Tokenizer.VERSION).isEqualTo(1);
    assertThat(Tokenizer.tokens("Guildhall pays 漢字 naïve"))
        .containsExactly(
            hashed("guildhall"), hashed("pays"), hashed("漢"), hashed("字"), hashed("naïve"));
    assertThat(Tokenizer.tokens("a")).containsExactly(GOLDEN_A);
  }

  private static final int GOLDEN_A = 0x1A80B1B3;

  @Test
  void tokens_caseWidthCompositionAndInvisibleCharacters_makeNoDifference() {
    same("STRASSE ÉCOLE", "strasse e\u0301cole");
    same("ｆｕｌｌ　ｗｉｄｔｈ１２", "full width12");
    same("ΣΊΣΥΦΟΣ", "σίσυφος");
    same("ﬁne", "fine");
    same("zero\u200Bwidth so\u00ADft", "zerowidth soft");
    same("x²", "x2");
    same("가각", Normalizer.normalize("가각", Form.NFD));
    same("İstanbul", "I\u0307stanbul");
  }

  @Test
  void tokens_everyCodePointDecomposed_isTheSame() {
    List<String> different = new ArrayList<>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (Character.isDefined(c) && Character.getType(c) != Character.SURROGATE) {
        String text = "a " + Character.toString(c) + " z";
        if (!Arrays.equals(
            Tokenizer.tokens(text), Tokenizer.tokens(Normalizer.normalize(text, Form.NFD)))) {
          different.add(Integer.toHexString(c));
        }
      }
    }
    assertThat(different).isEmpty();
  }

  @Test
  void located_scriptsWithoutSpaces_haveATokenPerCharacter() {
    assertThat(pieces("東京タワー2020年")).containsExactly("東", "京", "タ", "ワ", "ー", "2020", "年");
    assertThat(pieces("ที่นี่")).containsExactly("ที่", "นี่");
    assertThat(pieces("ab漢cd")).containsExactly("ab", "漢", "cd");
    assertThat(pieces("한국어 русский")).containsExactly("한국어", "русский");
    assertThat(pieces("か\u3099a")).containsExactly("か\u3099", "a");
  }

  @Test
  void located_offsetsInForeignText_areThoseOfTheOriginal() {
    assertThat(pieces("A\u0301b\u00ADc ﬁ x")).containsExactly("A\u0301b\u00ADc", "ﬁ", "x");
    assertThat(pieces("𝐁𝐨𝐥𝐝 \uD83D end")).containsExactly("𝐁𝐨𝐥𝐝", "end");
    same("𝐁𝐨𝐥𝐝", "bold");
  }

  @Test
  void tokens_overlongRun_isCutIntoPiecesOf64() {
    assertThat(Tokenizer.tokens("x".repeat(64))).hasSize(1);
    assertThat(Tokenizer.tokens("x".repeat(65))).hasSize(2);
    assertThat(Tokenizer.tokens("x".repeat(64_000))).hasSize(1000);
  }

  @Test
  void tokens_hostileMarks_areFoldedInBoundedPieces() {
    String marks = "e" + "\u0316\u0301".repeat(500_000);

    assertThat(Tokenizer.tokens(marks)).hasSizeBetween(1, 1_000_001 / 32 + 1);
  }

  @Test
  void located_anyCharacters_givesTheTokensInOrderAndDisjoint() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      int range = round % 2 == 0 ? 0x10000 : 0x400;
      StringBuilder any = new StringBuilder();
      IntStream.range(0, random.nextInt(60)).forEach(_ -> any.append((char) random.nextInt(range)));
      Tokens tokens = Tokenizer.located(any);
      assertThat(tokens.ids()).isEqualTo(Tokenizer.tokens(any));
      int last = 0;
      for (int i = 0; i < tokens.count(); i++) {
        assertThat(tokens.start(i)).isLessThan(tokens.end(i));
        assertThat(tokens.end(i)).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(any.length());
        last = tokens.end(i);
      }
    }
  }

  private static void same(String one, String other) {
    assertThat(Tokenizer.tokens(one)).isNotEmpty().isEqualTo(Tokenizer.tokens(other));
  }

  private static List<String> pieces(String text) {
    Tokens tokens = Tokenizer.located(text);
    return IntStream.range(0, tokens.count())
        .mapToObj(i -> text.substring(tokens.start(i), tokens.end(i)))
        .toList();
  }

  /// The hash as the doc comment tells it.
  private static int hashed(String folded) {
    int h = 0x811C9DC5;
    byte[] units = folded.getBytes(StandardCharsets.UTF_16BE);
    for (int i = 0; i < units.length; i += 2) {
      h = (h ^ ((units[i] & 0xFF) << 8 | (units[i + 1] & 0xFF))) * 0x01000193;
    }
    h = (h ^ (h >>> 16)) * 0x85EBCA6B;
    h = (h ^ (h >>> 13)) * 0xC2B2AE35;
    return h ^ (h >>> 16);
  }
}
