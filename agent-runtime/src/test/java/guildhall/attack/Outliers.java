package guildhall.attack;

import guildhall.attack.Scene.Offer;
import guildhall.attack.Scene.Played;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Words in one's own texts replaced by ones that nobody uses, or hardly anybody, so that what
/// answers repeat of them looks worth more ("Data valuation by outliers", arXiv 2409.05657, carried
/// over to surprisal). The texts as they were are the honest return; answers repeat the texts as
/// they are.
final class Outliers {

  private Outliers() {}

  /// Words that nobody has used.
  static Return invented(Scene scene, int percent) throws IOException {
    return of(scene, percent, true, percent + " % of the words invented");
  }

  /// The rarest words there are.
  static Return rare(Scene scene, int percent) throws IOException {
    return of(scene, percent, false, percent + " % of the words the rarest there are");
  }

  private static Return of(Scene scene, int percent, boolean invented, String what)
      throws IOException {
    Random random = new Random(11);
    List<String> rarest = invented ? List.of() : scene.library().rarest(200);
    List<List<String>> said = new ArrayList<>();
    List<Offer> offers = new ArrayList<>();
    for (Offer offer : scene.offers()) {
      List<String> words = new ArrayList<>(offer.words());
      for (int i = 0; i < words.size() && Scene.ATTACKERS.contains(offer.owner()); i++) {
        if (random.nextInt(100) < percent) {
          words.set(
              i,
              invented
                  ? "zq" + Long.toString(random.nextLong() >>> 1, 36).replaceAll("[0-9]", "x")
                  : rarest.get(random.nextInt(rarest.size())));
        }
      }
      offers.add(Offer.own(offer.owner(), words));
      said.add(words);
    }
    Played played = scene.play(offers, said);
    return Return.atMost(
        "outliers", what, scene.ratio(played, Scene.ATTACKERS, Scene.ATTACKERS), 1.05);
  }
}
