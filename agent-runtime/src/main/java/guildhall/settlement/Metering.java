package guildhall.settlement;

import guildhall.sdk.Receipt.Line;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// What metered text costs, pure.
public final class Metering {

  private static final BigInteger THOUSAND = BigInteger.valueOf(1000);

  private Metering() {}

  /// The fee of so many characters: in proportion, rounded down, at most the ceiling.
  ///
  /// @param characters 0 or more
  /// @param perThousandMicros price of a thousand, 0 or more
  /// @param ceilingMicros 0 or more
  /// @return 0 to `ceilingMicros`, never less for more characters
  public static long feeMicros(long characters, long perThousandMicros, long ceilingMicros) {
    BigInteger due =
        BigInteger.valueOf(characters)
            .multiply(BigInteger.valueOf(perThousandMicros))
            .divide(THOUSAND);
    return due.min(BigInteger.valueOf(ceilingMicros)).longValueExact();
  }

  /// Both, each payee of a role once, in the order in which they came first.
  static List<Line> merged(List<Line> before, List<Line> more) {
    List<Line> all = new ArrayList<>(before);
    for (Line line : more) {
      int at = 0;
      while (at < all.size() && !isSamePayee(all.get(at), line)) {
        at++;
      }
      if (at == all.size()) {
        all.add(line);
      } else {
        all.set(
            at,
            new Line(
                line.account(),
                line.role(),
                all.get(at).amount().plus(line.amount()),
                line.note()));
      }
    }
    return List.copyOf(all);
  }

  private static boolean isSamePayee(Line one, Line other) {
    return one.account().equals(other.account()) && one.role().equals(other.role());
  }
}
