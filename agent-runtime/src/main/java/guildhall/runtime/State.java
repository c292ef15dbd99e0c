package guildhall.runtime;

import guildhall.book.Projection;
import guildhall.datanet.Datanets;
import guildhall.governance.Policies;
import guildhall.ledger.Ledger;
import guildhall.market.Registry;
import guildhall.outbound.Effects;
import guildhall.rail.Rails;
import guildhall.settlement.Engagements;
import guildhall.task.Tasks;
import java.util.List;

/// Every projection of the book. The order in which they fold an entry does not matter: none reads
/// another.
///
/// @param ledger accounts and holds
/// @param policies rules by version
/// @param datanets contributions
/// @param registry agents
/// @param engagements awarded calls
/// @param effects acknowledged effects
/// @param tasks tasks
/// @param rails deposits and withdrawals
public record State(
    Ledger ledger,
    Policies policies,
    Datanets datanets,
    Registry registry,
    Engagements engagements,
    Effects effects,
    Tasks tasks,
    Rails rails) {

  private static final long SETTLEMENT_MARGIN_MICROS = 200_000;

  /// Before the first entry.
  public static State empty() {
    return new State(
        new Ledger(SETTLEMENT_MARGIN_MICROS),
        new Policies(),
        new Datanets(),
        new Registry(),
        new Engagements(),
        new Effects(),
        new Tasks(),
        new Rails());
  }

  List<Projection> projections() {
    return List.of(ledger, policies, datanets, registry, engagements, effects, tasks, rails);
  }
}
