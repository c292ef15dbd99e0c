package guildhall.gateway;

import java.math.BigDecimal;

/// Micro-credits as decimal strings of credits; unlike [guildhall.sdk.Amount] also below zero.
final class Credits {

  private Credits() {}

  static String of(long micros) {
    return micros == 0 ? "0" : BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
  }
}
