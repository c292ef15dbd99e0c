package guildhall.bench.attribution;

import guildhall.attribution.use.Game;
import guildhall.bench.report.Report;
import java.util.Locale;
import java.util.function.Function;

/// What few scorings tell of many players: the distance of royalties to the exact Shapley value,
/// and how well they foretell random coalitions, for made-up games where both are known. Leaving
/// one out is the baseline; the exact value's own foresight is the ceiling.
final class UsePart {

  private static final int ROUNDS = 3;
  private static final int GAMES = 200;
  private static final int COALITIONS = 100;
  private static final int TIMED = 2000;

  /// A way to credit the players of a game.
  private record Way(String name, Function<Game, long[]> credits) {
    static Way lasso(int masks) {
      return new Way("lasso, " + masks + " scorings", game -> game.lasso(masks));
    }
  }

  private static final Way[] WAYS = {Way.lasso(32), Way.lasso(64), Way.lasso(128)};
  private static final Way LEAVE_ONE_OUT = new Way("leave one out", Game::leaveOneOut);
  private static final Way EXACT = new Way("exact", Game::shapley);

  private UsePart() {}

  /// Measures.
  static void run(Report report) {
    for (int players : new int[] {8, 16}) {
      for (double noise : new double[] {0.1, 0.5}) {
        accuracy(report, players, noise);
      }
    }
    hierarchical(report);
    times(report);
    report.note(
        "%d games a round, each player in a coalition with probability 1/2, %d coalitions a game"
            .formatted(GAMES, COALITIONS));
  }

  private static void accuracy(Report report, int players, double noise) {
    String game = String.format(Locale.ROOT, "%d players, noise %.1f, ", players, noise);
    double[] baseline = distance(LEAVE_ONE_OUT, players, noise);
    for (Way way : WAYS) {
      report.ratioAtMost(
          game + way.name() + ": distance to exact, against leave one out",
          "",
          distance(way, players, noise),
          baseline,
          1);
    }
    report.atMost(
        game + "as the method does: distance to exact",
        "",
        noise < 0.3 ? 0.05 : 0.10,
        distance(new Way("method", Game::estimate), players, noise));
    for (Way way : new Way[] {LEAVE_ONE_OUT, WAYS[1], EXACT}) {
      report.figure(
          game + way.name() + ": rank correlation with coalitions",
          "",
          foretold(way, players, noise));
    }
  }

  private static void hierarchical(Report report) {
    for (int players : new int[] {24, 64}) {
      report.ratioAtMost(
          players + " players, noise 0.1, in groups: distance to exact, against leave one out",
          "",
          distance(new Way("method", Game::estimate), players, 0.1),
          distance(LEAVE_ONE_OUT, players, 0.1),
          1);
    }
  }

  private static double[] distance(Way way, int players, double noise) {
    return means(
        players, noise, game -> Game.totalVariation(way.credits().apply(game), game.shapley()));
  }

  private static double[] foretold(Way way, int players, double noise) {
    return means(players, noise, game -> game.foretells(way.credits().apply(game), COALITIONS));
  }

  private static double[] means(int players, double noise, Function<Game, Double> measure) {
    double[] means = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < GAMES; i++) {
        means[round] += measure.apply(new Game(players, noise, (long) round * GAMES + i)) / GAMES;
      }
    }
    return means;
  }

  /// Scorings cost next to nothing here, so this is what the arithmetic takes.
  private static void times(Report report) {
    Game game = new Game(20, 0.1, 1);
    for (Way way : WAYS) {
      report.figure("20 players, " + way.name() + ": time of one fit", "us", micros(way, game));
    }
    report.figure("20 players, leave one out: time", "us", micros(LEAVE_ONE_OUT, game));
    Game eight = new Game(8, 0.1, 1);
    report.figure(
        "8 players, exact, 256 scorings: time", "us", micros(new Way("", Game::estimate), eight));
    Game many = new Game(64, 0.1, 1);
    report.figure("64 players, in groups: time", "us", micros(new Way("", Game::estimate), many));
  }

  private static double[] micros(Way way, Game game) {
    double[] micros = new double[ROUNDS];
    long credited = 0;
    for (int round = -1; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      for (int i = 0; i < TIMED; i++) {
        credited += way.credits().apply(game)[0];
      }
      if (round >= 0) {
        micros[round] = (System.nanoTime() - begun) / 1e3 / TIMED;
      }
    }
    if (credited < 0) {
      throw new IllegalStateException("credits are never negative");
    }
    return micros;
  }
}
