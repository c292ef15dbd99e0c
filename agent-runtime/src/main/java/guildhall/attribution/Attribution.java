package guildhall.attribution;

import java.util.List;
import java.util.Set;

/// The result of a method.
///
/// The whole is the worth of the whole answer, not of what a method could explain of it. So weights
/// are never scaled up to the whole: what they and the commons leave of it could not be attributed
/// and stays so.
///
/// *Confidence* is how much of the whole the method would answer for: the part that it found
/// evidence for, times how well its estimate fits what it measured. A method that estimates nothing
/// takes the fit as 1000. It says how good the evidence is and never how much is paid; whoever
/// distributes may refuse to act on less than some floor.
///
/// @param method id and version of the method, for example `use@4`
/// @param weights the sources that earned something, each once, in the order of the method
/// @param wholeMicros what the weights are parts of, 0 or more; the difference to their sum and the
///   commons could not be attributed
/// @param abstained whether the evidence was too weak to pay anyone
/// @param commonsMicros what belongs to everybody, such as phrases that countless texts share, 0 or
///   more; in the same unit as the whole
/// @param confidencePermille 0 to 1000; 0 if the method abstained
public record Attribution(
    String method,
    List<Weight> weights,
    long wholeMicros,
    boolean abstained,
    long commonsMicros,
    int confidencePermille) {

  /// Copies the list.
  ///
  /// @throws IllegalArgumentException if weights and commons are more than the whole, if a number
  ///   is out of its range, or if a method abstains and pays all the same
  /// @throws ArithmeticException if the weights sum to more than a `long` holds
  public Attribution {
    weights = List.copyOf(weights);
    long explained = Math.addExact(sum(weights), commonsMicros);
    if (commonsMicros < 0 || explained > wholeMicros) {
      throw new IllegalArgumentException(
          "%s explains %d, of that %d as commons, of a whole of %d"
              .formatted(method, explained, commonsMicros, wholeMicros));
    }
    if (confidencePermille < 0 || confidencePermille > 1000) {
      throw new IllegalArgumentException("confidence must be 0 to 1000: " + confidencePermille);
    }
    if (abstained && (explained > 0 || confidencePermille > 0)) {
      throw new IllegalArgumentException(method + " abstains and attributes " + explained);
    }
  }

  /// A result without commons that fits as well as its evidence reaches: the confidence is the part
  /// of the whole that the weights explain, rounded down.
  public Attribution(String method, List<Weight> weights, long wholeMicros, boolean abstained) {
    this(method, weights, wholeMicros, abstained, 0, permille(sum(weights), wholeMicros));
  }

  /// A result that pays nobody.
  public static Attribution abstain(String method, long wholeMicros) {
    return new Attribution(method, List.of(), wholeMicros, true);
  }

  /// The same without what these sources have earned, which nobody else earns.
  public Attribution without(Set<String> keys) {
    List<Weight> kept = weights.stream().filter(each -> !keys.contains(each.key())).toList();
    boolean nobody = abstained || (kept.isEmpty() && commonsMicros == 0 && !weights.isEmpty());
    return new Attribution(
        method, kept, wholeMicros, nobody, commonsMicros, nobody ? 0 : confidencePermille);
  }

  /// The sum of the weights, commons not included.
  public long attributedMicros() {
    return sum(weights);
  }

  /// A part of a whole in permille, rounded down.
  ///
  /// @return 0 if the whole is 0
  public static int permille(long part, long whole) {
    return whole == 0 ? 0 : Math.toIntExact(Proportion.of(1000, part, whole));
  }

  private static long sum(List<Weight> weights) {
    long sum = 0;
    for (Weight weight : weights) {
      sum = Math.addExact(sum, weight.micros());
    }
    return sum;
  }

  /// A source's part.
  ///
  /// @param key `datanet#id` of a contribution, `model:ID` of an artefact
  /// @param micros more than 0; in the same unit as [Attribution#wholeMicros]
  public record Weight(String key, long micros) {

    /// Refuses a weight below 1.
    ///
    /// @throws IllegalArgumentException if it is 0 or less
    public Weight {
      if (micros < 1) {
        throw new IllegalArgumentException("the weight of " + key + " must be > 0: " + micros);
      }
    }
  }
}
