package guildhall.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What others say fits into an entry.
class SentencesTest {

  @Test
  void fit_shortSentence_staysAsItIs() {
    assertThat(Sentences.fit("not today: 12 €, 日本, 🙂")).isEqualTo("not today: 12 €, 日本, 🙂");
  }

  @Test
  void fit_longSentence_isCut() {
    assertThat(Sentences.fit("x".repeat(100_000))).hasSize(500).endsWith("x…");
    assertThat(Sentences.fit("x".repeat(500))).hasSize(500).endsWith("xx");
  }

  @Test
  void fit_halfASurrogatePair_becomesAQuestionMark() {
    assertThat(Sentences.fit("a\ud83d")).isEqualTo("a?");
    assertThat(Sentences.fit("x".repeat(498) + "🙂🙂")).isEqualTo("x".repeat(498) + "?…");
  }
}
