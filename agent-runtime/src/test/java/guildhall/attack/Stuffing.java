package guildhall.attack;

import guildhall.attack.Scene.Offer;
import guildhall.attack.Scene.Played;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Common phrases and popular headings behind each of one's own texts, to be repeated whatever is
/// asked. The texts without them are the honest return.
final class Stuffing {

  private Stuffing() {}

  /// Of those who register when others have such phrases already.
  static Return late(Scene scene) throws IOException {
    int half = scene.library().texts().size() / 2;
    return of(scene, half, "phrases that others had before");
  }

  /// Of those who register first of all.
  static Return first(Scene scene) throws IOException {
    return of(scene, 0, "by whoever registers first");
  }

  private static Return of(Scene scene, int from, String what) throws IOException {
    List<String> phrases = new ArrayList<>();
    scene.library().phrases().forEach(phrases::addAll);
    List<Offer> offers =
        IntStream.range(0, scene.offers().size())
            .mapToObj(
                i -> i < from ? scene.offers().get(i) : stuffed(scene.offers().get(i), phrases))
            .toList();
    List<Offer> attackersFirst = new ArrayList<>(offers);
    if (from == 0) {
      attackersFirst.sort((one, other) ->
          Boolean.compare(
              !Scene.ATTACKERS.contains(one.owner()), !Scene.ATTACKERS.contains(other.owner())));
    }
    Played played = scene.play(attackersFirst, scene.said());
    return Return.atMost(
        "phrase stuffing", what, scene.ratio(played, Scene.ATTACKERS, Scene.ATTACKERS), 1.05);
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
