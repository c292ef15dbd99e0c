package guildhall.host;

import guildhall.sdk.Progress;
import guildhall.settlement.SettlementFact.Awarded;
import java.util.function.Consumer;

/// Do it.
///
/// @param award what was agreed
/// @param input the input record
/// @param heard gets progress as it is told
public record RunCall(Awarded award, Record input, Consumer<Progress> heard) {}
