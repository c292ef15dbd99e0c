package guildhall.attack;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.datanet.Charter;
import guildhall.datanet.CurationStatus;
import guildhall.datanet.admission.ItemType;
import guildhall.settlement.Court;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A contributor and a quorum of reviewers who approve what is not theirs, on a real book. It is
/// used as much as an honest contributor's text, which is the honest return. Some of it is
/// challenged in its window: then the royalties go back, and both reviewers lose part of their
/// bonds.
///
/// A reviewer's bond is ten times what one text earns in its window, and half of it is lost for a
/// false approval.
final class Collusion {

  private static final String NET = "net";
  private static final List<String> REVIEWERS = List.of("ring-reviewer-1", "ring-reviewer-2");
  private static final int TEXTS = 20;
  private static final long FEE = 1_000_000;
  private static final long BOND = 1_000_000;
  private static final int SLASH = 500;

  private Collusion() {}

  /// @param challengedOneIn of so many texts one is challenged; 0 for none at all
  static Return of(int challengedOneIn) throws IOException {
    try (Court court = new Court()) {
      long before = open(court);
      for (int i = 0; i < TEXTS; i++) {
        oneText(court, i, challengedOneIn > 0 && i % challengedOneIn == 0);
      }
      court.pass(2 * Court.WINDOW_MICROS);
      if (court.trialBalance() != 0) {
        throw new IllegalStateException("the book is out of balance: " + court.trialBalance());
      }
      double ring = wealth(court) - before;
      String what =
          challengedOneIn == 0
              ? "nothing is challenged"
              : "1 text in %d is challenged".formatted(challengedOneIn);
      return Return.atMost("reviewer collusion", what, ring / court.balance("honest"), 1.05);
    }
  }

  private static long open(Court court) {
    court.fund("payer", 2 * TEXTS * FEE);
    court.fund("agent", 0);
    court.fund("owner", 0);
    court.fund("ring", 0);
    for (String reviewer : REVIEWERS) {
      court.fund(reviewer, BOND);
    }
    court.charter(
        NET,
        "owner",
        new Charter(
            "facts",
            Charter.Rules.of(ItemType.TEXT, Arena.LICENCE),
            0,
            true,
            new Charter.Review(REVIEWERS, REVIEWERS.size(), BOND / 4, SLASH, 0, 0),
            Optional.empty()));
    REVIEWERS.forEach(reviewer -> court.bond(reviewer, NET, BOND));
    return wealth(court);
  }

  private static long wealth(Court court) {
    return court.balance("ring") + REVIEWERS.stream().mapToLong(court::balance).sum();
  }

  private static void oneText(Court court, int number, boolean challenged) {
    String id = "junk-" + number;
    court.offer(NET, id, "ring");
    boolean accepted =
        REVIEWERS.stream()
            .allMatch(reviewer -> court.approve(NET, id, reviewer) == CurationStatus.DONE);
    String call =
        court.ask("payer", "agent", FEE, halves(NET + "#" + id), key -> owner(key, accepted));
    if (challenged && accepted) {
      if (!court.reverse(call, "ring")) {
        throw new IllegalStateException("the royalties of " + call + " cannot be taken back");
      }
      court.withdraw(NET, id);
      REVIEWERS.forEach(reviewer -> court.slash(reviewer, NET, id, SLASH));
    }
  }

  private static Attribution halves(String junk) {
    return new Attribution("m@1", List.of(new Weight("other#1", 1), new Weight(junk, 1)), 2, false);
  }

  private static Optional<String> owner(String key, boolean accepted) {
    return key.equals("other#1")
        ? Optional.of("honest")
        : Optional.of("ring").filter(_ -> accepted);
  }
}
