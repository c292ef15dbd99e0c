package guildhall.export;

import java.math.BigDecimal;

/// Micro-credits as decimal texts of credits; unlike [guildhall.sdk.Amount] also below zero.
public final class Credits {

  private Credits() {}

  /// As short as it can be, for JSON: `0`, `-1.5`.
  public static String of(long micros) {
    return micros == 0 ? "0" : BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
  }

  /// With all six places, for tables and journals: `0.000000`, `-1.500000`.
  public static String whole(long micros) {
    return BigDecimal.valueOf(micros, 6).toPlainString();
  }
}
