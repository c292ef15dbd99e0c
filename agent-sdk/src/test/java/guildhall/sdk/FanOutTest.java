package guildhall.sdk;

import static guildhall.sdk.Amount.credits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.sdk.FanOut.Branch;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What may be asked at once, and what can be said of how it ended.
class FanOutTest {

  record Word(String word) {}

  private static final Capability<Word, Word> SHOUT =
      Capability.of("test.shout", Word.class, Word.class);

  private static List<Branch<Word, Word>> branches(int count) {
    return Collections.nCopies(
        count, new Branch<>(SHOUT, new Word("hi"), Ask.atMost(credits("1"))));
  }

  @Test
  void fanOut_noneOrTooManyBranches_isRefusedWithTheirNumber() {
    assertThat(FanOut.all(branches(FanOut.MOST_BRANCHES)).branches()).hasSize(64);
    assertThatThrownBy(() -> FanOut.all(branches(65)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a fan-out has 1 to 64 branches: 65");
    assertThatThrownBy(() -> FanOut.first(branches(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a fan-out has 1 to 64 branches: 0");
  }

  @Test
  void quorum_noneOrMoreThanThereAre_isRefused() {
    assertThat(FanOut.quorum(3, branches(3)).enough()).hasValue(3);
    assertThatThrownBy(() -> FanOut.quorum(4, branches(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("enough must be 1 to 3, as many as there are branches: 4");
    assertThatThrownBy(() -> FanOut.quorum(0, branches(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void orThrow_enoughDelivered_givesTheFirstOfThem() throws Refusal {
    var late = new Outcome.Delivered<>(new Word("late"), credits("2"), "r-1");
    var early = new Outcome.Delivered<>(new Word("early"), credits("1"), "r-2");
    Outcomes<Word> outcomes = new Outcomes<>(List.of(late, early), List.of(early, late));

    assertThat(outcomes.orThrow(1)).containsExactly(new Word("early"));
    assertThat(outcomes.orThrow(2)).containsExactly(new Word("early"), new Word("late"));
    assertThat(outcomes.first()).contains(early);
    assertThat(outcomes.spent()).isEqualTo(credits("3"));
  }

  @Test
  void orThrow_tooFewDelivered_saysHowTheOthersEnded() {
    var done = new Outcome.Delivered<>(new Word("hi"), credits("2"), "r-1");
    var no = new Outcome.Refused<Word>("ann: not today", credits("0.5"));
    Outcomes<Word> outcomes = new Outcomes<>(List.of(no, done, no), List.of(done));

    assertThat(outcomes.spent()).isEqualTo(credits("3"));
    assertThatThrownBy(() -> outcomes.orThrow(2))
        .isInstanceOf(Refusal.class)
        .hasMessage("1 of 3 branches delivered, 2 were needed: refused: ann: not today");
  }
}
