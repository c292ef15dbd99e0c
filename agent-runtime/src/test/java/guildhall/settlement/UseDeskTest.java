package guildhall.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.datanet.DatanetFact.Withdrawn;
import guildhall.datanet.Earner;
import guildhall.ledger.Operation.CloseAccount;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.settlement.use.TouchDesk;
import guildhall.settlement.use.Use;
import guildhall.settlement.use.UseDesk;
import guildhall.settlement.use.UseDesk.Query;
import guildhall.settlement.use.UseDesk.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What contributors are shown of a real book in memory, and that it adds up to what they have.
class UseDeskTest {

  private static final long HOUR = 3_600_000_000L;
  private static final Query ALL = new Query(1000, Long.MAX_VALUE);

  private final Counter counter = new Counter();

  @AfterEach
  void close() throws Exception {
    assertThat(counter.trialBalance()).isZero();
    counter.close();
  }

  private static List<Shown> all(Counter counter, String account, int limit) {
    List<Shown> shown = new ArrayList<>();
    OptionalLong before = OptionalLong.of(Long.MAX_VALUE);
    while (before.isPresent()) {
      UseDesk.Page page =
          counter
              .desk()
              .ofAccount(account, Optional.empty(), new Query(limit, before.getAsLong()))
              .orElseThrow();
      shown.addAll(page.uses());
      before = page.next();
    }
    return shown;
  }

  private static RoyaltyFigures figures(List<Shown> shown) {
    return new RoyaltyFigures(
        sum(shown, Use.State.VESTING) + sum(shown, Use.State.DUE),
        sum(shown, Use.State.PAID),
        sum(shown, Use.State.REVERSED),
        sum(shown, Use.State.UNCLAIMED));
  }

  private static long sum(List<Shown> shown, Use.State state) {
    return shown.stream()
        .filter(each -> each.state() == state)
        .mapToLong(each -> each.use().micros())
        .sum();
  }

  @Test
  void anyDay_usesOfEachAccount_addUpToItsFiguresAndToTheLines() throws Exception {
    for (long seed = 0; seed < 12; seed++) {
      try (Counter day = new Counter(UseDays.windowMicros(seed))) {
        UseDays.live(day, seed);
        for (String account : UseDays.ACCOUNTS) {
          List<Shown> shown = all(day, account, 1000);
          String what = account + " of seed " + seed;
          assertThat(figures(shown)).as(what).isEqualTo(day.figures(account));
          assertThat(all(day, account, 1)).as(what).isEqualTo(shown);
          assertThat(byLine(shown)).as(what).isEqualTo(lines(day, account));
          assertThat(shown)
              .extracting(each -> each.use().position())
              .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        }
        assertThat(sumsOfContributions(day)).as("seed " + seed).isEqualTo(byContribution(day));
        day.pass(2 * HOUR);
        for (String account : UseDays.ACCOUNTS) {
          assertThat(figures(all(day, account, 7))).isEqualTo(day.figures(account));
        }
        assertThat(sumsOfContributions(day)).as("later").isEqualTo(byContribution(day));
        assertThat(day.trialBalance()).isZero();
      }
    }
  }

  /// What uses of distributions make of each line.
  private static Map<String, Long> byLine(List<Shown> shown) {
    Map<String, Long> sums = new TreeMap<>();
    shown.stream()
        .map(Shown::use)
        .filter(use -> !use.role().equals("given"))
        .forEach(use -> sums.merge(use.call() + " " + use.line(), use.micros(), Long::sum));
    return sums;
  }

  private static Map<String, Long> lines(Counter day, String account) {
    Map<String, Long> lines = new TreeMap<>();
    day.entries()
        .forEach(entry -> {
          if (entry.fact() instanceof Distributed fact) {
            for (int i = 0; i < fact.lines().size(); i++) {
              Line line = fact.lines().get(i);
              if (line.account().equals(account)) {
                lines.put(fact.call() + " " + i, line.amount().micros());
              }
            }
          }
        });
    return lines;
  }

