package guildhall.settlement;

import guildhall.book.Book;
import guildhall.book.ContentStore;
import guildhall.book.Draft;
import guildhall.book.Entry;
import guildhall.book.Feed;
import guildhall.datanet.Datanets;
import guildhall.datanet.Resemblance;
import guildhall.datanet.SpanRegister;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerFact.Released;
import guildhall.model.ArtefactRegister;
import guildhall.model.Artefacts;
import guildhall.sdk.Receipt.Line;
import guildhall.sdk.spi.Models;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Distributes royalties off the hot path: follows the book, weighs the evidence of each settled
/// call by what was registered before it, and has the royalty part of its fee distributed, at most
/// once per receipt. What a metered call has paid that was then not delivered is attributed to
/// nobody. Nobody waits for it; what it has not done when the runtime stops it does at the next
/// start.
///
/// A bounded number of receipts is at work at a time, so that they share batches of the book; while
/// all are, it does not read on. What falls behind stays in the book and takes no memory here.
public final class RoyaltyDistributor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RoyaltyDistributor.class);

  private static final int AT_WORK = 256;
  private static final int MOST_WAITING = 10_000;
  private static final int RETRIES = 8;
  private static final long CLOSE_SECONDS = 10;

  private final Book book;
  private final ContentStore contents;
  private final Engagements engagements;
  private final Royalties royalties;
  private final Datanets datanets;
  private final Artefacts artefacts;
  private final SpanRegister register; // of the thread that follows
  private final ArtefactRegister lineage; // of that thread too
  private final Weighing weighing;
  private final Scoring scoring;
  private final Function<String, String> payerOfTask;
  private final Feed.Subscription subscription;
  private final Semaphore free = new Semaphore(AT_WORK);

  /// Calls whose royalties could not be distributed; those for which there is no place are found at
  /// the next start.
  private final BlockingQueue<String> again = new LinkedBlockingQueue<>(MOST_WAITING);

  /// Calls whose text has brought something to the pool already and that have not ended, by hold;
  /// of the thread that follows.
  private final Map<Id, String> atWork = new HashMap<>();

  /// What it needs.
  ///
  /// @param spans where the index of registered texts is kept, made again if it is not there; empty
  ///   to keep it in the heap
  /// @param payerOfTask the principal at the root of a task; asked on the book's writer thread
  /// @param models those that may have written answers
  /// @param scoring how much they may be asked about these
  public record Parts(
      Book book,
      ContentStore contents,
      Engagements engagements,
      Royalties royalties,
      Datanets datanets,
      Artefacts artefacts,
      Optional<Path> spans,
      Function<String, String> payerOfTask,
      Models models,
      ScoringTerms scoring) {}

  private record Start(
      SpanRegister.Start register,
      ArtefactRegister.Start lineage,
      List<String> undone,
      List<Engagement> metered) {}

  /// Distributes what was left undone and follows the book from now on.
  ///
  /// @throws UncheckedIOException if the index of registered texts can neither be read nor made
  public static RoyaltyDistributor open(Parts parts) {
    try {
      return new RoyaltyDistributor(parts);
    } catch (IOException e) {
      throw new UncheckedIOException("the index of registered texts cannot be made", e);
    }
  }

  private RoyaltyDistributor(Parts parts) throws IOException {
    this.book = parts.book();
    this.contents = parts.contents();
    this.engagements = parts.engagements();
    this.royalties = parts.royalties();
    this.datanets = parts.datanets();
    this.artefacts = parts.artefacts();
    this.weighing = new Weighing(contents);
    this.scoring = new Scoring(parts.models(), parts.scoring(), contents, weighing);
    this.payerOfTask = parts.payerOfTask();
    Start start = book.await(this::start);
    this.register = SpanRegister.open(contents, parts.spans(), start.register());
    this.lineage = new ArtefactRegister(contents, start.lineage());
    start.metered().forEach(each -> atWork.put(each.award().hold(), each.call()));
    if (!start.undone().isEmpty()) {
      Weighing.Basis now = basis();
      long until = scoring.untilNanos(); // for all of them: the start waits
      start.undone().forEach(call -> begin(call, now, () -> until));
    }
    free.acquireUninterruptibly(AT_WORK); // until all of them are done
    free.release(AT_WORK);
    this.subscription =
        book.feed().subscribe("royalties", start.register().position(), this::follow);
  }

  private Start start(Draft draft) {
    return new Start(
        SpanRegister.Start.of(draft.position(), datanets),
        ArtefactRegister.Start.of(artefacts, datanets),
        engagements.undistributed().stream().map(Engagement::call).toList(),
        engagements.openWithRoyalties());
  }

  /// What is registered where the thread that follows has come to.
  private Weighing.Basis basis() {
    return new Weighing.Basis(register.view(book, contents), lineage.view());
  }

  private void begin(String call, Weighing.Basis by) {
    begin(call, by, scoring::untilNanos);
  }

  /// Waits for a place, not for the distribution.
  ///
  /// @param until when its model must have scored it
  private void begin(String call, Weighing.Basis by, LongSupplier until) {
    free.acquireUninterruptibly();
    var _ =
        Thread.ofVirtual()
            .name("royalties of " + call)
            .start(() -> {
              try {
                distributeOrLog(call, by, until.getAsLong());
              } finally {
                free.release();
              }
            });
  }

  /// One receipt that cannot be distributed must keep neither the runtime from starting nor others
  /// from being distributed.
  private void distributeOrLog(String call, Weighing.Basis by, long untilNanos) {
    try {
      Engagement engagement = engagement(call);
      if (engagement.undistributedMicros() > 0) {
        scoring
            .of(engagement, by, untilNanos)
            .ifPresent(scored -> distribute(engagement, by, scored));
      }
    } catch (RuntimeException e) {
      boolean kept = again.offer(call);
      LOG.error(
          "the royalties of {} stay in the pool until {}",
          call,
          kept ? "another call ends" : "the next start",
          e);
    }
  }

  private void follow(Entry entry) {
    register.apply(entry);
    if (entry.position() + 1 >= book.feed().end() || register.isWanted()) {
      register.settle(); // so that what is offered next is held against it
    }
    lineage.apply(entry);
    switch (entry.fact()) {
      case SettlementFact.Settled settled -> ended(settled);
      case SettlementFact.Metered metered -> noteIfNew(metered);
      case Released(var hold, var _) when atWork.containsKey(hold) ->
          begin(Objects.requireNonNull(atWork.remove(hold)), basis());
      default -> {}
    }
  }

  /// It may end without being settled, and what is in the pool for it waits then too.
  private void noteIfNew(SettlementFact.Metered metered) {
    if (owes(metered.lines()) && !atWork.containsValue(metered.call())) {
      atWork.put(engagement(metered.call()).award().hold(), metered.call());
    }
  }

  /// The entry tells whether there is anything to do; asking the book each time would take a turn
  /// of it for every paid call. What could not be distributed is tried again whenever a call ends,
  /// but only a few at a time.
  private void ended(SettlementFact.Settled settled) {
    List<String> waiting = new ArrayList<>();
    var _ = again.drainTo(waiting, RETRIES);
    if (owes(settled.lines())) {
      atWork.values().remove(settled.call());
      waiting.addFirst(settled.call());
    }
    if (!waiting.isEmpty()) {
      Weighing.Basis now = basis();
      waiting.forEach(call -> begin(call, now));
    }
  }

  private static boolean owes(List<Line> lines) {
    return lines.stream().anyMatch(line -> line.role().equals("royalty"));
  }

  private Engagement engagement(String call) {
    return book.await(_ -> engagements.find(call).orElseThrow());
  }

  private void distribute(Engagement engagement, Weighing.Basis by, Scored scored) {
    Weighed weighed =
        weighing
            .of(engagement.call(), engagement.output(), engagement.evidence(), by, scored)
            .weighed();
    book.await(draft ->
        royalties
            .distribute(
                engagement.call(),
                weighed,
                engagement.payer().orElseGet(() -> payerOfTask.apply(engagement.award().task())),
                artefacts.earners(datanets))
            .decide(draft));
  }

  /// Looks for what an offered text most likely repeats of those that are registered.
  public Resemblance resemblance() {
    return register;
  }

  /// Stops following, and waits a while for those at work.
  @Override
  public void close() {
    scoring.close();
    subscription.close();
    try {
      var _ = subscription.ended().get(CLOSE_SECONDS, TimeUnit.SECONDS);
      register.close();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the index of registered texts is not put away", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    awaitThoseAtWork();
  }

  private void awaitThoseAtWork() {
    try {
      if (!free.tryAcquire(AT_WORK, CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("some royalties are distributed at the next start only");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
