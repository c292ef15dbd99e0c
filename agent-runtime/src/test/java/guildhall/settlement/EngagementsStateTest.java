package guildhall.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.ContentId;
import guildhall.book.Entry;
import guildhall.book.Fact;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerFact.Release;
import guildhall.ledger.LedgerFact.Released;
import guildhall.roundtrip.BusyDay;
import guildhall.roundtrip.RoundTrip;
import guildhall.sdk.Amount;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.SettlementFact.Awarded;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.settlement.SettlementFact.Metered;
import guildhall.settlement.SettlementFact.Rejected;
import guildhall.settlement.SettlementFact.Settled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Engagements, put aside and taken up again.
class EngagementsStateTest {

  private static final ContentId CONTENT = new ContentId("ab".repeat(32));

  /// All of one hash, so that their order in a hash map is that in which they came.
  private static final List<String> AGENTS = List.of("AaAa", "AaBB", "BBAa", "BBBB");

  private static final List<String> CAPABILITIES = List.of("toy.BB", "toy.Aa");
  private static final int CALLS = 12;

  private static RoundTrip<Engagements> trip(List<Entry> entries) {
    Set<String> names = new TreeSet<>();
    List<Awarded> awards = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.fact() instanceof Awarded award) {
        awards.add(award);
        names.addAll(List.of(award.call(), award.request(), award.task()));
        award.parent().ifPresent(names::add);
      }
    }
    return new RoundTrip<>(Engagements::new, engagements -> answers(engagements, names, awards));
  }

  private static Object answers(Engagements engagements, Set<String> names, List<Awarded> awards) {
    List<Object> found = new ArrayList<>();
    found.add(engagements.undistributed());
    found.add(engagements.openWithRoyalties());
    for (String name : names) {
      found.add(engagements.find(name));
      found.add(engagements.attempts(name));
      found.add(engagements.ofTask(name));
      found.add(engagements.children(name));
      found.add(engagements.spentMicros(name));
      found.add(engagements.ownSpendingMicros(name));
      found.add(engagements.openFromOwnAccount(name));
    }
    for (Awarded award : awards) {
      found.add(Arrays.toString(engagements.record(award.agent(), award.capability())));
    }
    return found;
  }

  /// Awards, some below others and some as further attempts, each later ended in some way or left.
  private static List<Entry> random(long seed) {
    Random random = new Random(seed);
    List<Fact> facts = new ArrayList<>();
    List<Awarded> open = new ArrayList<>();
    List<Settled> settled = new ArrayList<>();
    for (int call = 0; call < CALLS; call++) {
      open.add(award(random, call, open));
      facts.add(open.getLast());
      if (random.nextInt(3) == 0) {
        facts.add(
            new Metered(
                open.getFirst().call(),
                call,
                Id.hash("text" + call),
                5,
                lines(random, "@platform", "@royalties")));
      }
      if (random.nextBoolean()) {
        facts.addAll(ended(random, open.remove(random.nextInt(open.size())), settled));
      }
      if (!settled.isEmpty() && random.nextInt(3) == 0) {
        Settled one = settled.remove(random.nextInt(settled.size()));
        facts.add(
            new Distributed(
                one.call(), "use-1", lines(random, "cid", "@residual"), 0, Grounds.NONE));
      }
    }
    facts.add(new Released(Id.hash("of no call"), Release.EXPIRED));
    return RoundTrip.entries(facts);
  }

  private static Awarded award(Random random, int number, List<Awarded> open) {
    Optional<Awarded> parent =
        open.isEmpty() || random.nextBoolean() ? Optional.empty() : Optional.of(open.getFirst());
    String task = parent.map(Awarded::task).orElse("t" + random.nextInt(2));
    String request = parent.map(Awarded::call).orElse(task) + "/" + random.nextInt(2);
    return new Awarded(
        request + "#" + number,
        request,
        number,
        task,
        parent.map(Awarded::call),
        CAPABILITIES.get(random.nextInt(CAPABILITIES.size())),
        AGENTS.get(random.nextInt(AGENTS.size())),
        "owner" + random.nextInt(3),
        Id.hash("hold" + number),
        random.nextLong(1_000_000),
        random.nextLong(1_000_000),
        random.nextLong(),
        1 + random.nextInt(3),
        random.nextBoolean(),
        CONTENT,
        List.of(
            new BidScore("AaAa", 5, 6, 7, 1, 2, 3, 4, 5, 6, "won", "", 7),
            new BidScore("ben", 0, 0, 0, 0, 0, 0, 0, 0, 0, "refused", "no", 0)),
        parent.isPresent() && random.nextBoolean() ? Optional.of("owner9") : Optional.empty(),
        random.nextInt(3));
  }

  private static List<Fact> ended(Random random, Awarded award, List<Settled> settled) {
    return switch (random.nextInt(6)) {
      case 0 -> List.of(new Released(award.hold(), Release.EXPIRED));
      case 1 -> List.of(new Released(award.hold(), Release.VOIDED));
      case 2 ->
          List.of(
              new Rejected(award.call(), "agent_threw", "it threw"),
              new Released(award.hold(), Release.VOIDED));
      case 3 -> List.of(new Rejected(award.call(), "refused", ""));
      default -> {
        List<Line> lines = lines(random, "@platform", "@royalties", award.owner());
        long charged = lines.stream().mapToLong(line -> line.amount().micros()).sum();
        settled.add(
            new Settled(
                award.call(),
                CONTENT,
                CONTENT,
                charged,
                lines,
                random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(lines(random, "dora", "dot"))));
        yield List.of(settled.getLast());
      }
    };
  }

  private static List<Line> lines(Random random, String... accounts) {
    return Stream.of(accounts)
        .map(account ->
            new Line(
                account,
                account.equals("@royalties") ? "royalty" : "other",
                Amount.micros(1 + random.nextInt(1000)),
                random.nextBoolean() ? "" : "facts#at facts#fr"))
        .toList();
  }

  @Test
  void load_whatWasSaved_isTheSameNowAndLater() {
    for (long seed = 0; seed < 30; seed++) {
      List<Entry> entries = random(seed);
      trip(entries).holdsAfterEach(entries);
    }
  }

  @Test
  void load_stateOfARealNode_isTheSameNowAndLater() throws Exception {
    BusyDay day = BusyDay.lived();
    RoundTrip<Engagements> trip = trip(day.decided());
    Engagements replayed = trip.fold(day.decoded());

    trip.holdsAfterEach(day.decided());
    assertThat(RoundTrip.bytes(replayed)).as("replayed").isEqualTo(day.live(replayed));
    assertThat(RoundTrip.bytes(trip.fold(day.decided()))).isEqualTo(day.live(replayed));
    assertThat(replayed.undistributed()).isEmpty();
    assertThat(replayed.record("titler", "toy.title")).containsExactly(3, 0);
    assertThat(replayed.record("thrower", "toy.title")[1]).isPositive();
  }

  @Test
  void save_recordsThatCameInAnotherOrder_areTheSameBytes() {
    List<Fact> awards = new ArrayList<>();
    Random random = new Random(1);
    for (int call = 0; call < CALLS; call++) {
      awards.add(award(random, call, List.of()));
    }
    List<Fact> forth = new ArrayList<>(awards);
    List<Fact> back = new ArrayList<>(awards);
    for (Fact fact : awards) {
      Rejected end = new Rejected(((Awarded) fact).call(), "agent_threw", "it threw");
      forth.add(end);
      back.add(CALLS, end);
    }

    assertThat(bytesAtOneTime(forth)).isEqualTo(bytesAtOneTime(back));
  }

  /// All in one batch, so that the order of the ends is all that differs.
  private static byte[] bytesAtOneTime(List<Fact> facts) {
    Engagements engagements = new Engagements();
    for (int at = 0; at < facts.size(); at++) {
      engagements.apply(new Entry(at, 1, facts.get(at)));
    }
    return RoundTrip.bytes(engagements);
  }

  @Test
  void load_bytesCutOff_isRefused() {
    trip(random(1)).refusesWhatIsCut(random(1));
    trip(List.of()).refusesWhatIsCut(List.of());
  }

  @Test
  void load_unknownVersion_isRefused() {
    trip(List.of()).refusesOtherVersions();
  }
}
