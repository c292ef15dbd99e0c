package guildhall.runtime;

import guildhall.book.Snapshotted;
import guildhall.datanet.Accesses;
import guildhall.datanet.Datanets;
import guildhall.governance.Policies;
import guildhall.host.state.AgentStates;
import guildhall.ledger.Ledger;
import guildhall.ledger.SealedIds;
import guildhall.market.Ordered;
import guildhall.market.Orders;
import guildhall.market.Registry;
import guildhall.model.Artefacts;
import guildhall.outbound.Effects;
import guildhall.rail.Rails;
import guildhall.settlement.Engagements;
import guildhall.settlement.Vesting;
import guildhall.settlement.bond.Bonds;
import guildhall.settlement.use.Uses;
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
/// @param orders what principals bought without a task
/// @param agentStates what agents keep between their calls
/// @param vesting royalties that are distributed and not paid
/// @param bonds who is bonded for what
/// @param accesses who may read which private datanet, and who did
/// @param uses where each contributor's uses are
/// @param artefacts models and adapters that are registered
public record State(
    Ledger ledger,
    Policies policies,
    Datanets datanets,
    Registry registry,
    Engagements engagements,
    Effects effects,
    Tasks tasks,
    Rails rails,
    Orders orders,
    AgentStates agentStates,
    Vesting vesting,
    Bonds bonds,
    Accesses accesses,
    Uses uses,
    Artefacts artefacts) {

  private static final long SETTLEMENT_MARGIN_MICROS = 200_000;
  private static final int IDS_PER_GENERATION = 1 << 16;

  /// Before the first entry.
  ///
  /// @param idWindowMicros how long money ids are remembered, in microseconds, more than 0
  /// @param oldIds where the ledger keeps those it has packed
  public static State empty(long idWindowMicros, SealedIds.Store oldIds) {
    return new State(
        new Ledger(SETTLEMENT_MARGIN_MICROS, IDS_PER_GENERATION, idWindowMicros, oldIds),
        new Policies(),
        new Datanets(),
        new Registry(),
        new Engagements(),
        new Effects(),
        new Tasks(),
        new Rails(),
        new Orders(),
        new AgentStates(),
        new Vesting(),
        new Bonds(),
        new Accesses(),
        new Uses(),
        new Artefacts());
  }

  /// All of them, in the order in which they fold entries and are put aside.
  public List<Snapshotted> projections() {
    return List.of(
        ledger,
        policies,
        datanets,
        registry,
        engagements,
        effects,
        tasks,
        rails,
        orders,
        agentStates,
        vesting,
        bonds,
        accesses,
        uses,
        artefacts);
  }

  /// The principal at the root of a task, or of the order that is its own task.
  ///
  /// @throws java.util.NoSuchElementException if there is no such task
  public String payerOf(String task) {
    return orders
        .ofTask(task)
        .map(Ordered::principal)
        .orElseGet(() -> tasks.find(task).orElseThrow().submitted().principal());
  }
}
