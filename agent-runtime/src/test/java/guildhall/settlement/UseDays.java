package guildhall.settlement;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.book.Entry;
import guildhall.datanet.Charter;
import guildhall.datanet.DatanetFact.Chartered;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.datanet.DatanetFact.Withdrawn;
import guildhall.datanet.Earner;
import guildhall.datanet.admission.ItemType;
import guildhall.ledger.Operation.CloseAccount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/// Random days on which contributions of two datanets, one of them with an owner who has a part,
/// earn, lose, are paid and are not.
public final class UseDays {

  /// Who may have uses.
  public static final List<String> ACCOUNTS = List.of("cid", "dot", "eve", "gone", "owner");

  /// The datanet with an owner.
  public static final String OWNED = "owned";

  /// The other one.
  public static final String FREE = "free";

  static final int STEPS = 60;
  private static final long HOUR = 3_600_000_000L;
  private static final int KEYS = 4;
  private static final int PERMILLE = 250;

  private UseDays() {}

  /// The entries of one.
  public static List<Entry> entries(long seed) throws IOException {
    try (Counter counter = new Counter(windowMicros(seed))) {
      live(counter, seed);
      return counter.entries().stream()
          .filter(entry -> !entry.fact().getClass().getName().contains("ledger"))
          .toList();
    }
  }

  /// On every third day there is no window, and all is paid at once.
  static long windowMicros(long seed) {
    return seed % 3 == 2 ? 0 : HOUR;
  }

  static void live(Counter counter, long seed) {
    Random random = new Random(seed);
    ACCOUNTS.forEach(each -> counter.fund(each, 1));
    counter.empty("gone");
    counter.write(
        new Chartered(
            OWNED,
            "owner",
            new Charter(
                "toys",
                Charter.Rules.of(ItemType.TEXT, "CC0-1.0"),
                PERMILLE,
                true,
                Charter.Review.NONE,
                Optional.empty())));
    for (int i = 0; i < KEYS; i++) {
      counter.write(
          new Contributed(OWNED, "k" + i, contributor(i), counter.content()),
          new Contributed(FREE, "k" + i, contributor(i + 1), counter.content()));
    }
    for (int step = 0; step < STEPS; step++) {
      counter.newTask();
      step(counter, random, step);
    }
  }

  private static String contributor(int number) {
    return ACCOUNTS.get(number % ACCOUNTS.size());
  }

  private static void step(Counter counter, Random random, int step) {
    String call = "t/r" + random.nextInt(step + 1) + "#0";
    String one = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
    String other = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
    switch (random.nextInt(10)) {
      case 0 -> counter.pass(random.nextLong(HOUR / 4));
      case 1 -> counter.reverse(call, OptionalInt.empty(), Optional.empty(), "wrong");
      case 2 -> counter.reverse(call, OptionalInt.of(random.nextInt(2)), Optional.of(one), "hers");
      case 3 -> counter.nameSuccessor(one, other);
      case 4 -> counter.claim(one);
      default -> distribute(counter, random, step);
    }
    switch (step) {
      case STEPS / 3 -> counter.write(new Withdrawn(FREE, "k1", "eve", "no longer", false));
      case STEPS / 2 -> {
        counter.empty("gone");
        counter.decide(new CloseAccount("gone"));
      }
      default -> {}
    }
  }

  private static void distribute(Counter counter, Random random, int step) {
    List<Weight> weights = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      if (random.nextBoolean()) {
        weights.add(new Weight(OWNED + "#k" + i, 1 + random.nextInt(100)));
      }
      if (random.nextBoolean()) {
        weights.add(new Weight(FREE + "#k" + i, 1 + random.nextInt(100)));
      }
    }
    counter.distributedBy(
        "t/r" + step,
        1 + random.nextInt(20_000),
        new Attribution("use@2", weights, 1000, false),
        UseDays::earner);
  }

  private static Optional<Earner> earner(String key) {
    int number = key.charAt(key.length() - 1) - '0';
    return Optional.of(
        key.startsWith(OWNED)
            ? new Earner(contributor(number), "owner", PERMILLE)
            : Earner.alone(contributor(number + 1)));
  }
}
