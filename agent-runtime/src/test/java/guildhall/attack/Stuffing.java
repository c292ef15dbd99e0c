package guildhall.attack;

import guildhall.attack.Scene.Offer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Common phrases and popular headings behind each of one's own texts, to be repeated whatever is
/// asked. The texts without them are the honest return.
final class Stuffing {

  private Stuffing() {}

  /// Of those who register when others have such phrases already.
  static Return late(Scene scene) throws IOException {
    return of(scene, false, "phrases that others had before");
  }

  /// Of those who register first of all.
  static Return first(Scene scene) throws IOException {
    return of(scene, true, "by whoever registers first");
  }

  private static Return of(Scene scene, boolean first, String what) throws IOException {
    List<String> phrases = new ArrayList<>();
    scene.library().phrases().forEach(phrases::addAll);
    List<Offer> honest = new ArrayList<>(scene.offers());
    honest.sort(Comparator.comparing(offer -> Scene.ATTACKERS.contains(offer.owner()) != first));
    List<Offer> attack = honest.stream().map(offer -> stuffed(offer, phrases)).toList();
    double before = scene.play(honest, scene.said()).of(Scene.ATTACKERS);
    double after = scene.play(attack, scene.said()).of(Scene.ATTACKERS);
    return Return.atMost("phrase stuffing", what, after / before, 1.05);
  }

  private static Offer stuffed(Offer offer, List<String> phrases) {
    if (!Scene.ATTACKERS.contains(offer.owner())) {
      return offer;
    }
    List<String> words = new ArrayList<>(offer.words());
    words.addAll(phrases);
    return Offer.own(offer.owner(), words);
  }
}
