package guildhall.attribution.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import guildhall.attribution.Shapley;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What a few scorings tell of many players, held against the exact value of games where it is
/// known.
class EstimateTest {

  private static final int GAMES = 200;
  private static final int COALITIONS = 100;

  /// Means over the games.
  private record Accuracy(double totalVariation, double foretold) {
    static Accuracy of(int players, double noise) {
      double distance = 0;
      double foretold = 0;
      for (int seed = 0; seed < GAMES; seed++) {
        Game game = new Game(players, noise, seed);
        long[] credits = game.estimate();
        distance += Game.totalVariation(credits, game.shapley());
        foretold += game.foretells(credits, COALITIONS);
      }
      return new Accuracy(distance / GAMES, foretold / GAMES);
    }
  }

  @Test
  void game_itsShapleyValue_isTheExactOne() {
    for (int seed = 0; seed < 20; seed++) {
      Game game = new Game(8, 0, seed);
      long[] expected = game.shapley();
      Arrays.setAll(expected, i -> expected[i] * Shapley.factorial(8));
      assertThat(Shapley.timesFactorial(8, game::worth)).isEqualTo(expected);
    }
  }

  @Test
  void of_sixteenPlayers_isNearTheExactValue() {
    Accuracy little = Accuracy.of(16, 0.1);
    Accuracy much = Accuracy.of(16, 0.5);
    assertThat(little.totalVariation()).as("noise 0.1").isLessThanOrEqualTo(0.05);
    assertThat(much.totalVariation()).as("noise 0.5").isLessThanOrEqualTo(0.10);
    assertThat(little.foretold()).as("noise 0.1").isGreaterThanOrEqualTo(0.93);
    assertThat(much.foretold()).as("noise 0.5").isGreaterThanOrEqualTo(0.93);
  }

  @Test
  void of_moreThanTwentyPlayers_isNearTheExactValue() {
    Accuracy many = Accuracy.of(24, 0.1);
    Accuracy most = Accuracy.of(64, 0.1);
    assertThat(many.totalVariation()).as("24 players").isLessThanOrEqualTo(0.05);
    assertThat(most.totalVariation()).as("64 players").isLessThanOrEqualTo(0.05);
  }

  @Test
  void of_withoutNoise_nullPlayersOfAnExactGameGetNothing() {
    for (int seed = 0; seed < GAMES; seed++) {
      Game game = new Game(8, 0, seed);
      long[] credits = game.estimate();
      long[] exact = game.shapley();
      for (int i = 0; i < credits.length; i++) {
        assertThat(credits[i]).isCloseTo(exact[i], within(1L));
      }
    }
  }

  @Test
  void of_anyNumberOfPlayers_asksForNoMoreThanItSays() {
    Map<Integer, Integer> asked = new HashMap<>();
    for (int players = 8; players <= 64; players++) {
      Game game = new Game(players, 0.1, players);
      Scores scores = new Scores(game, Estimate.SCORINGS_MAX);
      long[] credits = Estimate.of(players, game.gain(), 7, scores::value).credits();
      assertThat(LongStream.of(credits).sum()).isBetween(1L, game.gain());
      asked.put(players, scores.asked());
    }
    assertThat(asked.get(8)).isEqualTo(256);
    assertThat(asked.get(9)).isEqualTo(64);
    assertThat(asked.get(20)).isEqualTo(64);
    assertThat(asked.get(21)).isGreaterThan(64);
    assertThat(asked.values()).allSatisfy(each -> assertThat(each).isLessThanOrEqualTo(384));
  }

  @Test
  void masks_everyPlayer_isInHalfOfThemAndNoCoalitionComesTwice() {
    long[] masks = Lasso.masks(16, 64, 3);
    Set<Long> distinct = new HashSet<>();
    for (long mask : masks) {
      distinct.add(mask);
    }
    assertThat(distinct).hasSize(64).contains(0L, 0xFFFFL);
    for (int player = 0; player < 16; player++) {
      int bit = player;
      assertThat(Arrays.stream(masks).filter(mask -> (mask >>> bit & 1) == 1).count())
          .isEqualTo(32);
    }
    assertThat(Lasso.masks(16, 64, 3)).isEqualTo(masks);
    assertThat(Lasso.masks(16, 64, 4)).isNotEqualTo(masks);
  }
}
