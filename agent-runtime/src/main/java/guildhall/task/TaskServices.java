package guildhall.task;

import guildhall.book.Book;
import guildhall.book.ContentStore;
import guildhall.governance.Limits;
import guildhall.host.Host;
import guildhall.ledger.Ledger;
import guildhall.market.Market;
import guildhall.settlement.Engagements;
import guildhall.settlement.Settlement;
import java.time.InstantSource;

/// What tasks need from below.
///
/// @param book where tasks are decided
/// @param contents where orders and results are kept
/// @param ledger for holding and releasing budgets
/// @param tasks every task
/// @param engagements what was awarded for them
/// @param settlement how an engagement that nobody decides on is ended
/// @param market where steps are bought
/// @param limits how much one task may hold
/// @param host for the records behind capabilities, and for stopping calls
/// @param clock the time
public record TaskServices(
    Book book,
    ContentStore contents,
    Ledger ledger,
    Tasks tasks,
    Engagements engagements,
    Settlement settlement,
    Market market,
    Limits limits,
    Host host,
    InstantSource clock) {}
