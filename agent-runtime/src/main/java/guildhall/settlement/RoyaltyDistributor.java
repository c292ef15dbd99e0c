package guildhall.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.attribution.Attribution;
import guildhall.attribution.Source;
import guildhall.attribution.use.UseMethod1;
import guildhall.book.Book;
import guildhall.book.ContentId;
import guildhall.book.ContentStore;
import guildhall.book.Entry;
import guildhall.book.Feed;
import guildhall.datanet.DatanetService;
import guildhall.datanet.Datanets;
import guildhall.json.RecordJson;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerFact.Released;
import guildhall.sdk.Receipt.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Distributes royalties off the hot path: follows the book, weighs the evidence of each settled
/// call, and has the royalty part of its fee distributed, at most once per receipt. What a metered
/// call has paid that was then not delivered is attributed to nobody. Nobody waits for it; what it
/// has not done when the runtime stops it does at the next start.
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
  private final Settlement settlement;
  private final Datanets datanets;
  private final DatanetService datanetService;
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
  /// @param payerOfTask the principal at the root of a task; asked on the book's writer thread
  public record Parts(
      Book book,
      ContentStore contents,
      Engagements engagements,
      Settlement settlement,
      Datanets datanets,
      DatanetService datanetService,
      Function<String, String> payerOfTask) {}

  /// Distributes what was left undone and follows the book from now on.
  public RoyaltyDistributor(Parts parts) {
    this.book = parts.book();
    this.contents = parts.contents();
    this.engagements = parts.engagements();
    this.settlement = parts.settlement();
    this.datanets = parts.datanets();
    this.datanetService = parts.datanetService();
    this.payerOfTask = parts.payerOfTask();
    long from = book.feed().end();
    List<String> undone =
        book.await(_ -> engagements.undistributed().stream().map(Engagement::call).toList());
    book.await(_ -> engagements.openWithRoyalties())
        .forEach(each -> atWork.put(each.award().hold(), each.call()));
    undone.forEach(this::begin);
    free.acquireUninterruptibly(AT_WORK); // until all of them are done
    free.release(AT_WORK);
    this.subscription = book.feed().subscribe("royalties", from, this::follow);
  }

  /// Waits for a place, not for the distribution.
  private void begin(String call) {
    free.acquireUninterruptibly();
    var _ =
        Thread.ofVirtual()
            .name("royalties of " + call)
            .start(() -> {
              try {
                distributeOrLog(call);
              } finally {
                free.release();
              }
            });
  }

  /// One receipt that cannot be distributed must keep neither the runtime from starting nor others
  /// from being distributed.
  private void distributeOrLog(String call) {
    try {
      Engagement engagement = engagement(call);
      if (engagement.undistributedMicros() > 0) {
        distribute(engagement);
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
    switch (entry.fact()) {
      case SettlementFact.Settled settled -> ended(settled);
      case SettlementFact.Metered metered -> noteIfNew(metered);
      case Released(var hold, var _) when atWork.containsKey(hold) ->
          begin(Objects.requireNonNull(atWork.remove(hold)));
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
    waiting.forEach(this::begin);
  }

  private static boolean owes(List<Line> lines) {
    return lines.stream().anyMatch(line -> line.role().equals("royalty"));
  }

  private Engagement engagement(String call) {
    return book.await(_ -> engagements.find(call).orElseThrow());
  }

  private Attribution weighed(Engagement engagement) {
    if (engagement.output().isEmpty()) {
      return UseMethod1.weigh(List.of(), "", _ -> 1); // nobody has the answer it was for
    }
    Evidence evidence =
        RecordJson.read(content(engagement.evidence().orElseThrow()), Evidence.class);
    String answer =
        texts(RecordJson.readTree(content(engagement.output().orElseThrow()))).toString();
    List<Source> sources =
        evidence.reads().stream().map(read -> new Source(read.key(), read.text())).toList();
    return UseMethod1.weigh(sources, answer, rarity(evidence));
  }

  private void distribute(Engagement engagement) {
    Attribution attribution = weighed(engagement);
    book.await(draft ->
        settlement
            .distribute(
                engagement.call(),
                attribution,
                engagement.payer().orElseGet(() -> payerOfTask.apply(engagement.award().task())),
                this::contributor)
            .decide(draft));
  }

  private Optional<String> contributor(String key) {
    return datanets.contributor(key);
  }

  /// A word is as rare as in the datanet where it is most common.
  private ToIntFunction<String> rarity(Evidence evidence) {
    List<ToIntFunction<String>> all =
        evidence.reads().stream()
            .map(Evidence.Read::datanet)
            .distinct()
            .map(datanetService::rarity)
            .toList();
    return word -> all.stream().mapToInt(each -> each.applyAsInt(word)).min().orElse(1);
  }

  /// All texts and numbers of an answer, but not its field names.
  private static StringBuilder texts(JsonNode node) {
    StringBuilder all = new StringBuilder();
    if (node.isValueNode()) {
      all.append(node.asText()).append('\n');
    } else {
      node.forEach(child -> all.append(texts(child)));
    }
    return all;
  }

  private byte[] content(ContentId id) {
    try {
      return contents.get(id).orElseThrow(() -> new IOException("content is gone: " + id));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read evidence", e);
    }
  }

  /// Stops following, and waits a while for those at work.
  @Override
  public void close() {
    subscription.close();
    try {
      if (!free.tryAcquire(AT_WORK, CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("some royalties are distributed at the next start only");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
