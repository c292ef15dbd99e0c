package guildhall.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.attribution.Attribution;
import guildhall.attribution.Source;
import guildhall.attribution.UseMethod;
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
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pays royalties off the hot path: follows the book, weighs the evidence of each settled call, and
/// distributes the royalty part of its fee, at most once per receipt. What a metered call has paid
/// that was then not delivered is attributed to nobody. Nobody waits for it; what it has not done
/// when the runtime stops it does at the next start.
public final class RoyaltyDistributor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RoyaltyDistributor.class);

  private final Book book;
  private final ContentStore contents;
  private final Engagements engagements;
  private final Settlement settlement;
  private final Datanets datanets;
  private final DatanetService datanetService;
  private final Function<String, String> payerOfTask;
  private final Feed.Subscription subscription;
  private final Deque<Engagement> again = new ConcurrentLinkedDeque<>();

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
    List<Engagement> undone = book.await(_ -> engagements.undistributed());
    book.await(_ -> engagements.openWithRoyalties())
        .forEach(each -> atWork.put(each.award().hold(), each.call()));
    undone.forEach(this::distributeOrLog);
    this.subscription = book.feed().subscribe("royalties", from, this::follow);
  }

  /// One receipt that cannot be distributed must not keep the runtime from starting.
  private void distributeOrLog(Engagement engagement) {
    try {
      distribute(engagement);
    } catch (RuntimeException e) {
      LOG.error("the royalties of {} stay in the pool for now", engagement.call(), e);
      again.add(engagement);
    }
  }

  private void follow(Entry entry) {
    switch (entry.fact()) {
      case SettlementFact.Settled settled -> ended(settled);
      case SettlementFact.Metered metered -> noteIfNew(metered);
      case Released(var hold, var _) when atWork.containsKey(hold) ->
          retry(engagement(atWork.remove(hold)));
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
  /// of it for every paid call.
  private void ended(SettlementFact.Settled settled) {
    if (owes(settled.lines())) {
      atWork.values().remove(settled.call());
      retry(engagement(settled.call()));
    } else {
      retry();
    }
  }

  private static boolean owes(List<Line> lines) {
    return lines.stream().anyMatch(line -> line.role().equals("royalty"));
  }

  private Engagement engagement(@Nullable String call) {
    return book.await(_ -> engagements.find(Objects.requireNonNull(call)).orElseThrow());
  }

  /// What could not be distributed is tried again whenever a call ends.
  private void retry(Engagement... ended) {
    List<Engagement> waiting = new ArrayList<>(List.of(ended));
    for (Engagement left = again.poll(); left != null; left = again.poll()) {
      waiting.add(left);
    }
    waiting.stream().filter(each -> each.undistributedMicros() > 0).forEach(this::distributeOrLog);
  }

  private Attribution weighed(Engagement engagement) {
    if (engagement.output().isEmpty()) {
      return UseMethod.weigh(List.of(), "", _ -> 1); // nobody has the answer it was for
    }
    Evidence evidence =
        RecordJson.read(content(engagement.evidence().orElseThrow()), Evidence.class);
    String answer =
        texts(RecordJson.readTree(content(engagement.output().orElseThrow()))).toString();
    List<Source> sources =
        evidence.reads().stream().map(read -> new Source(read.key(), read.text())).toList();
    return UseMethod.weigh(sources, answer, rarity(evidence));
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

  /// Stops following.
  @Override
  public void close() {
    subscription.close();
  }
}
