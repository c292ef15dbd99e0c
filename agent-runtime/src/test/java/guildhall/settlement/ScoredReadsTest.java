package guildhall.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.Source;
import guildhall.attribution.use.Player;
import guildhall.attribution.use.Read;
import guildhall.book.ContentId;
import guildhall.json.RecordJson;
import guildhall.sdk.Prompt;
import guildhall.settlement.Scored.How;
import guildhall.settlement.ScoredReads.Score;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a model said, and what it was given to say it of.
class ScoredReadsTest {

  private static final ContentId ANSWER = new ContentId("7".repeat(64));
  private static final List<Read> READS = List.of(alone("d#b", "second"), alone("d#a", "first"));
  private static final ScoredReads SAID =
      new ScoredReads(
          ScoringPrompt.FORM,
          "m",
          ANSWER,
          List.of("d#a", "d#b"),
          List.of(
              new Score(0, -9_000_000),
              new Score(1, -6_000_000),
              new Score(2, -8_000_000),
              new Score(3, -5_000_000)));

  private static Read alone(String key, String text) {
    return Read.alone(new Source(key, text));
  }

  @Test
  void weigh_whatItWasSaidOf_isTheExactValueOfIt() {
    assertThat(SAID.weigh(ANSWER, READS, false, 10_000_000).orElseThrow().weights())
        .containsExactly(new Weight("d#a", 3_000_000), new Weight("d#b", 1_000_000));
  }

  @Test
  void weigh_keptAndReadAgain_isTheSame() {
    ScoredReads again = RecordJson.read(RecordJson.bytes(SAID), ScoredReads.class);
    assertThat(again).isEqualTo(SAID);
    assertThat(again.weigh(ANSWER, READS, false, 10_000_000))
        .isEqualTo(SAID.weigh(ANSWER, READS, false, 10_000_000));
  }

  @Test
  void weigh_somethingElse_isRefused() {
    assertThat(SAID.weigh(new ContentId("8".repeat(64)), READS, false, 1)).isEmpty();
    assertThat(SAID.weigh(ANSWER, List.of(alone("d#a", "first")), false, 1)).isEmpty();
    assertThat(SAID.weigh(ANSWER, List.of(alone("d#c", "third")), true, 1)).isEmpty();
    ScoredReads less =
        new ScoredReads(
            1, "m", ANSWER, SAID.clusters(), List.of(new Score(0, -9), new Score(3, -1)));
    assertThat(less.weigh(ANSWER, READS, false, 1)).isEmpty();
    ScoredReads wild =
        new ScoredReads(
            1, "m", ANSWER, List.of("d#a"), List.of(new Score(0, Long.MIN_VALUE), new Score(1, 5)));
    assertThat(wild.weigh(ANSWER, List.of(alone("d#a", "first")), false, 1)).isEmpty();
  }

  @Test
  void weigh_aTextIsErasedSince_isAsBefore() {
    assertThat(SAID.weigh(ANSWER, List.of(alone("d#a", "first")), true, 10_000_000))
        .isEqualTo(SAID.weigh(ANSWER, READS, false, 10_000_000));
  }

  /// A copy in its cluster is no player, is not read twice, and earns nothing.
  @Test
  void prompt_ofACluster_hasEachTextOnceUnderTheEarliest() {
    List<Player> players =
        Player.of(
            List.of(
                new Read(new Source("d#copy", "first"), "d#a"),
                alone("d#a", "first"),
                alone("d#b", "second")));
    ScoringPrompt prompt = new ScoringPrompt(players, "what was asked");
    assertThat(players).extracting(Player::key).containsExactly("d#a", "d#b");
    assertThat(prompt.of(0)).isEqualTo(Prompt.of("what was asked"));
    assertThat(prompt.of(1)).isEqualTo(Prompt.of("first\n\nwhat was asked"));
    assertThat(prompt.of(3)).isEqualTo(Prompt.of("first\n\nsecond\n\nwhat was asked"));
    assertThat(prompt.chars()).isGreaterThanOrEqualTo("first\n\nsecond\n\nwhat was asked".length());
  }

  @Test
  void how_codes_stayWhatTheyAre() {
    assertThat(List.of(How.values()).stream().map(How::code))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    for (How each : How.values()) {
      assertThat(How.of(each.code())).isEqualTo(each);
    }
    assertThatThrownBy(() -> How.of(8)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Scored.without(How.USED)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void terms_outsideTheirRange_areRefused() {
    assertThat(new ScoringTerms(384, Duration.ZERO).most()).isEqualTo(384);
    assertThatThrownBy(() -> new ScoringTerms(385, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ScoringTerms(-1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ScoringTerms(1, Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
