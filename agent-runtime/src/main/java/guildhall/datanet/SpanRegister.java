package guildhall.datanet;

import guildhall.attribution.span.SpanMatches;
import guildhall.attribution.span.Unigrams;
import guildhall.book.Book;
import guildhall.book.ContentId;
import guildhall.book.ContentReader;
import guildhall.book.ContentStore;
import guildhall.book.Entry;
import guildhall.datanet.DatanetFact.Contributed;
import guildhall.datanet.DatanetFact.FrequenciesFrozen;
import guildhall.datanet.DatanetFact.Offered;
import guildhall.datanet.DatanetFact.Promoted;
import guildhall.datanet.DatanetFact.Rejected;
import guildhall.datanet.DatanetFact.Withdrawn;
import guildhall.datanet.Datanets.Registered;
import guildhall.datanet.span.SpanDocument;
import guildhall.datanet.span.SpanIndex;
import guildhall.datanet.text.Tokenizer;
import guildhall.json.RecordJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the index of spans in step with the book: every text from the moment it is offered, so
/// that who came first is first whenever it is accepted, until it is rejected, replaced or
/// withdrawn. What repeats another contribution is not in it.
///
/// A passage that a text has from an earlier one is registered for that one, with the text. If that
/// one is rejected later, the passage is the text's own.
///
/// Also sees to it that a table says what words are worth, and that it is made anew whenever twice
/// as much is registered. Of one thread at a time, where nothing else is said.
public final class SpanRegister implements Resemblance {

  private static final Logger LOG = LoggerFactory.getLogger(SpanRegister.class);
  private static final String OWNER = "@operator";
  private static final int FRESH_MAX = 4_000_000;

  private final ContentReader contents;
  private final SpanIndex index;
  private final Map<String, Integer> ordinals = new HashMap<>(); // of what is live, by key
  private final Map<String, Integer> contributors = new HashMap<>(); // their numbers, by name
  private volatile int[] contributorOf = new int[1 << 10]; // by ordinal
  private final Set<String> waiting = new HashSet<>(); // keys of what is not accepted yet
  private final List<SpanDocument> added = new ArrayList<>(); // and not in the index yet
  private final List<Integer> removed = new ArrayList<>(); // and still in it
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settling = lock.newCondition();
  private Set<String> rejected; // keys; replaced whole
  private long position;
  private long settled; // position up to which all is in the index; by the lock
  private long wanted; // up to which somebody waits for that; by the lock
  private int nextOrdinal;
  private Optional<FrequenciesFrozen> table;
  private Unigrams frequencies = FrequencyTable.NONE;

  /// What the book says at one position.
  ///
  /// @param position of the next entry
  /// @param registered by ordinal
  /// @param rejected keys of what was not accepted
  /// @param nextOrdinal of what comes next
  /// @param table the newest
  public record Start(
      long position,
      List<Registered> registered,
      Set<String> rejected,
      long nextOrdinal,
      Optional<FrequenciesFrozen> table) {

    /// To be read on the book's writer thread.
    ///
    /// @param position of the next entry
    public static Start of(long position, Datanets datanets) {
      return new Start(
          position,
          datanets.registered(),
          datanets.rejected(),
          datanets.nextOrdinal(),
          datanets.frequencies());
    }
  }

  private SpanRegister(ContentReader contents, SpanIndex index, Start start) {
    this.contents = contents;
    this.index = index;
    this.position = start.position();
    this.rejected = Set.copyOf(start.rejected());
    this.table = start.table();
    table.ifPresent(this::use);
    BitSet live = new BitSet();
    nextOrdinal = index.nextOrdinal();
    for (Registered each : start.registered()) {
      int ordinal = Math.toIntExact(each.ordinal());
      live.set(ordinal);
      ordinals.put(each.key(), ordinal);
      if (!each.accepted()) {
        waiting.add(each.key());
      }
      if (ordinal >= nextOrdinal) {
        skipTo(ordinal);
        add(number(each.contributor()), document(each.key(), each.content(), each.aliasOf()));
      } else {
        note(ordinal, number(each.contributor()));
      }
    }
    skipTo(Math.toIntExact(start.nextOrdinal()));
    for (int dead = live.nextClearBit(0);
        dead < index.nextOrdinal();
        dead = live.nextClearBit(dead + 1)) {
      removed.add(dead);
    }
    settle();
  }

  /// Brings the index of a folder up to date, reading the texts that it does not have. One that is
  /// damaged, or of another book, is made again.
  ///
  /// @param folder made if it is not there; empty to keep the index in the heap
  /// @throws IOException if it can neither be read nor made
  public static SpanRegister open(ContentReader contents, Optional<Path> folder, Start start)
      throws IOException {
    return new SpanRegister(
        contents, folder.isEmpty() ? SpanIndex.inMemory() : index(folder.get(), start), start);
  }

