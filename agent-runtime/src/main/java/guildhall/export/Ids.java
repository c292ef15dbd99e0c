package guildhall.export;

import guildhall.ledger.Id;
import java.util.HexFormat;
import java.util.Optional;

/// Ids as texts.
public final class Ids {

  private Ids() {}

  /// An id written as 32 hexadecimal digits, or as a UUID with its four hyphens; empty if the text
  /// is neither.
  public static Optional<Id> parse(String text) {
    boolean hyphens = text.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    String digits = hyphens ? text.replace("-", "") : text;
    return digits.matches("(?i)[0-9a-f]{32}")
        ? Optional.of(
            new Id(
                HexFormat.fromHexDigitsToLong(digits, 0, 16),
                HexFormat.fromHexDigitsToLong(digits, 16, 32)))
        : Optional.empty();
  }
}
