package guildhall.attack;

import guildhall.attribution.Attribution;
import guildhall.settlement.Court;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Questions that read one's own texts, asked and paid by oneself, on a real book: what comes back
/// of the fees. More than all of it would be a machine that makes money.
final class SelfQueries {

  private static final long FEE = 1_000_000;
  private static final int ASKED = 20;

  private SelfQueries() {}

  /// Under one's own name.
  static Return ownName(Scene scene) throws IOException {
    return of(scene, "asked under one's own name", "farmer", "stranger");
  }

  /// Under a name that nobody connects with oneself.
  static Return otherName(Scene scene) throws IOException {
    return of(scene, "asked under another name", "farmer-too", "stranger");
  }

  /// And of an agent that is one's own as well.
  static Return ownAgent(Scene scene) throws IOException {
    return of(scene, "asked under another name, of one's own agent", "farmer-too", "farmer");
  }

  private static Return of(Scene scene, String what, String payer, String seller)
      throws IOException {
    List<Attribution> weighed = weighed(scene);
    Set<String> own = Set.of("farmer", "farmer-too");
    try (Court court = new Court()) {
      for (String each : List.of("farmer", "farmer-too", "stranger")) {
        court.fund(each, ASKED * FEE);
      }
      long before = own.stream().mapToLong(court::balance).sum();
      for (Attribution attribution : weighed) {
        var _ =
            court.ask(
                payer,
                seller,
                FEE,
                attribution,
                key -> Optional.of(isAttackers(key) ? "farmer" : "stranger"));
      }
      court.pass(2 * Court.WINDOW_MICROS);
      long spent = before - own.stream().mapToLong(court::balance).sum();
      long fees = weighed.size() * FEE;
      if (court.trialBalance() != 0) {
        throw new IllegalStateException("the book is out of balance: " + court.trialBalance());
      }
      return Return.atMost("self-queries", what, (double) (fees - spent) / fees, 1.0);
    }
  }

  private static boolean isAttackers(String key) {
    return Scene.ATTACKERS.contains(key.substring(0, key.indexOf('#')));
  }

  /// Answers that repeat nothing but the attackers' texts.
  private static List<Attribution> weighed(Scene scene) throws IOException {
    Arena arena = scene.arena();
    for (Scene.Offer offer : scene.offers()) {
      var _ = arena.offer(offer.owner(), offer.words());
    }
    arena.publish();
    List<Attribution> weighed = new ArrayList<>();
    for (Questions.Answer answer :
        scene
            .questions()
            .answers(
                scene.said(),
                Map.of(),
                number -> Scene.ATTACKERS.contains(scene.offers().get(number).owner()))) {
      if (weighed.size() < ASKED) {
        weighed.add(arena.attribution(answer, scene.frozen()));
      }
    }
    return weighed;
  }
}
