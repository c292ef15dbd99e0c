package guildhall.market;

import guildhall.book.Fact;
import guildhall.settlement.BidScore;
import java.util.List;

/// A request that nobody was awarded.
///
/// @param request what was asked for
/// @param task the task it is for
/// @param capability what was wanted
/// @param code stable: `no_offer` or `too_dear`
/// @param scores every bid with why it was not taken
public record NoAward(
    String request, String task, String capability, String code, List<BidScore> scores)
    implements Fact {}
