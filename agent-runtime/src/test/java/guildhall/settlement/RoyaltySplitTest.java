package guildhall.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.Combined;
import guildhall.attribution.Shares;
import guildhall.datanet.Earner;
import guildhall.sdk.Amount;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.Grounds.Share;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// From one royalty vector to micro-credits: to the unit, and nobody gains by names.
class RoyaltySplitTest {

  private static final int CASES = 100_000;
  private static final Attribution NONE = Attribution.abstain("none@1", 0);

  private static Attribution vector(long whole, long commons, Weight... weights) {
    return new Attribution("m@1", List.of(weights), whole, false, commons, 1000);
  }

  @Test
  void lines_commonsAndRest_goToTheirAccounts() {
    assertThat(
            lines(
                "r",
                1000,
                vector(100, 25, new Weight("d#1", 40), new Weight("d#2", 10)),
                "payer",
                owners(Map.of("d#1", "ann", "d#2", "payer"))))
        .containsExactly(
            new Line("ann", "royalty", Amount.micros(400), "d#1"),
            new Line("@commons", "commons", Amount.micros(250), "belongs to everybody"),
            new Line("@residual", "residual", Amount.micros(350), "not attributable"));
  }

  @Test
  void lines_mostPayees_leaveRoomForCommonsAndResidual() {
    Weight[] weights =
        IntStream.range(0, 300)
            .mapToObj(i -> new Weight("d#" + i, 1000 + i))
            .toArray(Weight[]::new);
    List<Line> lines = lines("r", 1_000_000, vector(1_000_000, 1000, weights), "p", Optional::of);
    assertThat(lines).hasSize(256);
    assertThat(lines).extracting(Line::account).doesNotContain("d#45").contains("d#46");
  }

  private static final Map<String, Earner> SHARED =
      Map.of(
          "d#1", new Earner("ann", "cid", 250),
          "d#2", new Earner("ann", "cid", 250),
          "e#1", new Earner("bob", "ann", 100),
          "f#1", new Earner("bob", "payer", 500));

  private static RoyaltySplit shared(long pool, Weight... weights) {
    long whole = List.of(weights).stream().mapToLong(Weight::micros).sum();
    return RoyaltySplit.of(
        "r", pool, vector(whole, 0, weights), "payer", key -> Optional.ofNullable(SHARED.get(key)));
  }

  @Test
  void of_datanetWithACurator_givesItsPartOfEachContributionRoundedDown() {
    RoyaltySplit split =
        shared(1003, new Weight("d#1", 600), new Weight("d#2", 3), new Weight("e#1", 400));
    assertThat(split.lines())
        .containsExactly(
            new Line("ann", "royalty", Amount.micros(453), "d#1 d#2"),
            new Line("cid", "curator", Amount.micros(150), "d#1"),
            new Line("bob", "royalty", Amount.micros(360), "e#1"),
            new Line("ann", "curator", Amount.micros(40), "e#1"));
    assertThat(split.shares())
        .containsExactly(
            new Share("d#1", 600, 0, 450, 150),
            new Share("d#2", 3, 0, 3, 0),
            new Share("e#1", 400, 2, 360, 40));
  }

  @Test
  void of_curatorWhoAsked_earnsNothingAndNeitherDoesAnybodyElse() {
    assertThat(shared(100, new Weight("f#1", 1)).lines())
        .containsExactly(
            new Line("bob", "royalty", Amount.micros(50), "f#1"),
            new Line("@residual", "residual", Amount.micros(50), "not attributable"));
  }

  @Test
  void of_whatNobodyEarns_isAShareWithoutALine() {
    RoyaltySplit split = shared(10, new Weight("g#1", 5), new Weight("d#2", 5));
    assertThat(split.shares())
        .containsExactly(new Share("g#1", 5, -1, 0, 0), new Share("d#2", 5, 0, 4, 1));
  }

  private record Case(long pool, Attribution vector, Map<String, String> owners) {

    static Case random(Random random) {
      int context = random.nextInt(1_000_001);
      int adapter = random.nextInt(1_000_001 - context);
      Attribution vector =
          Combined.of(
              new Shares(context, adapter, 1_000_000 - context - adapter),
              vector(random),
              vector(random),
              vector(random),
              random.nextLong());
      Map<String, String> owners = new HashMap<>();
      for (char key = 'a'; key <= 'h'; key++) {
        if (random.nextInt(10) > 0) {
          owners.put("" + key, "p" + random.nextInt(5));
        }
      }
      return new Case(1 + random.nextInt(1 << (1 + random.nextInt(29))), vector, owners);
    }

