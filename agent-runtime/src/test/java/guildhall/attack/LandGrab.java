package guildhall.attack;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.datanet.admission.Declaration;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.Court;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Public text registered before anybody else does, to earn whenever somebody repeats it.
final class LandGrab {

  private static final String GRABBER = "grabber";
  private static final int HOLDERS = 3_050;
  private static final int PHRASE = 14;
  private static final int OWN = 24;
  private static final long FEE = 1_000_000;

  private LandGrab() {}

  /// Text without a licence, or under one that the datanet does not accept.
  static Return unlicensed(Scene scene, Optional<String> licence) throws IOException {
    Arena arena = scene.arena();
    for (List<String> text : scene.library().strange()) {
      var _ = arena.offer(GRABBER, text, new Declaration(licence, true));
    }
    for (Scene.Offer offer : scene.offers()) {
      var _ = arena.offer(offer.owner(), offer.words());
    }
    arena.publish();
    Map<String, Long> paid =
        arena.paid(scene.questions().answers(scene.said(), Map.of()), scene.frozen(), Arena.ASKER);
    return Return.atMost(
        "land-grab",
        "public text, " + licence.map("licence "::concat).orElse("no licence"),
        (double) paid.getOrDefault(GRABBER, 0L),
        0);
  }

  /// Text under a licence that is declared and false, challenged in its window, on a real book.
  static Return challenged() throws IOException {
    try (Court court = new Court()) {
      court.fund("payer", FEE);
      court.fund("agent", 0);
      court.fund(GRABBER, 0);
      Attribution all = new Attribution("m@1", List.of(new Weight("net#1", 1)), 1, false);
      String call = court.ask("payer", "agent", FEE, all, _ -> Optional.of(GRABBER));
      if (!court.reverse(call, GRABBER) || court.trialBalance() != 0) {
        throw new IllegalStateException("it cannot be taken back");
      }
      court.pass(2 * Court.WINDOW_MICROS);
      return Return.atMost(
          "land-grab",
          "false licence, challenged in the window",
          (double) court.balance(GRABBER) / FEE,
          0);
    }
  }

  /// What countless texts share, registered first.
  ///
  /// @return what the first holder gets of an answer that is nothing else
  static Return common(Scene scene) throws IOException {
    Random random = new Random(17);
    List<String> phrase = words(scene, PHRASE, random);
    Arena arena = scene.arena();
    for (int holders = 0; holders < HOLDERS; ) {
      List<String> text = new ArrayList<>(words(scene, OWN, random));
      text.addAll(OWN / 2, phrase);
      // words drawn from real texts may happen to repeat another one
      holders += arena.offer(holders == 0 ? GRABBER : "holder-" + holders, text) ? 1 : 0;
    }
    arena.publish();
    String said = String.join(" ", phrase);
    Questions.Answer answer = new Questions.Answer(List.of(said), said);
    List<Line> lines = arena.lines("r", answer, arena.unigrams(), Arena.ASKER);
    long grabbed = micros(lines, GRABBER);
    if (micros(lines, "@commons") < Arena.POOL / 3) {
      throw new IllegalStateException("the commons get too little: " + lines);
    }
    return Return.atMost(
        "land-grab",
        "a phrase of %d texts, registered first".formatted(HOLDERS),
        (double) grabbed / Arena.POOL,
        0);
  }

  private static long micros(List<Line> lines, String account) {
    return lines.stream()
        .filter(line -> line.account().equals(account))
        .mapToLong(line -> line.amount().micros())
        .sum();
  }

  private static List<String> words(Scene scene, int count, Random random) {
    List<String> words = new ArrayList<>();
    while (words.size() < count) {
      words.add(scene.library().anyWord(random));
    }
    return words;
  }
}
