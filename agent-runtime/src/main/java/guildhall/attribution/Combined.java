package guildhall.attribution;

import guildhall.attribution.Attribution.Weight;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One royalty vector of what was read, what an adapter learned, and what the base was made from.
///
/// A contribution's weight is the sum over the three of the share of the answer times its part of
/// that method's whole. What a method leaves of its whole stays unattributed, and so does all of a
/// method that abstained; the caller may hand over the static lineage instead.
///
/// The context's share is capped by what its method found: it is the smaller of the share and the
/// covered part of the answer, and is spread over that covered part. Multiplying the two would
/// count the same gap twice.
///
/// Weights are added up by contribution and know nothing of owners, so that nobody gains or loses
/// by owning under two names.
///
/// What is due less than a ten-thousandth of the answer takes part in a draw, so that a receipt has
/// a bounded number of lines and none of the many that a large datanet consists of goes empty for
/// ever: all that such contributions are due together is cut into equal prizes of a ten-thousandth
/// or slightly more, and each of them gets one as often as its due is to a prize, none two. Over
/// many answers each gets what it is due. Who gets one follows from the seed. Less than one prize
/// in all stays unattributed. Source: systematic sampling with probability proportional to size.
public final class Combined {

  /// Id and version; followed by the methods that took part.
  public static final String ID = "combined@2";

  /// What the weights are parts of.
  public static final long WHOLE = 1_000_000_000_000L;

  private static final long LEAST = WHOLE / 10_000;
  private static final long PER_MILLIONTH = WHOLE / Shares.WHOLE;

  private final Map<String, Long> weights = new TreeMap<>();
  private long commons;

  private Combined() {}

  /// Combines three vectors.
  ///
  /// @param shares of the answer
  /// @param context what was read, by the method *use*
  /// @param adapter what an adapter learned, by influence or lineage
  /// @param base what the base was made from, by spans or lineage
  /// @param seed of the draw; one that follows from the receipt, see [Draws#seed]
  /// @return weights in the order of their keys, parts of [#WHOLE]; method [#ID] and in brackets
  ///   those of the three, `-` for one that abstained; the confidence is the mean of theirs by
  ///   share
  public static Attribution of(
      Shares shares, Attribution context, Attribution adapter, Attribution base, long seed) {
    Combined combined = new Combined();
    combined.addCapped(shares.context(), context);
    combined.add(shares.adapter(), adapter);
    combined.add(shares.base(), base);
    List<Weight> kept = combined.kept(seed);
    boolean nobody = kept.isEmpty() && combined.commons == 0;
    return new Attribution(
        method(context, adapter, base),
        kept,
        WHOLE,
        nobody,
        combined.commons,
        nobody ? 0 : confidence(shares, context, adapter, base));
  }

  private void add(int share, Attribution found) {
    if (found.wholeMicros() > 0) {
      add(share * PER_MILLIONTH, found, found.wholeMicros());
    }
  }

  private void addCapped(int share, Attribution found) {
    long covered = found.attributedMicros() + found.commonsMicros();
    if (covered > 0) {
      long part = share * PER_MILLIONTH;
      boolean shareIsLess =
          product(covered, Shares.WHOLE).compareTo(product(share, found.wholeMicros())) > 0;
      add(shareIsLess ? part : WHOLE, found, shareIsLess ? covered : found.wholeMicros());
    }
  }

  private static BigInteger product(long one, long other) {
    return BigInteger.valueOf(one).multiply(BigInteger.valueOf(other));
  }

  private void add(long part, Attribution found, long whole) {
    for (Weight weight : found.weights()) {
      weights.merge(weight.key(), Proportion.of(part, weight.micros(), whole), Long::sum);
    }
    commons += Proportion.of(part, found.commonsMicros(), whole);
  }

  private List<Weight> kept(long seed) {
    long small =
        weights.values().stream().filter(each -> each < LEAST).mapToLong(each -> each).sum();
    long prize = small < LEAST ? Long.MAX_VALUE : small / (small / LEAST);
    long next = Long.remainderUnsigned(new Draws(seed).next(), prize); // the next that is drawn
    long passed = 0; // of what is due to the small
    List<Weight> kept = new ArrayList<>();
    for (var weight : weights.entrySet()) {
      long due = weight.getValue();
      if (due >= LEAST) {
        kept.add(new Weight(weight.getKey(), due));
        continue;
      }
      passed += due;
      if (next < passed && prize <= small) {
        kept.add(new Weight(weight.getKey(), prize));
        next += prize;
      }
    }
    return kept;
  }

  private static int confidence(
      Shares shares, Attribution context, Attribution adapter, Attribution base) {
    long sum =
        (long) shares.context() * context.confidencePermille()
            + (long) shares.adapter() * adapter.confidencePermille()
            + (long) shares.base() * base.confidencePermille();
    return Math.toIntExact(sum / Shares.WHOLE);
  }

  private static String method(Attribution... parts) {
    return Stream.of(parts)
        .map(part -> part.abstained() ? "-" : part.method())
        .collect(Collectors.joining(" ", ID + "[", "]"));
  }
}
