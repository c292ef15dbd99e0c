package guildhall.attribution.use;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.Combined;
import guildhall.attribution.Draws;
import guildhall.attribution.Shares;
import guildhall.attribution.Source;
import guildhall.attribution.lineage.Artefact;
import guildhall.attribution.lineage.Artefact.Parent;
import guildhall.attribution.lineage.Lineage;
import guildhall.attribution.lineage.Lineage.Registration.Accepted;
import guildhall.attribution.lineage.LineageMethod;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// A lot of results of all methods, hashed: a process of its own that says one line for each.
public final class Results {

  private static final int ROUNDS = 60;

  private Results() {}

  /// Says them.
  public static void main(String[] args) {
    all().forEach(System.out::println);
  }

  /// One line for each method.
  static List<String> all() {
    StringBuilder lineage = new StringBuilder();
    StringBuilder coverage = new StringBuilder();
    StringBuilder scored = new StringBuilder();
    StringBuilder raw = new StringBuilder();
    StringBuilder combined = new StringBuilder();
    Draws draws = new Draws(20_261_128);
    for (int round = 0; round < ROUNDS; round++) {
      Attribution first = lineage(draws);
      Attribution second = coverage(draws);
      lineage.append(text(first));
      coverage.append(text(second));
      for (int players : new int[] {8, 16, 40}) {
        Attribution third = scored(players, draws.next());
        scored.append(text(third));
        combined.append(text(Combined.of(shares(draws), third, second, first, round)));
      }
      raw.append(raw(16, draws.next())).append(raw(20, draws.next()));
    }
    return List.of(
        "lineage " + hash(lineage),
        "coverage " + hash(coverage),
        "scored " + hash(scored),
        "raw " + hash(raw),
        "combined " + hash(combined));
  }

  private static String text(Attribution attribution) {
    StringBuilder text = new StringBuilder(attribution.method());
    for (Weight weight : attribution.weights()) {
      text.append(' ').append(weight.key()).append('=').append(weight.micros());
    }
    return text.append(' ')
        .append(attribution.wholeMicros())
        .append(' ')
        .append(attribution.commonsMicros())
        .append(' ')
        .append(attribution.confidencePermille())
        .append('\n')
        .toString();
  }

  private static int below(Draws draws, int bound) {
    return (int) Long.remainderUnsigned(draws.next(), bound);
  }

  private static Attribution lineage(Draws draws) {
    List<Artefact> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      List<Parent> parents = new ArrayList<>();
      for (int parent = 0; parent < i; parent++) {
        if (below(draws, 3) == 0) {
          parents.add(new Parent("a" + parent, 1 + below(draws, 80_000)));
        }
      }
      all.add(new Artefact("a" + i, parents));
    }
    return LineageMethod.weigh(
        ((Accepted) Lineage.of(all)).lineage(),
        Map.of("a11", draws.next() >>> 10, "a7", draws.next() >>> 10),
        id -> id.equals("a0") ? List.of(new Weight("a0#1", 2), new Weight("a0#2", 1)) : List.of());
  }

  private static Attribution coverage(Draws draws) {
    List<Read> reads = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      reads.add(new Read(new Source("d#" + i, words(draws, 12)), "d#" + below(draws, i + 1)));
    }
    return UseMethod.weigh(reads, words(draws, 40), word -> 1 + word.charAt(1) % 7);
  }

  private static String words(Draws draws, int count) {
    int from = below(draws, 30);
    StringBuilder words = new StringBuilder();
    for (int i = from; i < from + count; i++) {
      words.append(1000 + i).append(' ');
    }
    return words.toString();
  }

  private static Attribution scored(int players, long seed) {
    List<Read> reads = new ArrayList<>();
    for (int i = 0; i < players; i++) {
      reads.add(Read.alone(new Source("d#" + i, "")));
    }
    Game game = new Game(players, 0.3, seed);
    return UseMethod.weigh(reads, game, 20_000_000, seed);
  }

  /// Coefficients to eleven digits, before anything is clipped.
  private static String raw(int players, long seed) {
    Game game = new Game(players, 0.7, seed);
    Lasso model = Lasso.fit(players, 64, seed, mask -> game.microNats(mask) * 10_000);
    return Arrays.toString(model.values()) + model.fitPermille();
  }

  private static Shares shares(Draws draws) {
    long[] values = new long[Shares.COALITIONS];
    Arrays.setAll(values, _ -> draws.next() >> 26);
    return Shares.ofValues(values, draws.next() >> 26);
  }

  private static String hash(StringBuilder text) {
    try {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
