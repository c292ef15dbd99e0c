package guildhall.settlement.bond;

import static guildhall.settlement.bond.Vault.DAY;
import static guildhall.settlement.bond.Vault.FUND;
import static guildhall.settlement.bond.Vault.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Entry;
import guildhall.roundtrip.RoundTrip;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random days of bonds against a small model, and their state put aside and taken up again.
class BondsStateTest {

  private static final List<String> DUTIES = List.of("review:BB", "review:Aa");
  private static final int STEPS = 80;

  private static final RoundTrip<Bonds> TRIP = new RoundTrip<>(Bonds::new, BondsStateTest::answers);

  private static Object answers(Bonds bonds) {
    List<Object> found = new ArrayList<>(bonds.all());
    found.add(bonds.kind("review:any"));
    found.add(bonds.activeUntil(Long.MAX_VALUE, 100));
    for (String person : PEOPLE) {
      DUTIES.forEach(duty -> found.add(bonds.find(person, duty)));
    }
    return found;
  }

  /// What everybody has and what is left of each bond: all that money can do here.
  private static final class Model {
    private final Map<String, Long> has = new HashMap<>();
    private final Map<String, Long> whole = new HashMap<>();
    private final Map<String, Long> left = new HashMap<>();

    Model() {
      PEOPLE.forEach(each -> has.put(each, FUND));
      has.put("@platform", 0L);
    }

    void slashed(String from, String key, int permille, String to) {
      long micros = Math.max(1, whole.getOrDefault(key, 0L) * permille / 1000);
      left.merge(key, -micros, Long::sum);
      has.merge(from, -micros, Long::sum);
      has.merge(to, micros, Long::sum);
    }
  }

  private static void live(Vault vault, Random random, int step, Model model) {
    String who = PEOPLE.get(random.nextInt(PEOPLE.size()));
    String duty = DUTIES.get(random.nextInt(DUTIES.size()));
    String key = who + " " + duty;
    long amount = random.nextLong(400);
    switch (random.nextInt(9)) {
      case 0, 1 -> {
        if (vault.post(who, duty, amount).ok()) {
          model.whole.put(key, amount);
          model.left.put(key, amount);
        }
      }
      case 2 -> {
        if (vault.does(vault.desk().increase(vault.newId(), who, duty, amount)).ok()) {
          model.whole.merge(key, amount, Long::sum);
          model.left.merge(key, amount, Long::sum);
        }
      }
      case 3 -> vault.does(vault.desk().withdraw(who, duty));
      case 4 -> vault.does(vault.desk().release(who, duty));
      case 5 -> vault.accuse(who, duty, "o" + random.nextInt(3), 1 + random.nextLong(9 * DAY));
      case 6 -> vault.does(vault.desk().dismiss(who, duty, "o" + random.nextInt(3)));
      case 7 -> vault.pass(random.nextLong(12 * DAY));
      default -> slash(vault, random, step, model, who, duty);
    }
    PEOPLE.forEach(person ->
        DUTIES.stream()
            .filter(each -> vault.find(person, each).isEmpty())
            .forEach(each -> model.left.remove(person + " " + each)));
  }

  private static void slash(
      Vault vault, Random random, int step, Model model, String who, String duty) {
    int permille = random.nextInt(1002);
    String to = random.nextBoolean() ? "@platform" : PEOPLE.get(random.nextInt(PEOPLE.size()));
    if (vault.slash(who, duty, "o" + step % 5, permille, to).ok()) {
      model.slashed(who, who + " " + duty, permille, to);
    }
  }

  private static void assertSame(Vault vault, Model model, String when) {
    assertThat(vault.trialBalance()).as(when).isZero();
    Map<String, Long> balances = vault.balances();
    model.has.forEach((account, micros) -> {
      assertThat(balances).as(when).containsEntry(account, micros);
      long bonded =
          DUTIES.stream()
              .mapToLong(duty -> model.left.getOrDefault(account + " " + duty, 0L))
              .sum();
      assertThat(vault.account(account).heldMicros()).as(when).isEqualTo(bonded);
    });
    model.left.forEach((key, left) -> {
      String[] part = key.split(" ", -1);
      assertThat(vault.bond(part[0], part[1]).leftMicros()).as(when).isEqualTo(left).isPositive();
    });
    assertThat(balances.get("@treasury")).as(when).isEqualTo(-FUND * PEOPLE.size());
    assertThat(vault.openHolds()).as(when).isEqualTo(model.left.size());
  }

  private static List<Entry> day(long seed) throws Exception {
    Random random = new Random(seed);
    Model model = new Model();
    try (Vault vault = new Vault()) {
      for (int step = 0; step < STEPS; step++) {
        live(vault, random, step, model);
        assertSame(vault, model, "seed " + seed + ", step " + step);
      }
      List<Entry> entries = vault.entries();
      assertThat(RoundTrip.bytes(TRIP.fold(entries))).isEqualTo(vault.saved());
      return entries;
    }
  }

  @Test
  void anyDay_slashingAndReleasing_conserveWhatTheModelSays() throws Exception {
    for (long seed = 0; seed < 30; seed++) {
      assertThat(day(seed)).isNotEmpty();
    }
  }

  @Test
  void load_whatWasSaved_isTheSameNowAndLater() throws Exception {
    for (long seed = 0; seed < 5; seed++) {
      TRIP.holdsAfterEach(day(seed));
    }
  }

  @Test
  void load_bytesCutOffOrOfAnotherVersion_isRefused() throws Exception {
    TRIP.refusesWhatIsCut(day(1));
    TRIP.refusesOtherVersions();
  }
}