  /// Net and reversed of each contribution, as it is shown.
  private static Map<String, List<Long>> sumsOfContributions(Counter day) {
    Map<String, List<Long>> sums = new TreeMap<>();
    for (String datanet : List.of(UseDays.OWNED, UseDays.FREE)) {
      for (String id : List.of("k0", "k1", "k2", "k3")) {
        UseDesk.Contribution of = day.desk().contribution(datanet, id).orElseThrow();
        sums.put(datanet + "#" + id, List.of(of.micros(), of.reversedMicros()));
      }
    }
    return sums;
  }

  /// The same by adding up every use of everybody.
  private static Map<String, List<Long>> byContribution(Counter day) {
    Map<String, List<Long>> sums = new TreeMap<>();
    for (String datanet : List.of(UseDays.OWNED, UseDays.FREE)) {
      for (String id : List.of("k0", "k1", "k2", "k3")) {
        sums.put(datanet + "#" + id, List.of(0L, 0L));
      }
    }
    for (String account : UseDays.ACCOUNTS) {
      for (Shown each : all(day, account, 1000)) {
        long micros = each.use().micros();
        boolean reversed = each.state() == Use.State.REVERSED;
        sums.computeIfPresent(
            each.use().contribution(),
            (_, had) ->
                List.of(
                    had.getFirst() + (reversed ? 0 : micros),
                    had.getLast() + (reversed ? micros : 0)));
      }
    }
    return sums;
  }

  private void use(String request, long fee, Weight... weights) {
    counter.distributedBy(
        request,
        fee,
        new Attribution("use@2", List.of(weights), 1000, false),
        key -> Optional.of(Earner.alone(key.startsWith("d#") ? "cid" : "dot")));
  }

  @Test
  void ofAccount_oneReceipt_saysWhyItEarnedWhatItEarned() {
    use("t/a", 1000, new Weight("d#one", 300), new Weight("d#two", 200), new Weight("e#x", 100));

    List<Shown> shown = all(counter, "cid", 10);

    assertThat(shown)
        .extracting(
            each -> each.use().contribution(),
            each -> each.use().weightPermille(),
            each -> each.use().micros(),
            Shown::state)
        .containsExactly(
            tuple("d#one", 300, 60L, Use.State.VESTING),
            tuple("d#two", 200, 40L, Use.State.VESTING));
    assertThat(shown)
        .allSatisfy(each -> {
          assertThat(each.capability()).isEqualTo("toy.shout");
          assertThat(each.use().call()).isEqualTo("t/a#0");
          assertThat(each.use().method()).isEqualTo("use@2");
          assertThat(each.use().role()).isEqualTo("royalty");
          assertThat(each.use().dueMicros())
              .isEqualTo(counter.engagement("t/a#0").vestsMicros())
              .isGreaterThan(each.use().timeMicros());
        });
    counter.pass(2 * HOUR);
    assertThat(all(counter, "cid", 10)).extracting(Shown::state).containsOnly(Use.State.PAID);
  }

