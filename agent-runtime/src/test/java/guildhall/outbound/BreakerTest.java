package guildhall.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BreakerTest {

  private static final long SECOND = 1_000_000_000L;

  private final Breaker breaker = new Breaker();

  private void fail(int times, long now) {
    for (int i = 0; i < times; i++) {
      breaker.failed(now);
    }
  }

  @Test
  void tryPass_fourFailures_passes() {
    fail(4, 0);
    assertThat(breaker.tryPass(0)).isTrue();
  }

  @Test
  void tryPass_fiveFailures_passesNoneForASecondAndThenOne() {
    fail(5, 0);
    assertThat(breaker.tryPass(SECOND - 1)).isFalse();
    assertThat(breaker.tryPass(SECOND)).isTrue();
    assertThat(breaker.tryPass(SECOND)).isFalse();
  }

  @Test
  void tryPass_failuresGoOn_waitsLongerUpToHalfAMinute() {
    fail(5, 0);
    fail(1, 0);
    assertThat(breaker.tryPass(2 * SECOND - 1)).isFalse();
    assertThat(breaker.tryPass(2 * SECOND)).isTrue();
    fail(20, 0);
    assertThat(breaker.tryPass(30 * SECOND - 1)).isFalse();
    assertThat(breaker.tryPass(30 * SECOND)).isTrue();
  }

  @Test
  void succeeded_afterFailures_startsAnew() {
    fail(5, 0);
    breaker.succeeded();
    assertThat(breaker.tryPass(0)).isTrue();
    fail(4, 0);
    assertThat(breaker.tryPass(0)).isTrue();
  }

  @Test
  void tryPass_clockThatHasWrapped_stillCounts() {
    fail(5, Long.MAX_VALUE);
    assertThat(breaker.tryPass(Long.MAX_VALUE + SECOND / 2)).isFalse();
    assertThat(breaker.tryPass(Long.MAX_VALUE + SECOND)).isTrue();
  }
}
