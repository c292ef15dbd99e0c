package guildhall.gateway;

import guildhall.book.Book;
import guildhall.book.ContentStore;
import guildhall.datanet.Accesses;
import guildhall.host.Host;
import guildhall.ledger.Ledger;
import guildhall.market.Market;
import guildhall.market.Registry;
import guildhall.model.ArtefactDesk;
import guildhall.rail.RailDesk;
import guildhall.settlement.Engagements;
import guildhall.settlement.Receipts;
import guildhall.settlement.Vesting;
import guildhall.settlement.use.UseDesk;
import guildhall.task.Goal;
import guildhall.task.TaskEngine;
import guildhall.task.Tasks;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Predicate;

/// What the gateway serves.
///
/// @param book where everything is read and decided
/// @param engine takes tasks
/// @param tasks every task
/// @param ledger accounts and holds
/// @param registry agents
/// @param engagements awarded calls
/// @param receipts what they cost
/// @param vesting royalties that are not paid yet, and each contributor's figures
/// @param market who is here
/// @param host which capabilities there are
/// @param contents orders and results
/// @param artefacts models and adapters that are registered
/// @param goals by name
/// @param meters what `/metrics` shows
/// @param clock the time
/// @param isAdminKey whether a text is the key for administration
/// @param rails by name
/// @param datanets how they are kept
/// @param disputes bonds, and royalties that are taken back
/// @param accesses who has read private datanets
/// @param uses what contributions were used for
public record GatewayServices(
    Book book,
    TaskEngine engine,
    Tasks tasks,
    Ledger ledger,
    Registry registry,
    Engagements engagements,
    Receipts receipts,
    Vesting vesting,
    Market market,
    Host host,
    ContentStore contents,
    ArtefactDesk artefacts,
    Map<String, Goal> goals,
    PrometheusMeterRegistry meters,
    InstantSource clock,
    Predicate<String> isAdminKey,
    Map<String, RailDesk> rails,
    DatanetServices datanets,
    DisputeServices disputes,
    Accesses accesses,
    UseDesk uses) {

  /// Copies the maps.
  public GatewayServices {
    goals = Map.copyOf(goals);
    rails = Map.copyOf(rails);
  }
}
