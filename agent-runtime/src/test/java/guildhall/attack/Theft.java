package guildhall.attack;

import guildhall.attack.Scene.Offer;
import guildhall.attack.Scene.Played;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Ten copies of what others have published. The thief is held against what they earned before.
final class Theft {

  private static final String THIEF = "thief";

  private Theft() {}

  static List<Return> exact(Scene scene) throws IOException {
    return of(scene, Copying.EXACT, 0.01);
  }

  static List<Return> noisy(Scene scene, Copying copying) throws IOException {
    return of(scene, copying, 0.10);
  }

  private static List<Return> of(Scene scene, Copying copying, double bound) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    Scene.VICTIMS.forEach(victim -> numbers.addAll(scene.library().of(victim)));
    List<Offer> copies = copying.of(scene.library(), THIEF, numbers);
    Played played = scene.added(copies);
    String name = "theft x10, " + copying.name();
    return List.of(
        Return.atMost(
            name, played.taken(), scene.ratio(played, List.of(THIEF), Scene.VICTIMS), bound),
        Return.atLeast(
            name, "victims keep", scene.ratio(played, Scene.VICTIMS, Scene.VICTIMS), 0.97));
  }
}
