package guildhall.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeTest {
  private static final Amount TWO = Amount.credits("2");

  static Stream<Arguments> undelivered() {
    return Stream.of(
        Arguments.of(new Outcome.Refused<>("too busy", TWO), "refused: too busy", TWO),
        Arguments.of(
            new Outcome.Failed<>(FailureKind.LATE, "asleep", TWO),
            "failed (deadline_passed): asleep",
            TWO),
        Arguments.of(
            new Outcome.TooDear<>(Amount.credits("2.5"), TWO),
            "too dear: the cheapest offer is 2.5 cr, at most 2 cr may be spent",
            Amount.ZERO),
        Arguments.of(new Outcome.NoOffer<>("nobody"), "no offer: nobody", Amount.ZERO),
        Arguments.of(
            new Outcome.Expired<>(Duration.ofSeconds(3), TWO), "not delivered within PT3S", TWO),
        Arguments.of(new Outcome.Cancelled<>(TWO), "cancelled", TWO),
        Arguments.of(new Outcome.Interrupted<>("crash", TWO), "interrupted: crash", TWO));
  }

  @ParameterizedTest
  @MethodSource("undelivered")
  void orThrow_notDelivered_refusesWithTheSentence(
      Outcome<String> outcome, String sentence, Amount spent) {
    Refusal refusal = catchThrowableOfType(Refusal.class, outcome::orThrow);
    assertThat(refusal.reason()).isEqualTo(sentence);
    assertThat(refusal.getStackTrace()).isEmpty();
    assertThat(outcome.spent()).isEqualTo(spent);
  }

  @Test
  void undelivered_allKinds_areInTheTable() {
    assertThat(undelivered().count() + 1).isEqualTo(Outcome.class.getPermittedSubclasses().length);
  }

  @Test
  void orThrow_delivered_givesTheValue() throws Refusal {
    Outcome<String> outcome = new Outcome.Delivered<>("text", TWO, "r1");
    assertThat(outcome.orThrow()).isEqualTo("text");
    assertThat(outcome.sentence()).isEqualTo("delivered for 2 cr");
  }
}
