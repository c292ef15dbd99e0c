package guildhall.datanet.span;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Suffixes are in order, whatever the text.
final class SuffixArrayTest {

  @Test
  void of_everyShortText_isTheNaiveOrder() {
    for (int alphabet = 1; alphabet <= 3; alphabet++) {
      for (int length = 0; length <= 8; length++) {
        int texts = (int) StrictMath.pow(alphabet, length);
        for (int number = 0; number < texts; number++) {
          check(digits(number, alphabet, length), alphabet);
        }
      }
    }
  }

  @Test
  void of_randomTexts_isTheNaiveOrder() {
    Random random = new Random(1);
    for (int round = 0; round < 3_000; round++) {
      int alphabet = 1 + random.nextInt(round % 3 == 0 ? 2 : 300);
      check(random.ints(random.nextInt(200), 0, alphabet).toArray(), alphabet);
    }
    check(random.ints(20_000, 0, 4).toArray(), 4);
    check(random.ints(20_000, 0, 100_000).toArray(), 100_000);
  }

  @Test
  void of_equalSymbols_isFromTheEnd() {
    assertThat(SuffixArray.of(new int[100_000], 1))
        .isEqualTo(IntStream.iterate(99_999, i -> i >= 0, i -> i - 1).toArray());
  }

  @Test
  void of_periodicTexts_isTheNaiveOrder() {
    for (int period = 1; period <= 9; period++) {
      for (int length = 0; length <= 120; length++) {
        int p = period;
        check(IntStream.range(0, length).map(i -> i % p).toArray(), period);
        check(IntStream.range(0, length).map(i -> (p - i % p) % p).toArray(), period);
        check(IntStream.range(0, length).map(i -> Integer.bitCount(i / p) % 2).toArray(), 2);
      }
    }
    int[] fibonacci = fibonacci(2_000);
    check(fibonacci, 2);
  }

  private static int[] fibonacci(int length) {
    StringBuilder one = new StringBuilder("0");
    StringBuilder two = new StringBuilder("01");
    while (two.length() < length) {
      StringBuilder next = new StringBuilder(two).append(one);
      one = two;
      two = next;
    }
    return two.chars().limit(length).map(c -> c - '0').toArray();
  }

  private static int[] digits(int number, int alphabet, int length) {
    int[] digits = new int[length];
    int rest = number;
    for (int i = 0; i < length; i++) {
      digits[i] = rest % alphabet;
      rest /= alphabet;
    }
    return digits;
  }

  private static void check(int[] text, int alphabet) {
    int[] naive =
        IntStream.range(0, text.length)
            .boxed()
            .sorted((a, b) -> Arrays.compare(text, a, text.length, text, b, text.length))
            .mapToInt(Integer::intValue)
            .toArray();
    assertThat(SuffixArray.of(text, alphabet)).as(() -> Arrays.toString(text)).isEqualTo(naive);
  }
}
