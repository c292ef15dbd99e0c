package guildhall.host;

import guildhall.book.Book;
import guildhall.book.ContentStore;
import guildhall.datanet.Accesses;
import guildhall.datanet.ContributionDesk;
import guildhall.datanet.DatanetService;
import guildhall.datanet.DatanetViews;
import guildhall.host.state.AgentStates;
import guildhall.host.state.CallState;
import guildhall.ledger.HoldView;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.model.head.Heads;
import guildhall.outbound.Outbound;
import guildhall.sdk.spi.Models;
import guildhall.sdk.spi.Trade;
import guildhall.settlement.Settlement;
import java.time.InstantSource;

/// What a host needs from below, and its one way back up.
///
/// @param book where calls end
/// @param contents where results are kept
/// @param ledger for what a call may still spend
/// @param settlement how calls end
/// @param states what agents keep between their calls
/// @param datanets what calls may read
/// @param accesses which of them only some may, and at what price
/// @param desk where calls contribute to them
/// @param offers what became of what was contributed
/// @param models what calls may ask models
/// @param heads what calls may have predicted
/// @param outbound how calls reach the world
/// @param trade how calls buy from others
/// @param clock the time handlers see
/// @param alarms when deadlines pass
/// @param passivation when agents that are idle are let go
public record HostServices(
    Book book,
    ContentStore contents,
    Ledger ledger,
    Settlement settlement,
    AgentStates states,
    DatanetService datanets,
    Accesses accesses,
    ContributionDesk desk,
    DatanetViews offers,
    Models models,
    Heads heads,
    Outbound outbound,
    Trade trade,
    InstantSource clock,
    Alarms alarms,
    Passivation passivation) {

  CallState.Source kept() {
    return new CallState.Source(book, contents, states);
  }

  long freeMicros(Id hold) {
    return book.await(_ -> ledger.openHold(hold).map(HoldView::freeMicros).orElse(0L));
  }
}
