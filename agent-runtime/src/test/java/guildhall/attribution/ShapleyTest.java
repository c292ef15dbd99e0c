package guildhall.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The exact value, and what it must have whatever the game.
class ShapleyTest {

  private static long[] game(Random random, int players) {
    return LongStream.generate(() -> random.nextLong(-1_000_000, 1_000_000))
        .limit(1L << players)
        .toArray();
  }

  private static long[] value(int players, long[] game) {
    return Shapley.timesFactorial(players, mask -> game[Math.toIntExact(mask)]);
  }

  @Test
  void timesFactorial_anyGame_isTheSumOverAllOrders() {
    Random random = new Random(1);
    for (int players = 0; players <= 8; players++) {
      List<int[]> orders = orders(players);
      for (int round = 0; round < (players == 8 ? 2 : 10); round++) {
        long[] game = game(random, players);
        long[] expected = new long[players];
        for (int[] order : orders) {
          int mask = 0;
          for (int player : order) {
            expected[player] += game[mask | 1 << player] - game[mask];
            mask |= 1 << player;
          }
        }
        assertThat(value(players, game)).as("%d players", players).isEqualTo(expected);
      }
    }
  }

  private static List<int[]> orders(int players) {
    if (players == 0) {
      return List.of(new int[0]);
    }
    List<int[]> orders = new ArrayList<>();
    for (int[] shorter : orders(players - 1)) {
      for (int at = 0; at < players; at++) {
        int place = at;
        orders.add(
            IntStream.range(0, players)
                .map(i -> i == place ? players - 1 : shorter[i < place ? i : i - 1])
                .toArray());
      }
    }
    return orders;
  }

  @Test
  void timesFactorial_allTogether_isWhatAllGainAndNullPlayersHaveNothing() {
    Random random = new Random(2);
    for (int round = 0; round < 200; round++) {
      int players = 1 + random.nextInt(Shapley.PLAYERS_MAX);
      int idle = random.nextInt(players);
      long[] game = game(random, players);
      for (int mask = 0; mask < game.length; mask++) {
        game[mask] = game[mask & ~(1 << idle)];
      }
      long[] values = value(players, game);
      assertThat(LongStream.of(values).sum())
          .isEqualTo(Shapley.factorial(players) * (game[game.length - 1] - game[0]));
      assertThat(values[idle]).isZero();
    }
  }

  @Test
  void timesFactorial_largestValues_doNotOverflow() {
    int players = Shapley.PLAYERS_MAX;
    long all = (1L << players) - 1;
    long[] values =
        Shapley.timesFactorial(
            players, mask -> mask == all ? Shapley.VALUE_MAX : -Shapley.VALUE_MAX);
    assertThat(values).containsOnly(Shapley.factorial(players) / players * 2 * Shapley.VALUE_MAX);
  }

  @Test
  void timesFactorial_tooManyPlayersOrTooMuch_isRefused() {
    assertThatThrownBy(() -> Shapley.timesFactorial(11, _ -> 0)).hasMessageContaining("11");
    assertThatThrownBy(() -> Shapley.timesFactorial(1, _ -> Shapley.VALUE_MAX + 1))
        .hasMessageContaining("1000000000001");
  }
}
