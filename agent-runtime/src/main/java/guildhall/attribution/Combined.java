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
/// by owning under two names. A contribution under a ten-thousandth of the answer earns nothing.
public final class Combined {

  /// Id and version; followed by the methods that took part.
  public static final String ID = "combined@1";

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
  /// @return weights in the order of their keys, parts of [#WHOLE]; method [#ID] and in brackets
  ///   those of the three, `-` for one that abstained; the confidence is the mean of theirs by
  ///   share
  public static Attribution of(
      Shares shares, Attribution context, Attribution adapter, Attribution base) {
    Combined combined = new Combined();
    combined.addCapped(shares.context(), context);
    combined.add(shares.adapter(), adapter);
    combined.add(shares.base(), base);
    List<Weight> kept = combined.kept();
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

  private List<Weight> kept() {
    List<Weight> kept = new ArrayList<>();
    weights.forEach((key, micros) -> {
      if (micros >= LEAST) {
        kept.add(new Weight(key, micros));
      }
    });
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
