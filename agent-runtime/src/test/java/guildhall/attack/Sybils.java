package guildhall.attack;

import guildhall.attack.Scene.Offer;
import guildhall.attack.Scene.Played;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The same texts under ten names instead of one, whole or cut into pieces. What they earn under
/// one name is the honest return.
final class Sybils {

  private static final int NAMES = 10;

  private Sybils() {}

  static Return whole(Scene scene) throws IOException {
    return of(scene, 1, "whole texts under 10 names");
  }

  static Return cut(Scene scene) throws IOException {
    return of(scene, 2, "each text cut in two, under 10 names");
  }

  private static Return of(Scene scene, int pieces, String what) throws IOException {
    Set<String> names = new LinkedHashSet<>(Scene.ATTACKERS);
    List<Offer> offers = new ArrayList<>();
    for (Offer offer : scene.offers()) {
      if (!Scene.ATTACKERS.contains(offer.owner())) {
        offers.add(offer);
        continue;
      }
      List<String> words = offer.words();
      for (int piece = 0; piece < pieces; piece++) {
        String name = offer.owner() + "-as-" + (offers.size() % NAMES);
        names.add(name);
        int from = words.size() * piece / pieces;
        int to = words.size() * (piece + 1) / pieces;
        offers.add(Offer.own(name, words.subList(from, to)));
      }
    }
    Played played = scene.play(offers, scene.said());
    return Return.atMost("sybil split", what, scene.ratio(played, names, Scene.ATTACKERS), 1.05);
  }
}
