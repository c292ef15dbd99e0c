package guildhall.settlement;

import guildhall.sdk.Amount;
import guildhall.sdk.Receipt.Line;

/// What a call owes for what it has read of one datanet.
///
/// @param datanet its name
/// @param owner the principal who is paid
/// @param passages how many, each once
/// @param micros micro-credits for all of them, more than 0
public record ReadCost(String datanet, String owner, int passages, long micros) {

  /// The same on a receipt.
  Line line() {
    String note = datanet + ": " + passages + (passages == 1 ? " passage" : " passages");
    return new Line(owner, Line.ACCESS, Amount.micros(micros), note);
  }
}
