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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pays royalties off the hot path: follows the book, weighs the evidence of each settled call, and
/// distributes the royalty part of its fee, at most once per receipt. Nobody waits for it; what it
/// has not done when the runtime stops it does at the next start.
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

  /// What could not be distributed is tried again whenever a call is settled. The entry tells
  /// whether there is anything to do; asking the book each time would take a turn of it for every
  /// paid call.
  private void follow(Entry entry) {
    if (entry.fact() instanceof SettlementFact.Settled settled) {
      List<Engagement> waiting = new ArrayList<>();
      if (settled.lines().stream().anyMatch(line -> line.role().equals("royalty"))) {
        waiting.add(book.await(_ -> engagements.find(settled.call()).orElseThrow()));
      }
      for (Engagement left = again.poll(); left != null; left = again.poll()) {
        waiting.add(left);
      }
      waiting.stream()
          .filter(each -> each.undistributedMicros() > 0)
          .forEach(this::distributeOrLog);
    }
  }

  private void distribute(Engagement engagement) {
    Evidence evidence =
        RecordJson.read(content(engagement.evidence().orElseThrow()), Evidence.class);
    String answer =
        texts(RecordJson.readTree(content(engagement.output().orElseThrow()))).toString();
    List<Source> sources =
        evidence.reads().stream().map(read -> new Source(read.key(), read.text())).toList();
    Attribution attribution = UseMethod.weigh(sources, answer, rarity(evidence));
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
