package guildhall.host;

import guildhall.sdk.Progress;
import guildhall.settlement.SettlementFact.Awarded;
import java.util.function.Consumer;

/// Do it.
///
/// @param award what was agreed
/// @param input the input record
/// @param heard gets progress as it is told
/// @param hearing gets the text of a metered call as it is released; never waits
public record RunCall(
    Awarded award, Record input, Consumer<Progress> heard, Consumer<String> hearing) {

  /// Nobody hears its text.
  public RunCall(Awarded award, Record input, Consumer<Progress> heard) {
    this(award, input, heard, _ -> {});
  }
}