  private static SpanIndex index(Path folder, Start start) throws IOException {
    try {
      SpanIndex index = SpanIndex.open(folder, FRESH_MAX);
      if (isOf(index, start)) {
        return index;
      }
      LOG.warn("the spans in {} are of another book and are made again", folder);
    } catch (IOException e) {
      LOG.warn("the spans in {} cannot be read and are made again", folder, e);
    }
    SpanIndex.delete(folder);
    return SpanIndex.open(folder, FRESH_MAX);
  }

  private static boolean isOf(SpanIndex index, Start start) {
    return index.nextOrdinal() <= start.nextOrdinal()
        && start.registered().stream()
            .filter(each -> each.ordinal() < index.nextOrdinal())
            .allMatch(each ->
                index.owner(Math.toIntExact(each.ordinal())).map(each.key()::equals).orElse(true));
  }

  private void skipTo(int ordinal) {
    while (nextOrdinal < ordinal) {
      added.add(SpanDocument.NONE);
      nextOrdinal++;
    }
  }

  private void add(int contributor, SpanDocument document) {
    note(nextOrdinal, contributor);
    added.add(document);
    nextOrdinal++;
  }

  /// Is there before the document is found.
  private void note(int ordinal, int contributor) {
    int[] all = contributorOf;
    if (ordinal >= all.length) {
      all = Arrays.copyOf(all, 2 * Math.max(ordinal, all.length));
    }
    all[ordinal] = contributor;
    contributorOf = all;
  }

  private int number(String contributor) {
    return contributors.computeIfAbsent(contributor, _ -> contributors.size());
  }

  private SpanDocument document(String key, ContentId content, Optional<String> aliasOf) {
    if (aliasOf.isPresent()) {
      return SpanDocument.NONE;
    }
    return read(content)
        .map(bytes -> document(key, RecordJson.read(bytes, Contribution.class)))
        .orElse(SpanDocument.NONE); // erased since
  }

  private static SpanDocument document(String key, Contribution contribution) {
    Map<String, String> texts = contribution.texts(key);
    SpanDocument document = SpanDocument.of(key, texts.getOrDefault(key, ""));
    for (var other : texts.entrySet()) {
      if (!other.getKey().equals(key)) {
        document = document.with(other.getKey(), other.getValue());
      }
    }
    return document;
  }

  private Optional<byte[]> read(ContentId content) {
    try {
      return contents.get(content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + content, e);
    }
  }

  /// Takes the next entry in; those from the start's position on, each once, in their order.
  public void apply(Entry entry) {
    position = entry.position() + 1;
    switch (entry.fact()) {
      case Offered offer -> {
        String key = Contribution.key(offer.datanet(), offer.id());
        useAgain(key);
        ordinals.put(key, nextOrdinal);
        waiting.add(key);
        add(number(offer.contributor()), document(key, offer.content(), offer.aliasOf()));
      }
      case Contributed fresh -> accept(fresh);
      case Promoted anew -> promote(anew);
      case Rejected gone -> reject(Contribution.key(gone.datanet(), gone.id()));
      case Withdrawn gone -> {
        String key = Contribution.key(gone.datanet(), gone.id());
        useAgain(key);
        remove(key);
      }
      case FrequenciesFrozen newer -> use(newer);
      default -> {}
    }
  }

  private void accept(Contributed fresh) {
    String key = Contribution.key(fresh.datanet(), fresh.id());
    useAgain(key);
    if (!waiting.remove(key)) {
      remove(key); // what it takes the place of
      ordinals.put(key, nextOrdinal);
      add(number(fresh.contributor()), document(key, fresh.content(), Optional.empty()));
    }
  }

  /// It waits, or is accepted, as before.
  private void promote(Promoted anew) {
    String key = Contribution.key(anew.datanet(), anew.id());
    boolean waits = waiting.contains(key);
    @Nullable Integer before = ordinals.get(key);
    int contributor = before == null ? number("") : contributorOf[before];
    remove(key);
    if (waits) {
      waiting.add(key);
    }
    ordinals.put(key, nextOrdinal);
    add(contributor, document(key, anew.content(), anew.aliasOf()));
  }

  private void reject(String key) {
    remove(key);
    Set<String> more = new HashSet<>(rejected);
    more.add(key);
    rejected = Set.copyOf(more);
  }

  /// It stands for something else now.
  private void useAgain(String key) {
    if (rejected.contains(key)) {
      Set<String> fewer = new HashSet<>(rejected);
      fewer.remove(key);
      rejected = Set.copyOf(fewer);
    }
  }

