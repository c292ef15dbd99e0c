package guildhall.host;

import guildhall.book.BookUnavailable;
import guildhall.datanet.AccessTerms;
import guildhall.datanet.DatanetFact.Accessed;
import guildhall.datanet.DatanetService.Handed;
import guildhall.ledger.LedgerStatus;
import guildhall.sdk.Amount;
import guildhall.sdk.Datanet;
import guildhall.sdk.ReadRefused;
import guildhall.sdk.ReadRefused.Why;
import guildhall.settlement.Evidence;
import guildhall.settlement.ReadCost;
import guildhall.settlement.ReadCosts;
import guildhall.settlement.SettlementFact.Awarded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// What one call reads of datanets: whether it may, what it owes, what it leaves as evidence.
///
/// Passages of a datanet with a price are handed out when the money for them is held, one search
/// after the other. Each contribution counts once in a call, under the terms under which it was
/// read first.
final class Reads {

  private final Awarded award;
  private final HostServices services;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Evidence.Read> reads = new LinkedHashMap<>(); // lock
  private final List<Visit> visits = new ArrayList<>(); // lock
  private long owedMicros; // lock
  private boolean over; // lock
  private Optional<ReadCosts.Parties> parties = Optional.empty(); // lock

  /// A private datanet on the terms on which the call has opened it.
  private static final class Visit {
    private final String datanet;
    private final AccessTerms terms;
    private final String reader;
    private final long priceMicros; // for this call
    private final Map<Integer, List<String>> passages = new LinkedHashMap<>(); // by version

    private Visit(String datanet, AccessTerms terms, String reader, boolean free) {
      this.datanet = datanet;
      this.terms = terms;
      this.reader = reader;
      this.priceMicros = free ? 0 : terms.priceMicros();
    }

    private int count() {
      return passages.values().stream().mapToInt(List::size).sum();
    }
  }

  Reads(Awarded award, HostServices services) {
    this.award = award;
    this.services = services;
  }

  /// Opens a datanet for this call.
  ///
  /// @param losing is told if the book breaks off under a search
  /// @throws ReadRefused if it may not be read
  Datanet open(String name, UnaryOperator<RuntimeException> losing) {
    Optional<Visit> visit = services.accesses().terms(name).map(terms -> visit(name, terms));
    return services
        .datanets()
        .open(
            name,
            (version, passages) -> {
              try {
                read(name, visit, version, passages);
              } catch (BookUnavailable e) {
                throw losing.apply(e);
              }
            });
  }

  private Visit visit(String name, AccessTerms terms) {
    lock.lock();
    try {
      boolean own = terms.owner().equals(award.owner());
      if (terms.admits(award.owner()) && (own || terms.priceMicros() == 0)) {
        return added(new Visit(name, terms, award.owner(), true));
      }
      ReadCosts.Parties known = parties();
      boolean free = own || known.payer().equals(terms.owner());
      if (terms.admits(award.owner())) {
        return added(new Visit(name, terms, award.owner(), free));
      }
      if (terms.admits(known.root())) {
        return added(new Visit(name, terms, known.root(), free));
      }
      throw new ReadRefused(
          Why.NOT_A_READER,
          "the datanet "
              + name
              + " is private: neither "
              + award.owner()
              + ", for whom the agent"
              + " works, nor "
              + known.root()
              + ", for whom the task is, may read it");
    } finally {
      lock.unlock();
    }
  }

  private Visit added(Visit visit) {
    visits.add(visit);
    return visit;
  }

  private ReadCosts.Parties parties() {
    if (parties.isEmpty()) {
      parties = services.book().await(services.settlement().readCosts().parties(award.call()));
    }
    return parties.orElseThrow(Reads::ended);
  }

  private static IllegalStateException ended() {
    return new IllegalStateException("this call has ended");
  }

  private void read(String datanet, Optional<Visit> visit, int version, List<Handed> passages) {
    lock.lock();
    try {
      if (over) {
        throw ended();
      }
      List<Evidence.Read> fresh =
          passages.stream()
              .map(each -> new Evidence.Read(datanet, version, each.id(), each.content()))
              .filter(each -> !reads.containsKey(each.key()))
              .toList();
      visit.ifPresent(each -> note(each, version, fresh));
      fresh.forEach(each -> reads.put(each.key(), each));
    } finally {
      lock.unlock();
    }
  }

