package guildhall.attack;

import guildhall.attack.Scene.Offer;
import guildhall.attack.Scene.Played;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Ten copies of one's own texts under one's own name, exact ones and such that differ a little:
/// more places, no more worth. What the texts earned before is the honest return.
final class Replication {

  private Replication() {}

  static Return exact(Scene scene) throws IOException {
    return of(scene, Copying.EXACT, 1.05);
  }

  static Return noisy(Scene scene, Copying copying) throws IOException {
    return of(scene, copying, 1.15);
  }

  private static Return of(Scene scene, Copying copying, double bound) throws IOException {
    List<Offer> copies = new ArrayList<>();
    for (String attacker : Scene.ATTACKERS) {
      copies.addAll(copying.of(scene.library(), attacker, scene.library().of(attacker)));
    }
    Played played = scene.added(copies);
    return Return.atMost(
        "own copies x10, " + copying.name(),
        played.taken(),
        scene.ratio(played, Scene.ATTACKERS, Scene.ATTACKERS),
        bound);
  }
}