  private void remove(String key) {
    waiting.remove(key);
    @Nullable Integer ordinal = ordinals.remove(key);
    if (ordinal != null) {
      removed.add(ordinal);
    }
  }

  private void use(FrequenciesFrozen newer) {
    table = Optional.of(newer);
    frequencies =
        read(newer.table())
            .map(FrequencyTable::of)
            .orElseThrow(() -> new IllegalStateException("a table is gone: " + newer));
  }

  /// Puts what came into the index.
  public void settle() {
    try {
      if (!added.isEmpty()) {
        var _ = index.add(added);
        added.clear();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the index of spans cannot be written", e);
    }
    if (!removed.isEmpty()) {
      index.remove(removed);
      removed.clear();
    }
    lock.lock();
    try {
      settled = position;
      settling.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether somebody waits for what came to be put into the index.
  public boolean isWanted() {
    lock.lock();
    try {
      return wanted > settled && wanted <= position;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean await(long upTo, Duration atMost) {
    lock.lock();
    try {
      wanted = Math.max(wanted, upTo);
      long nanos = atMost.toNanos();
      while (settled < upTo && nanos > 0) {
        nanos = settling.awaitNanos(nanos);
      }
      return settled >= upTo;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// What is registered at one position of the book, and what words are worth.
  ///
  /// @param position up to which, itself not included, entries are taken in
  /// @param documents those that may be found
  /// @param rejected keys of what was not accepted: passages from it are of those that have them
  /// @param table number of the table of frequencies, 0 for none
  /// @param frequencies of that table
  public record View(
      long position,
      SpanIndex.View documents,
      Set<String> rejected,
      int table,
      Unigrams frequencies) {

    /// What of an answer stands in the texts, see [SpanIndex.View#matches(int[],
    /// IntUnaryOperator)].
    public SpanMatches matches(int[] answer, IntUnaryOperator ownersMax) {
      SpanMatches found = documents.matches(answer, ownersMax);
      return rejected.isEmpty()
          ? found
          : found.owned(holder ->
              rejected.contains(holder.owner())
                  ? documents.owner(holder.document()).orElse(holder.owner())
                  : holder.owner());
    }

    /// What a word is worth: 1 and its surprisal in whole nats.
    public int rarity(String word) {
      long micros = 0;
      for (long each : frequencies.worth(Tokenizer.tokens(word))) {
        micros += each;
      }
      return 1 + Math.toIntExact(micros / 1_000_000);
    }
  }

  /// An empty register in the heap, for the first entry of a book.
  public static SpanRegister empty(ContentReader contents) {
    return new SpanRegister(
        contents, SpanIndex.inMemory(), new Start(0, List.of(), Set.of(), 0, Optional.empty()));
  }

  /// What is registered now, by a table that is known.
  ///
  /// @param number of the table, 0 for none
  public View view(int number, Unigrams known) {
    settle();
    return new View(position, index.view(), rejected, number, known);
  }

  /// What is registered now. Makes a table first if there is none, or twice as much is registered.
  ///
  /// @param book where the table is written down
  /// @param store where it is kept
  public View view(Book book, ContentStore store) {
    settle();
    SpanIndex.View documents = index.view();
    long before = table.map(FrequenciesFrozen::tokens).orElse(0L);
    if (documents.tokens() > 0 && documents.tokens() >= 2 * before) {
      freeze(documents, book, store);
    }
    return new View(position, documents, rejected, number(), frequencies);
  }

  private int number() {
    return table.map(FrequenciesFrozen::number).orElse(0);
  }

  private void freeze(SpanIndex.View documents, Book book, ContentStore store) {
    try {
      ContentId kept = store.write(OWNER, FrequencyTable.bytes(documents.unigrams()));
      FrequenciesFrozen next = new FrequenciesFrozen(number() + 1, documents.tokens(), kept);
      book.await(draft -> {
        draft.append(next);
        return true;
      });
      use(next);
    } catch (IOException e) {
      throw new UncheckedIOException("the frequencies of words cannot be kept", e);
    }
  }

  /// See [SpanIndex#likeliest].
  @Override
  public Optional<String> likeliest(int[] tokens) {
    OptionalInt ordinal = index.likeliest(tokens, each -> contributorOf[each]);
    return ordinal.isEmpty() ? Optional.empty() : index.owner(ordinal.getAsInt());
  }

  /// See [SpanIndex#isCommon].
  @Override
  public boolean isCommon(int[] passage) {
    return index.isCommon(passage, each -> contributorOf[each]);
  }

  /// Writes to files what is in memory only, so that the next start need not read the texts again.
  public void close() {
    try {
      settle();
      index.flush();
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("the spans are not written; the next start makes them again", e);
    }
  }
}
