package guildhall.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class SlewedClockTest {

  private static final long HOUR_MICROS = 3_600_000_000L;

  private long nanos = 123;
  private long wall = 1_000_000_000L;
  private final SlewedClock clock = new SlewedClock(() -> nanos, () -> wall);

  private void pass(long micros) {
    nanos += micros * 1000;
    wall += micros;
  }

  @Test
  void nowMicros_clocksAgree_isWallTime() {
    pass(5_000);
    assertThat(clock.nowMicros()).isEqualTo(wall);
  }

  @Test
  void nowMicros_wallJumpsAhead_gainsATenth() {
    long start = clock.nowMicros();
    wall += HOUR_MICROS;
    assertThat(clock.nowMicros()).isEqualTo(start);
    pass(1_000_000);
    assertThat(clock.nowMicros()).isEqualTo(start + 1_100_000);
  }

  @Test
  void nowMicros_wallJumpsBack_losesATenth() {
    long start = clock.nowMicros();
    wall -= HOUR_MICROS;
    pass(1_000_000);
    assertThat(clock.nowMicros()).isEqualTo(start + 900_000);
  }

  @Test
  void nowMicros_askedEveryMicrosecond_isSlewedAllTheSame() {
    long start = clock.nowMicros();
    wall += HOUR_MICROS;
    long now = start;
    for (int i = 0; i < 1000; i++) {
      pass(1);
      now = clock.nowMicros();
    }
    assertThat(now).isEqualTo(start + 1100);
  }

  @Test
  void nowMicros_anyWall_staysWithinATenthAndNeverDecreases() {
    long seed = 20_260_101;
    Random random = new Random(seed);
    long last = clock.nowMicros();
    for (int i = 0; i < 10_000; i++) {
      long passed = random.nextInt(100_000);
      pass(passed);
      wall += random.nextLong(-HOUR_MICROS, HOUR_MICROS);
      long now = clock.nowMicros();
      assertThat(now - last)
          .as("seed %d step %d", seed, i)
          .isBetween(passed * 9 / 10 - 1, passed * 11 / 10 + 1)
          .isNotNegative();
      last = now;
    }
  }

  @Test
  void startAt_bookWasAhead_goesOnFromThereSlowly() {
    clock.startAt(wall + HOUR_MICROS);
    long start = clock.nowMicros();
    assertThat(start).isEqualTo(wall + HOUR_MICROS);
    pass(1_000_000);
    assertThat(clock.nowMicros()).isEqualTo(start + 900_000);
    clock.startAt(0);
    assertThat(clock.nowMicros()).isEqualTo(start + 900_000);
  }
}