  private void note(Visit visit, int version, List<Evidence.Read> fresh) {
    if (fresh.isEmpty()) {
      return;
    }
    if (visit.priceMicros > 0) {
      hold(visit, fresh.size());
    }
    List<String> ids = visit.passages.computeIfAbsent(version, _ -> new ArrayList<>());
    fresh.forEach(each -> ids.add(each.id()));
  }

  /// Holds the price of so many passages, or says why they are kept back.
  private void hold(Visit visit, int passages) {
    long upTo = plus(owedMicros, times(visit.priceMicros, passages));
    ReadCosts.Held held =
        services
            .book()
            .await(services.settlement().readCosts().hold(award.call(), upTo, visit.terms.owner()));
    LedgerStatus status = held.status();
    if (status.ok()) {
      owedMicros = upTo;
      return;
    }
    throw switch (status) {
      case EXCEEDS_EXPENSES -> tooDear(visit, passages, held.leftMicros());
      case HOLD_NOT_FOUND, HOLD_VOIDED, HOLD_EXPIRED -> ended();
      default ->
          new ReadRefused(
              Why.NOT_PAYABLE,
              "the price of the datanet " + visit.datanet + " cannot be held: " + status.code());
    };
  }

  private static ReadRefused tooDear(Visit visit, int passages, long leftMicros) {
    return new ReadRefused(
        Why.OVER_BUDGET,
        "%d passages of the datanet %s at %s each cost more than the %s this call may still spend"
            .formatted(
                passages,
                visit.datanet,
                Amount.micros(visit.priceMicros),
                Amount.micros(leftMicros)));
  }

  private static long times(long price, int passages) {
    return price > Long.MAX_VALUE / passages ? Long.MAX_VALUE : price * passages;
  }

  private static long plus(long one, long other) {
    return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
  }

  /// Whether anything was read so far.
  boolean any() {
    lock.lock();
    try {
      return !reads.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// What was read so far, in order.
  List<Evidence.Read> all() {
    lock.lock();
    try {
      return List.copyOf(reads.values());
    } finally {
      lock.unlock();
    }
  }

  /// From now on nothing is handed out: how the call ends is written with what it has read by now.
  void end() {
    lock.lock();
    try {
      over = true;
    } finally {
      lock.unlock();
    }
  }

  /// What the call owes, one sum for each datanet.
  List<ReadCost> costs() {
    lock.lock();
    try {
      Map<String, ReadCost> costs = new LinkedHashMap<>();
      for (Visit visit : visits) {
        long micros = visit.priceMicros * visit.count();
        if (micros > 0) {
          costs.merge(
              visit.datanet,
              new ReadCost(visit.datanet, visit.terms.owner(), visit.count(), micros),
              (one, more) ->
                  new ReadCost(
                      one.datanet(),
                      one.owner(),
                      one.passages() + more.passages(),
                      one.micros() + more.micros()));
        }
      }
      return List.copyOf(costs.values());
    } finally {
      lock.unlock();
    }
  }

  /// What the owners of private datanets are to know, in the order in which they were opened.
  ///
  /// @param delivered whether the call is paid
  List<Accessed> accessed(boolean delivered) {
    lock.lock();
    try {
      List<Accessed> all = new ArrayList<>();
      for (Visit visit : visits) {
        visit.passages.forEach((version, ids) -> all.add(accessed(visit, version, ids, delivered)));
      }
      return all;
    } finally {
      lock.unlock();
    }
  }

  private Accessed accessed(Visit visit, int version, List<String> ids, boolean delivered) {
    List<String> named = ids.subList(0, Math.min(ids.size(), Accessed.MOST_PASSAGES));
    return new Accessed(
        visit.datanet,
        version,
        award.call(),
        award.agent(),
        award.owner(),
        visit.reader,
        named,
        ids.size() - named.size(),
        visit.terms.priceMicros(),
        delivered ? visit.priceMicros * ids.size() : 0);
  }
}