    private static Attribution vector(Random random) {
      List<Weight> weights = new ArrayList<>();
      long sum = random.nextInt(100);
      for (char key = 'a'; key <= 'h'; key++) {
        if (random.nextInt(3) > 0) {
          weights.add(new Weight("" + key, 1 + random.nextInt(100)));
          sum += weights.getLast().micros();
        }
      }
      long commons = random.nextInt(3) == 0 ? random.nextInt(100) : 0;
      return new Attribution("m@1", weights, sum + commons, false, commons, 1000);
    }

    Map<String, Long> paid(Attribution vector, Map<String, String> owners) {
      Map<String, Long> paid = new HashMap<>();
      lines("r", pool, vector, "p0", key -> Optional.ofNullable(owners.get(key)))
          .forEach(line -> paid.merge(line.account(), line.amount().micros(), Long::sum));
      return paid;
    }

    Map<String, Long> paid() {
      return paid(vector, owners);
    }
  }

  private static long of(String account, Map<String, Long> paid) {
    return paid.getOrDefault(account, 0L);
  }

  /// All properties of a case, so that a case is drawn and paid once.
  @Test
  void lines_randomVectors_keepEveryPromise() {
    Random random = new Random(5);
    for (int i = 0; i < CASES; i++) {
      Case each = Case.random(random);
      Map<String, Long> paid = each.paid();
      assertThat(paid.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(each.pool());
      if (i % 10 == 0) {
        assertThat(each.paid()).as("again").isEqualTo(paid);
      }
      assertPayerEarnsNothing(each, paid);
      assertNamesDoNotMatter(random, each, paid);
      assertRises(random, each);
    }
  }

  /// And what it does not earn nobody else does, but for rounding.
  private static void assertPayerEarnsNothing(Case each, Map<String, Long> paid) {
    assertThat(of("p0", paid)).isZero();
    Map<String, String> strangers = new HashMap<>(each.owners());
    strangers.replaceAll((_, owner) -> owner.equals("p0") ? "stranger" : owner);
    Map<String, Long> asked = each.paid(each.vector(), strangers);
    for (int p = 1; p < 5; p++) {
      long difference = of("p" + p, paid) - of("p" + p, asked);
      assertThat(Math.abs(difference)).isLessThanOrEqualTo(8);
    }
  }

  /// Owners under two names get the same as under one, to the micro, and so do all others.
  private static void assertNamesDoNotMatter(Random random, Case each, Map<String, Long> whole) {
    Map<String, String> split = new HashMap<>(each.owners());
    split.replaceAll((_, owner) -> owner.equals("p1") && random.nextBoolean() ? "sybil" : owner);
    Map<String, Long> parts = each.paid(each.vector(), split);
    parts.merge("p1", of("sybil", parts), Long::sum);
    for (String account : List.of("p1", "p2", "p3", "p4", "@commons", "@residual")) {
      assertThat(of(account, parts)).isEqualTo(of(account, whole));
    }
  }

  /// More evidence for a contribution never pays it less.
  private static void assertRises(Random random, Case each) {
    Attribution vector = each.vector();
    List<Weight> weights = new ArrayList<>(vector.weights());
    long rest = vector.wholeMicros() - vector.attributedMicros() - vector.commonsMicros();
    if (weights.isEmpty() || rest == 0) {
      return;
    }
    Weight one = weights.removeFirst();
    weights.addFirst(new Weight(one.key(), one.micros() + 1 + random.nextLong(rest)));
    Attribution more =
        new Attribution("m@1", weights, vector.wholeMicros(), false, vector.commonsMicros(), 1000);
    Map<String, String> alone = new HashMap<>(each.owners());
    alone.put(one.key(), "one");
    assertThat(of("one", each.paid(more, alone)))
        .isGreaterThanOrEqualTo(of("one", each.paid(vector, alone)));
  }

  @Test
  void lines_sourcesInAnotherOrder_payTheSame() {
    Random random = new Random(8);
    for (int i = 0; i < 1000; i++) {
      Case each = Case.random(random);
      List<Weight> shuffled = new ArrayList<>(each.vector().weights());
      Collections.shuffle(shuffled, random);
      Attribution other =
          new Attribution(
              "m@1",
              shuffled,
              each.vector().wholeMicros(),
              each.vector().abstained(),
              each.vector().commonsMicros(),
              each.vector().confidencePermille());
      assertThat(each.paid(other, each.owners())).isEqualTo(each.paid());
    }
  }

  @Test
  void lines_abstention_isAllResidual() {
    assertThat(lines("r", 7, NONE, "p", Optional::of))
        .containsExactly(new Line("@residual", "residual", Amount.micros(7), "not attributable"));
  }

  private static List<Line> lines(
      String call,
      long pool,
      Attribution vector,
      String payer,
      Function<String, Optional<String>> owner) {
    return RoyaltySplit.of(call, pool, vector, payer, key -> owner.apply(key).map(Earner::alone))
        .lines();
  }

  private static Function<String, Optional<String>> owners(Map<String, String> owners) {
    return key -> Optional.ofNullable(owners.get(key));
  }
}