  @Test
  void ofAccount_reversedAndGivenAway_showsBothSides() {
    counter.fund("fay", 7);
    use("t/a", 1000, new Weight("d#one", 500));
    counter.reverse("t/a#0", OptionalInt.of(0), Optional.of("fay"), "it was theirs");

    assertThat(all(counter, "cid", 10)).extracting(Shown::state).containsOnly(Use.State.REVERSED);
    assertThat(all(counter, "fay", 10))
        .extracting(each -> each.use().role(), each -> each.use().micros(), Shown::state)
        .containsExactly(tuple("given", 100L, Use.State.VESTING));
    assertThat(counter.balance("fay")).isEqualTo(7);
    counter.pass(2 * HOUR);
    assertThat(all(counter, "fay", 10)).extracting(Shown::state).containsOnly(Use.State.PAID);
    assertThat(counter.balance("cid")).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, HOUR})
  void ofAccount_closedAccount_isUnclaimedUntilItsSuccessorClaims(long window) throws Exception {
    try (Counter other = new Counter(window)) {
      other.fund("cid", 1);
      other.fund("sue", 7);
      other.empty("cid");
      other.decide(new CloseAccount("cid"));
      other.distributed("t/a", 1000, "cid");
      other.pass(2 * HOUR);
      assertThat(all(other, "cid", 9)).extracting(Shown::state).containsOnly(Use.State.UNCLAIMED);
      assertThat(other.balance("@unclaimed")).isEqualTo(200);
      assertThat(other.nameSuccessor("cid", "sue")).isEqualTo(RoyaltyStatus.DONE);
      assertThat(other.claim("cid")).isEqualTo(RoyaltyStatus.DONE);
      assertThat(all(other, "cid", 9)).extracting(Shown::state).containsOnly(Use.State.PAID);
      assertThat(other.balance("sue")).isEqualTo(207);
      assertThat(other.trialBalance()).isZero();
    }
  }

  @Test
  void ofAccount_filteredByDatanet_leavesTheOthersOut() {
    use("t/a", 1000, new Weight("d#one", 500));
    counter.newTask();
    use("t/b", 1000, new Weight("e#x", 500));
    assertThat(counter.desk().ofAccount("cid", Optional.of("e"), ALL).orElseThrow().uses())
        .isEmpty();
    assertThat(counter.desk().ofAccount("cid", Optional.of("d"), ALL).orElseThrow().uses())
        .hasSize(1);
    assertThat(counter.desk().ofAccount("nobody", Optional.empty(), ALL)).isEmpty();
  }

  @Test
  void ofAccount_smallPages_neverTearAReceiptApart() {
    for (int i = 0; i < 5; i++) {
      counter.newTask();
      use("t/r" + i, 1000, new Weight("d#one", 300), new Weight("d#two", 200));
    }
    UseDesk.Page first =
        counter.desk().ofAccount("cid", Optional.empty(), new Query(3, Long.MAX_VALUE)).get();
    assertThat(first.uses()).hasSize(4);
    assertThat(first.next()).hasValue(first.uses().getLast().use().position());
    assertThat(all(counter, "cid", 3)).hasSize(10).isEqualTo(all(counter, "cid", 1000));
    assertThat(counter.desk().ofAccount("cid", Optional.empty(), new Query(10, Long.MAX_VALUE)))
        .get()
        .extracting(UseDesk.Page::next)
        .isEqualTo(OptionalLong.empty());
  }

  @Test
  void contribution_usedTwice_hasItsSumsAndItsUsesOnly() {
    counter.write(new Contributed("d", "one", "cid", counter.content()));
    use("t/a", 1000, new Weight("d#one", 300), new Weight("d#two", 200));
    counter.newTask();
    use("t/b", 500, new Weight("d#one", 1000));
    counter.write(new Withdrawn("d", "one", "cid", "no longer", false));

    UseDesk.Contribution one = counter.desk().contribution("d", "one").orElseThrow();
    assertThat(one).isEqualTo(new UseDesk.Contribution("cid", false, 0, 2, 160, 0));
    assertThat(counter.desk().ofContribution("d", "one", one, ALL).uses())
        .extracting(each -> each.use().micros())
        .containsExactly(100L, 60L);
    assertThat(counter.desk().contribution("d", "two")).as("never accepted").isEmpty();
    assertThat(counter.desk().contribution("nowhere", "one")).isEmpty();
  }

  @Test
  void contribution_reversedInPart_hasSumsWithoutWhatWasReversed() {
    counter.write(
        new Contributed("d", "one", "cid", counter.content()),
        new Contributed("d", "two", "cid", counter.content()),
        new Contributed("e", "x", "dot", counter.content()));
    use("t/a", 1000, new Weight("d#one", 300), new Weight("d#two", 200), new Weight("e#x", 100));
    counter.newTask();
    use("t/b", 500, new Weight("d#one", 1000));
    int line = lineOf("t/a#0", "cid");
    assertThat(counter.reverse("t/a#0", OptionalInt.of(line), Optional.of("cid"), "hers"))
        .isEqualTo(RoyaltyStatus.BAD_PAYEE);
    assertThat(sums("d", "one")).containsExactly(2L, 160L, 0L);

    assertThat(counter.reverse("t/a#0", OptionalInt.of(line), Optional.empty(), "wrong"))
        .isEqualTo(RoyaltyStatus.DONE);

    assertThat(sums("d", "one")).containsExactly(2L, 100L, 60L);
    assertThat(sums("d", "two")).containsExactly(1L, 0L, 40L);
    assertThat(sums("e", "x")).as("another line of that receipt").containsExactly(1L, 20L, 0L);
    UseDesk.Contribution one = counter.desk().contribution("d", "one").orElseThrow();
    List<Shown> uses = counter.desk().ofContribution("d", "one", one, ALL).uses();
    assertThat(sum(uses, Use.State.REVERSED)).isEqualTo(one.reversedMicros());
    assertThat(sum(uses, Use.State.VESTING)).isEqualTo(one.micros());
    assertThat(counter.desk().forecast("d").orElseThrow().perContribution().totalMicros())
        .isEqualTo(100);
    counter.pass(2 * HOUR);
    assertThat(sums("d", "one")).as("paid now").containsExactly(2L, 100L, 60L);
    assertThat(counter.reverse("t/b#0", OptionalInt.empty(), Optional.empty(), "late"))
        .isNotEqualTo(RoyaltyStatus.DONE);
    assertThat(sums("d", "one")).as("too late").containsExactly(2L, 100L, 60L);
  }

  private int lineOf(String call, String account) {
    List<Line> lines = counter.engagement(call).royalties();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).account().equals(account)) {
        return i;
      }
    }
    throw new IllegalStateException(account + " has no line of " + call);
  }

  private long[] sums(String datanet, String id) {
    UseDesk.Contribution of = counter.desk().contribution(datanet, id).orElseThrow();
    return new long[] {of.uses(), of.micros(), of.reversedMicros()};
  }

  @Test
  void contribution_ofAnIdUsedAgain_hasTheSumsOfWhoHasItNow() {
    counter.write(new Contributed("d", "one", "cid", counter.content()));
    use("t/a", 1000, new Weight("d#one", 300));
    counter.newTask();
    counter.write(
        new Withdrawn("d", "one", "cid", "no longer", false),
        new Contributed("d", "one", "fay", counter.content()));
    assertThat(sums("d", "one")).containsExactly(0L, 0L, 0L);
    use("t/b", 500, new Weight("d#one", 500));
    var _ = counter.reverse("t/a#0", OptionalInt.empty(), Optional.empty(), "wrong");
    assertThat(sums("d", "one")).as("what cid lost is not fay's").containsExactly(1L, 50L, 0L);
  }

  @Test
  void touched_evidenceThatCannotBeRead_isNotComplete() {
    use("t/a", 1000, new Weight("d#one", 300));
    try (TouchDesk touches = counter.touches()) {
      TouchDesk.Page page = touches.receipts("d#one", 0, ALL);
      assertThat(page.complete()).isFalse();
      assertThat(page.total()).isEqualTo(1);
      assertThat(page.receipts())
          .extracting(
              TouchDesk.Touch::call, TouchDesk.Touch::weightPermille, TouchDesk.Touch::micros)
          .containsExactly(tuple("t/a#0", 300, 60L));
    }
  }

  @Test
  void uses_askedFor_writeNothing() {
    use("t/a", 1000, new Weight("d#one", 300));
    long balance = counter.balance("@vesting");
    int entries = counter.entries().size();
    var _ = all(counter, "cid", 1);
    var _ = counter.desk().forecast("d");
    assertThat(counter.entries()).hasSize(entries);
    assertThat(counter.balance("@vesting")).isEqualTo(balance);
    assertThat(Set.copyOf(counter.desk().forecast("d").orElseThrow().niches())).isEmpty();
  }
}
